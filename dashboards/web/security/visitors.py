"""Who asks, and whether they may: what routes depend on."""

import hmac
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.exceptions import HTTPException

from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor

SAFE = frozenset({"GET", "HEAD"})
TOKEN_HEADER, TOKEN_FIELD = "x-kouka-token", "token"


class SignInFirst(Exception):
    """Nobody is signed in; the browser is sent to the page where one can."""


def visitor_of(request: Request) -> Visitor | None:
    """Who is signed in, as the middleware found."""
    found: Visitor | None = request.state.visitor
    return found


def needs(role: Role) -> Callable[[Request], Awaitable[Visitor]]:
    """A dependency: somebody of at least this role; what writes carries the token of the session."""

    async def signed_in(request: Request) -> Visitor:
        visitor = visitor_of(request)
        if visitor is None:
            raise SignInFirst
        if not visitor.account.role.may(role):
            raise HTTPException(403)
        if request.method not in SAFE and not await _carries(request, visitor.csrf):
            raise HTTPException(403)
        return visitor

    return signed_in


async def _carries(request: Request, token: str) -> bool:
    sent = request.headers.get(TOKEN_HEADER)
    if sent is None and "form" in request.headers.get("content-type", ""):
        field = (await request.form()).get(TOKEN_FIELD)
        sent = field if isinstance(field, str) else None
    return sent is not None and hmac.compare_digest(sent.encode(), token.encode())


def from_here(request: Request) -> bool:
    """Whether a request that writes comes from a page of this app, by what browsers say of where it comes from."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
