"""One's own password."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from dashboards.language import _
from dashboards.web.database.asking import reading, transaction
from dashboards.web.rendering import render
from dashboards.web.security import accounts, audit, sessions
from dashboards.web.security.attempts import Attempts
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.settings import WebSettings
from dashboards.web.signing_in import note_refused, signed_in, too_often
from pipelines.errors import KoukaError

router = APIRouter(prefix="/password")
Anybody = Annotated[Visitor, Depends(needs(Role.VIEWER, temporary=True))]


@router.get("")
def page(request: Request, _visitor: Anybody) -> Response:
    """Where it is changed."""
    return render(request, "password.html.j2", problem=None)


@router.post("")
def change(
    request: Request, visitor: Anybody, present: Annotated[str, Form()], password: Annotated[str, Form()]
) -> Response:
    """Change it, and end every session of the account but this one."""
    settings: WebSettings = request.app.state.settings
    try:
        hashed = _hashed(request, visitor.account.name, present, password, settings)
    except KoukaError as error:
        return render(request, "password.html.j2", 400, problem=error.problem.what)
    with transaction(request) as connection:
        accounts.set_password(connection, visitor.account.id, hashed, temporary=False)
        sessions.end_all_of(connection, visitor.account.id)
        audit.record(connection, visitor.account.name, "password_changed", visitor.account.name)
        token = sessions.begin(connection, visitor.account)
    return signed_in(settings, token, "/")


def _hashed(request: Request, name: str, present: str, password: str, settings: WebSettings) -> str:
    attempts: Attempts = request.app.state.attempts
    if not attempts.begin(name):
        note_refused(request, name, name, "password_change_refused", name)
        raise KoukaError(too_often(settings))
    with reading(request) as connection:
        stored = accounts.stored_under(connection, name)
    if not accounts.is_password(stored, present):
        raise KoukaError(_("The present password is not right."))
    attempts.forget(name)
    if password == present:
        raise KoukaError(_("This is the password that you have."))
    return accounts.hash_of(password)
