"""The page on which a second person compares what was entered with the scan, field by field."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import FileResponse, RedirectResponse
from sqlalchemy import Connection

from dashboards.web.database.asking import reading, transaction
from dashboards.web.rendering import render
from dashboards.web.security import audit
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.studies import lookup
from dashboards.web.studies.confirming import Claim, judge, to_confirm
from pipelines.batches import paths
from pipelines.settings import results_folder

router = APIRouter()
Staff = Annotated[Visitor, Depends(needs(Role.STAFF))]


@router.get("/confirm")
def page(request: Request, visitor: Staff) -> Response:
    """What comes next, and how much there is."""
    with transaction(request) as connection:
        waiting = _waiting(connection, visitor)
        claim = waiting[0] if waiting else None
        form = lookup.item_of(connection, claim.assignment).template if claim else None
        if claim:
            about = f"{claim.assignment.study.run}/{claim.assignment.item}"
            audit.record(connection, visitor.account.name, "document_seen", about, confirming=claim.answer)
    return render(request, "confirm.html.j2", claim=claim, form=form, left=len(waiting))


@router.get("/confirm/{answer}/page")
def picture(request: Request, answer: int, visitor: Staff) -> Response:
    """The page on which the field stands."""
    with reading(request) as connection:
        claim = _claim(connection, visitor, answer)
        name = lookup.item_of(connection, claim.assignment).pages.get(str(claim.field.page))
    file = paths.inside(results_folder(), name) if name else None
    if file is None or not file.is_file():
        raise HTTPException(404)
    return FileResponse(file, media_type="image/png")


@router.post("/confirm/{answer}")
def decide(request: Request, answer: int, visitor: Staff, agrees: Annotated[bool, Form()]) -> Response:
    """Keep what the second person says, and go on to the next field."""
    with transaction(request) as connection:
        judge(connection, _claim(connection, visitor, answer), visitor.account.pseudonym, agrees)
    return RedirectResponse("/confirm", 303)


def _waiting(connection: Connection, visitor: Visitor) -> list[Claim]:
    pseudonym = visitor.account.pseudonym
    return [each for study in lookup.all_studies(connection) for each in to_confirm(connection, study, pseudonym)]


def _claim(connection: Connection, visitor: Visitor, answer: int) -> Claim:
    """One of those that somebody can confirm."""
    found = next((each for each in _waiting(connection, visitor) if each.answer == answer), None)
    if found is None:
        raise HTTPException(404)
    return found
