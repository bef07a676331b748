"""Signing in and out, the first account, and the language."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from dashboards.language import LANGUAGES, _
from dashboards.web.database.asking import reading, transaction
from dashboards.web.rendering import render
from dashboards.web.security import accounts, audit, sessions
from dashboards.web.security.addresses import inside
from dashboards.web.security.attempts import Attempts
from dashboards.web.security.codes import is_code
from dashboards.web.security.middleware import LANGUAGE_COOKIE
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs, visitor_of
from dashboards.web.settings import WebSettings
from pipelines.errors import KoukaError

router = APIRouter()
YEAR = 365 * 24 * 3600
CACHE = '"cache"'
"""Scans and recordings that the browser has kept for some minutes: others may use it next. What was not sent stays."""
FIRST = ""
"""Under which attempts at the first account count; nobody has this name."""


@router.get("/sign-in")
def page(request: Request, code: str = "", next: str = "/") -> Response:
    """Where one signs in; at the very first start, where the first account is made."""
    if visitor_of(request) is not None:
        return RedirectResponse(inside(next), 303)
    with reading(request) as connection:
        first = accounts.none_yet(connection)
    if first:
        return render(request, "first_account.html.j2", problem=None, code=code)
    return render(request, "sign_in.html.j2", problem=None, next=inside(next))


@router.post("/first-account")
def first_account(
    request: Request,
    code: Annotated[str, Form()],
    name: Annotated[str, Form()],
    password: Annotated[str, Form()],
) -> Response:
    """Make the first account, an analyst's, while there is none. Others are made by an analyst."""
    settings: WebSettings = request.app.state.settings
    try:
        _check_code(request, code, settings)
        with transaction(request) as connection:
            accounts.take_turn(connection)
            if not accounts.none_yet(connection):
                return RedirectResponse("/sign-in", 303)
            account = accounts.make_account(connection, name, password, Role.ANALYST)
            audit.record(connection, account.name, "first_account", account.name)
            token = sessions.begin(connection, account)
    except KoukaError as error:
        return render(request, "first_account.html.j2", 400, problem=error.problem.what, code=code)
    return signed_in(settings, token, "/")


def _check_code(request: Request, code: str, settings: WebSettings) -> None:
    attempts: Attempts = request.app.state.attempts
    if not attempts.begin(FIRST):
        note_refused(request, FIRST, "-", "first_account_refused", "-")
        raise KoukaError(too_often(settings))
    if not is_code(code, settings.first_code):
        raise KoukaError(_("This is not the code that was shown when kouka started."))
    attempts.forget(FIRST)


@router.post("/sign-in")
def sign_in(
    request: Request,
    name: Annotated[str, Form()],
    password: Annotated[str, Form()],
    next: Annotated[str, Form()] = "/",
) -> Response:
    """Sign in, and go on to the page that was asked for."""
    settings: WebSettings = request.app.state.settings
    attempts: Attempts = request.app.state.attempts
    name = accounts.tidy(name)[: accounts.LONGEST_NAME]
    allowed = attempts.begin(name)
    with reading(request) as connection:
        stored = accounts.stored_under(connection, name)
    if not allowed:
        note_refused(request, name, "-", "sign_in_refused", stored.account.name if stored else "-")
        return render(request, "sign_in.html.j2", 429, problem=too_often(settings), next=inside(next))
    right = accounts.is_password(stored, password)
    with transaction(request) as connection:
        if stored is None or not right:
            # A name that nobody has may be a password in the wrong box.
            audit.record(connection, "-", "sign_in_failed", stored.account.name if stored else "-")
            problem = _("The name or the password is not right.")
            return render(request, "sign_in.html.j2", 400, problem=problem, next=inside(next))
        if stored.outdated:
            accounts.set_password(
                connection, stored.account.id, accounts.hash_of(password), temporary=stored.account.temporary
            )
        sessions.sweep(connection, settings)
        sessions.end(connection, request.cookies.get(sessions.cookie(settings), ""))
        audit.record(connection, stored.account.name, "sign_in", stored.account.name)
        token = sessions.begin(connection, stored.account)
    attempts.forget(name)
    return signed_in(settings, token, inside(next))


@router.post("/sign-out")
def sign_out(request: Request, visitor: Annotated[Visitor, Depends(needs(Role.VIEWER, temporary=True))]) -> Response:
    """Sign out."""
    settings: WebSettings = request.app.state.settings
    name = sessions.cookie(settings)
    with transaction(request) as connection:
        sessions.end(connection, request.cookies.get(name, ""))
        audit.record(connection, visitor.account.name, "sign_out", visitor.account.name)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(name, secure=settings.secure, httponly=True, samesite="lax")
    answer.headers["Clear-Site-Data"] = CACHE
    return answer


@router.post("/language")
def language(request: Request, chosen: Annotated[str, Form()], back: Annotated[str, Form()] = "/") -> Response:
    """Choose the language and go back to the page."""
    settings: WebSettings = request.app.state.settings
    answer = RedirectResponse(inside(back), 303)
    if chosen in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, chosen, max_age=YEAR, httponly=True, samesite="lax", secure=settings.secure)
    return answer


def note_refused(request: Request, name: str, who: str, action: str, about: str) -> None:
    """Write to the log that a name has to wait: once, so that whoever goes on trying does not fill it."""
    attempts: Attempts = request.app.state.attempts
    if attempts.is_news(name):
        with transaction(request) as connection:
            audit.record(connection, who, action, about)


def too_often(settings: WebSettings) -> str:
    """Said to whoever has to wait."""
    return _("Too many attempts. Wait {n} seconds.", n=settings.sign_in_wait_seconds)


def signed_in(settings: WebSettings, token: str, address: str) -> Response:
    """To a page, with the cookie. Links from other programs carry it, since they only read; forms from there do not."""
    answer = RedirectResponse(address, 303)
    answer.set_cookie(sessions.cookie(settings), token, httponly=True, samesite="lax", secure=settings.secure)
    return answer
