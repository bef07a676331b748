"""Signing in and out, the first account, and the language."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from dashboards.language import LANGUAGES, _
from dashboards.web.database.asking import transaction
from dashboards.web.rendering import render
from dashboards.web.security import accounts, audit, sessions
from dashboards.web.security.attempts import Attempts
from dashboards.web.security.middleware import LANGUAGE_COOKIE
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import COOKIE, Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.settings import WebSettings
from pipelines.errors import KoukaError

router = APIRouter()
YEAR = 365 * 24 * 3600


@router.get("/sign-in")
def page(request: Request) -> Response:
    """Where one signs in; at the very first start, where the first account is made."""
    with transaction(request) as connection:
        first = accounts.none_yet(connection)
    return render(request, "first_account.html.j2" if first else "sign_in.html.j2", problem=None)


@router.post("/first-account")
def first_account(request: Request, name: Annotated[str, Form()], password: Annotated[str, Form()]) -> Response:
    """Make the first account, an analyst's, while there is none. Others are made by an analyst."""
    try:
        with transaction(request) as connection:
            if not accounts.none_yet(connection):
                return RedirectResponse("/sign-in", 303)
            account = accounts.make_account(connection, name, password, Role.ANALYST)
            audit.record(connection, account.name, "first_account", account.name)
            token = sessions.begin(connection, account)
    except KoukaError as error:
        return render(request, "first_account.html.j2", 400, problem=error.problem.what)
    return _signed_in(request, token)


@router.post("/sign-in")
def sign_in(request: Request, name: Annotated[str, Form()], password: Annotated[str, Form()]) -> Response:
    """Sign in."""
    attempts: Attempts = request.app.state.attempts
    if attempts.must_wait(name):
        return render(request, "sign_in.html.j2", 429, problem=_("Too many wrong passwords. Wait a minute."))
    with transaction(request) as connection:
        account = accounts.account_with(connection, name, password)
        if account is not None:
            audit.record(connection, account.name, "sign_in", account.name)
            token = sessions.begin(connection, account)
        else:
            audit.record(connection, "-", "sign_in_failed", "-")
    if account is None:
        attempts.failed(name)
        return render(request, "sign_in.html.j2", 400, problem=_("The name or the password is not right."))
    attempts.forget(name)
    return _signed_in(request, token)


@router.post("/sign-out")
def sign_out(request: Request, visitor: Annotated[Visitor, Depends(needs(Role.VIEWER))]) -> Response:
    """Sign out."""
    with transaction(request) as connection:
        sessions.end(connection, request.cookies.get(COOKIE, ""))
        audit.record(connection, visitor.account.name, "sign_out", visitor.account.name)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE)
    return answer


@router.post("/language")
def language(request: Request, chosen: Annotated[str, Form()], back: Annotated[str, Form()] = "/") -> Response:
    """Choose the language and go back to the page."""
    inside = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"
    answer = RedirectResponse(inside, 303)
    if chosen in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, chosen, max_age=YEAR, httponly=True, samesite="strict")
    return answer


def _signed_in(request: Request, token: str) -> Response:
    settings: WebSettings = request.app.state.settings
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=settings.secure)
    return answer
