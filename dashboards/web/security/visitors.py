"""Who asks, and whether they may: what routes depend on."""

import hmac
from collections.abc import Awaitable, Callable

from fastapi import Request
from fastapi.exceptions import HTTPException

from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor

SAFE = frozenset({"GET", "HEAD"})
TOKEN_HEADER, TOKEN_FIELD = "x-kouka-token", "token"


class SignInFirst(Exception):
    """Nobody is signed in; the browser is sent to the page where one can."""


class ChangePasswordFirst(Exception):
    """Somebody else knows the password; the browser is sent to the page where it can be changed."""


def visitor_of(request: Request) -> Visitor | None:
    """Who is signed in, as the middleware found."""
    found: Visitor | None = request.state.visitor
    return found


def needs(role: Role, *, temporary: bool = False) -> Callable[[Request], Awaitable[Visitor]]:
    """A dependency: somebody of at least this role; what writes carries the token of the session.

    Args:
        role: the least that is needed.
        temporary: whether it is open to somebody who has not yet chosen a password.
    """

    async def signed_in(request: Request) -> Visitor:
        visitor = visitor_of(request)
        if visitor is None:
            raise SignInFirst
        if request.method not in SAFE and not await _carries(request, visitor.csrf):
            raise HTTPException(403)
        if visitor.account.temporary and not temporary:
            raise ChangePasswordFirst
        if not visitor.account.role.may(role):
            raise HTTPException(403)
        return visitor

    return signed_in


async def _carries(request: Request, token: str) -> bool:
    sent = request.headers.get(TOKEN_HEADER)
    if sent is None and "form" in request.headers.get("content-type", ""):
        field = (await request.form()).get(TOKEN_FIELD)
        sent = field if isinstance(field, str) else None
    return sent is not None and hmac.compare_digest(sent.encode(), token.encode())
