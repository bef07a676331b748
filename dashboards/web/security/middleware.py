"""What every request goes through: who asks, in which language, and the headers of every answer."""

from anyio.to_thread import run_sync
from fastapi import Request
from fastapi.responses import PlainTextResponse
from sqlalchemy import Engine
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboards.language import LANGUAGES, speak, spoken
from dashboards.web.security.sessions import COOKIE, Visitor, visitor_with
from dashboards.web.security.visitors import SAFE, from_here
from dashboards.web.settings import WebSettings

LANGUAGE_COOKIE = "kouka_language"
LONGEST_BODY = 2 * 1024 * 1024
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: browsers then hide where a form comes from, and it would be refused.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""A route may set any of them otherwise; what it sets stays."""


class Gate:
    """Looks up who asks, speaks their language, refuses what comes from elsewhere, and adds headers."""

    def __init__(self, app: ASGIApp, engine: Engine, settings: WebSettings) -> None:
        """Stand before an app."""
        self._app, self._engine, self._settings = app, engine, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        wanted = request.cookies.get(LANGUAGE_COOKIE)
        speak(next((name for name in LANGUAGES if name == wanted), spoken()))

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._complete(message)
            await send(message)

        refused = self._refused(request)
        if refused is not None:
            await refused(scope, receive, with_headers)
            return
        token = request.cookies.get(COOKIE)
        request.state.visitor = await run_sync(self._visitor, token) if token else None
        await self._app(scope, receive, with_headers)

    def _refused(self, request: Request) -> PlainTextResponse | None:
        if request.method in SAFE:
            return None
        if not from_here(request):
            return PlainTextResponse("403", 403)
        length = request.headers.get("content-length", "")
        if not length.isascii() or not length.isdecimal():
            return PlainTextResponse("411", 411)  # a body of unknown length could be of any
        return PlainTextResponse("413", 413) if int(length) > LONGEST_BODY else None

    def _visitor(self, token: str) -> Visitor | None:
        with self._engine.begin() as connection:
            return visitor_with(connection, token, self._settings)

    def _complete(self, message: Message) -> None:
        there = {name.lower() for name, _value in message["headers"]}
        wanted = dict(HEADERS)
        if self._settings.secure:
            wanted["Strict-Transport-Security"] = "max-age=31536000"
        message["headers"] = [
            *message["headers"],
            *((name.lower().encode(), value.encode()) for name, value in wanted.items()
              if name.lower().encode() not in there),
        ]  # fmt: skip
