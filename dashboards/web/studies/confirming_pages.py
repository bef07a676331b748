"""The page on which a second person compares what was entered with the scan, field by field."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from dashboards.web.database.asking import reading, transaction
from dashboards.web.rendering import render
from dashboards.web.security import audit
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.studies import lookup
from dashboards.web.studies.confirming import Claim, judge, to_confirm
from dashboards.web.studies.pictures import picture_of

router = APIRouter()
Staff = Annotated[Visitor, Depends(needs(Role.STAFF))]


@router.get("/confirm")
def page(request: Request, visitor: Staff) -> Response:
    """What comes next, and how much there is."""
    with reading(request) as connection:
        waiting = _waiting(connection, visitor)
        claim = waiting[0] if waiting else None
        form = lookup.item_of(connection, claim.assignment).template if claim else None
    if claim:
        _note(request, visitor, "document_seen", claim)
    return render(request, "confirm.html.j2", claim=claim, form=form, left=len(waiting))


@router.get("/confirm/{answer}/page")
def picture(request: Request, answer: int, visitor: Staff) -> Response:
    """The page on which the field stands."""
    with reading(request) as connection:
        claim = _claim(connection, visitor, answer)
        item = lookup.item_of(connection, claim.assignment)
    found = picture_of(item, claim.field.page)
    _note(request, visitor, "picture_seen", claim)
    return found


@router.post("/confirm/{answer}")
def decide(request: Request, answer: int, visitor: Staff, agrees: Annotated[bool, Form()]) -> Response:
    """Keep what the second person says, and go on to the next field."""
    with reading(request) as connection:
        claim = _claim(connection, visitor, answer)
    with transaction(request) as connection:
        judge(connection, claim, visitor.account.pseudonym, agrees)
    return RedirectResponse("/confirm", 303)


def _note(request: Request, visitor: Visitor, action: str, claim: Claim) -> None:
    about = f"{claim.assignment.study.run}/{claim.assignment.item}"
    with transaction(request) as connection:
        audit.record(connection, visitor.account.name, action, about, confirming=claim.answer)


def _waiting(connection: Connection, visitor: Visitor) -> list[Claim]:
    pseudonym = visitor.account.pseudonym
    return [each for study in lookup.all_studies(connection) for each in to_confirm(connection, study, pseudonym)]


def _claim(connection: Connection, visitor: Visitor, answer: int) -> Claim:
    """One of those that somebody can confirm."""
    found = next((each for each in _waiting(connection, visitor) if each.answer == answer), None)
    if found is None:
        raise HTTPException(404)
    return found
