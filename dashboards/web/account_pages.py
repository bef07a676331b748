"""Accounts, for analysts: who may sign in, as what, and a new password where one was forgotten."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.exceptions import HTTPException
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from dashboards.language import _
from dashboards.web.database.asking import RowId, reading, transaction
from dashboards.web.rendering import render
from dashboards.web.security import accounts, audit, sessions
from dashboards.web.security.accounts import Account
from dashboards.web.security.codes import draw_code
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from pipelines.errors import KoukaError

router = APIRouter(prefix="/accounts")
Analyst = Annotated[Visitor, Depends(needs(Role.ANALYST))]


@router.get("")
def page(request: Request, _analyst: Analyst) -> Response:
    """All accounts."""
    return _page(request)


@router.post("")
def make(
    request: Request,
    analyst: Analyst,
    name: Annotated[str, Form()],
    role: Annotated[Role, Form()],
    pseudonym: Annotated[str, Form()] = "",
) -> Response:
    """Make an account; its password is drawn and shown this once."""
    password = draw_code()
    try:
        with transaction(request) as connection:
            made = accounts.make_account(connection, name, password, role, pseudonym, temporary=True)
            audit.record(
                connection, analyst.account.name, "account_made", made.name, role=role.value, pseudonym=made.pseudonym
            )
    except KoukaError as error:
        return _page(request, 400, problem=error.problem.what)
    return _page(request, given=made.name, password=password)


@router.post("/{number}")
def change(
    request: Request,
    analyst: Analyst,
    number: RowId,
    role: Annotated[Role, Form()],
    active: Annotated[bool, Form()] = False,
) -> Response:
    """Give an account another role, or take it out of use."""
    try:
        with transaction(request) as connection:
            account = _other(connection, number, analyst)
            accounts.change(connection, number, role=role, active=active)
            if not active:
                sessions.end_all_of(connection, number)
            audit.record(
                connection, analyst.account.name, "account_changed", account.name, role=role.value, active=active
            )
    except KoukaError as error:
        return _page(request, 400, problem=error.problem.what)
    return RedirectResponse("/accounts", 303)


@router.post("/{number}/password")
def give_password(request: Request, analyst: Analyst, number: RowId) -> Response:
    """Give an account a new password, shown this once; whoever was signed in with the old one is no longer."""
    password = draw_code()
    hashed = accounts.hash_of(password)
    try:
        with transaction(request) as connection:
            account = _other(connection, number, analyst)
            accounts.set_password(connection, number, hashed, temporary=True)
            sessions.end_all_of(connection, number)
            audit.record(connection, analyst.account.name, "password_given", account.name)
    except KoukaError as error:
        return _page(request, 400, problem=error.problem.what)
    return _page(request, given=account.name, password=password)


def _other(connection: Connection, number: int, analyst: Visitor) -> Account:
    found = accounts.account_of(connection, number)
    if found is None:
        raise HTTPException(404)
    if number == analyst.account.id:
        raise KoukaError(_("Another analyst has to do this to your own account."))
    return found


def _page(
    request: Request, status: int = 200, *, problem: str | None = None, given: str | None = None, password: str = ""
) -> Response:
    with reading(request) as connection:
        found = accounts.all_accounts(connection)
    return render(
        request, "accounts.html.j2", status, accounts=found, roles=[*Role], problem=problem, given=given,
        password=password,
    )  # fmt: skip
