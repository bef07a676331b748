"""The page on which a second person compares what was entered with the scan, or the recording."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from dashboards.pages.meetings import clock
from dashboards.web.database.asking import RowId, reading, transaction
from dashboards.web.rendering import render
from dashboards.web.security import audit
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.sounds import note_heard, sound
from dashboards.web.station import lookup, turns
from dashboards.web.station.edited_minutes import said
from dashboards.web.station.pictures import picture_of
from dashboards.web.studies.confirming import Claim, judge, left_to_confirm, next_to_confirm
from pipelines.settings import results_folder

router = APIRouter()
Staff = Annotated[Visitor, Depends(needs(Role.STAFF))]


@router.get("/confirm")
def page(request: Request, visitor: Staff) -> Response:
    """What comes next, and how much there is."""
    pseudonym = visitor.account.pseudonym
    with reading(request) as connection:
        claim = next_to_confirm(connection, pseudonym)
        left = left_to_confirm(connection, pseudonym) if claim else 0
        shown = _shown(connection, claim) if claim else {}
    if claim is None:
        return render(request, "confirm.html.j2", claim=None, left=0)
    _note(request, visitor, "document_seen", claim)
    named = "confirm.html.j2" if claim.field else "confirm_minutes.html.j2"
    return render(request, named, claim=claim, left=left, clock=clock, **shown)


def _shown(connection: Connection, claim: Claim) -> dict[str, Any]:
    if claim.field:
        return {"form": lookup.item_of(connection, claim.assignment).template}
    item = turns.meeting_of(connection, claim.assignment)
    return {"item": item, "said": [*said(item, turns.minutes(connection, claim.assignment, item))]}


@router.get("/confirm/{answer}/page")
def picture(request: Request, answer: RowId, visitor: Staff) -> Response:
    """The page on which the field stands."""
    with reading(request) as connection:
        claim = _claim(connection, visitor, answer)
        if claim.field is None:
            raise HTTPException(404)
        item = lookup.item_of(connection, claim.assignment)
    found = picture_of(item, claim.field.page)
    _note(request, visitor, "picture_seen", claim)
    return found


@router.get("/confirm/{answer}/sounds/{place}")
def recording(request: Request, answer: RowId, place: int, visitor: Staff) -> Response:
    """A recording of the meeting whose minutes are to be confirmed."""
    with reading(request) as connection:
        claim = _claim(connection, visitor, answer)
        sounds = () if claim.field else turns.meeting_of(connection, claim.assignment).sounds
    if not 0 <= place < len(sounds):
        raise HTTPException(404)
    study = claim.assignment.study
    answered = sound(results_folder().parent / study.batch, sounds[place].file)
    note_heard(request, visitor, answered, f"{study.run}/{sounds[place].file}")
    return answered


@router.post("/confirm/{answer}")
def decide(request: Request, answer: RowId, visitor: Staff, agrees: Annotated[bool, Form()]) -> Response:
    """Keep what the second person says, and go on to what comes next."""
    with reading(request) as connection:
        claim = _claim(connection, visitor, answer)
    with transaction(request) as connection:
        judge(connection, claim, visitor.account.pseudonym, agrees)
    return RedirectResponse("/confirm", 303)


def _note(request: Request, visitor: Visitor, action: str, claim: Claim) -> None:
    about = f"{claim.assignment.study.run}/{claim.assignment.item}"
    with transaction(request) as connection:
        audit.record(connection, visitor.account.name, action, about, confirming=claim.answer)


def _claim(connection: Connection, visitor: Visitor, answer: int) -> Claim:
    """One of those that somebody can confirm."""
    found = next_to_confirm(connection, visitor.account.pseudonym, answer)
    if found is None:
        raise HTTPException(404)
    return found
