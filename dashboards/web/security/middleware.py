"""What every request goes through: who asks, in which language, and the headers of every answer."""

import time

from anyio.to_thread import run_sync
from fastapi import Request
from fastapi.responses import PlainTextResponse
from sqlalchemy import Engine
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboards.language import LANGUAGES, _, speak, spoken
from dashboards.web.database.asking import reading_of
from dashboards.web.failing import failed
from dashboards.web.security import sessions
from dashboards.web.security.addresses import answers_to, host_of, is_from_here, names_of
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import SAFE
from dashboards.web.settings import WebSettings
from pipelines.commands import report_bug

LANGUAGE_COOKIE = "kouka_language"
LONGEST_BODY = 2 * 1024 * 1024
STATIC = "/static/"
UNATTENDED = frozenset({"/running"})
"""What pages ask for by themselves: that nobody is there any more has to be noticed all the same."""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: browsers then hide where a form comes from, and it would be refused.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
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
        self._names = names_of(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        wanted = request.cookies.get(LANGUAGE_COOKIE)
        speak(next((name for name in LANGUAGES if name == wanted), spoken()))
        begun = False

        async def with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                self._complete(message, request.url.path)
            await send(message)

        request.state.visitor = None
        try:
            refused = self._refused(request)
            if refused is None:
                request.state.visitor = await self._visitor(request)
            await (refused or self._app)(scope, receive, with_headers)
        except Exception as error:
            if begun:  # too late for a page: the server ends the connection, and what it was is told as any fault is
                report_bug(error)
                return
            await failed(request, error)(scope, receive, with_headers)

    def _refused(self, request: Request) -> PlainTextResponse | None:
        if not answers_to(host_of(request), self._names):
            return PlainTextResponse(_("kouka does not answer under this name."), 421)
        if request.method in SAFE:
            return None
        if not is_from_here(request, self._settings):
            return PlainTextResponse(_("This came from a page that is not kouka's."), 403)
        length = request.headers.get("content-length", "")
        known = length.isascii() and length.isdecimal() and "transfer-encoding" not in request.headers
        if not known:
            return PlainTextResponse(_("This does not say how long it is."), 411)
        return PlainTextResponse(_("This is too long."), 413) if int(length) > LONGEST_BODY else None

    async def _visitor(self, request: Request) -> Visitor | None:
        token = request.cookies.get(sessions.cookie(self._settings))
        if not token or request.url.path.startswith(STATIC):
            return None
        return await run_sync(self._signed_in, token, request.url.path not in UNATTENDED)

    def _signed_in(self, token: str, attended: bool) -> Visitor | None:
        with reading_of(self._engine) as connection:
            visitor = sessions.visitor_with(connection, token, self._settings)
        if visitor is not None and attended and time.time() - visitor.used > sessions.TOUCHED_EVERY:
            with self._engine.begin() as connection:
                sessions.touch(connection, token)
        return visitor

    def _complete(self, message: Message, path: str) -> None:
        there = {name.lower() for name, _value in message["headers"]}
        wanted = dict(HEADERS)
        if path.startswith(STATIC):
            wanted["Cache-Control"] = "no-cache"  # kept by the browser, which asks whether it has changed
        if self._settings.secure:
            wanted["Strict-Transport-Security"] = "max-age=31536000"
        message["headers"] = [
            *message["headers"],
            *((name.lower().encode(), value.encode()) for name, value in wanted.items()
              if name.lower().encode() not in there),
        ]  # fmt: skip
