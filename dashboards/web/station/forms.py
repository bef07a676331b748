"""The screen of a form: its scan beside its fields, and what the page of it asks the server."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field
from sqlalchemy import Connection

from dashboards.pages.reason_words import reason as reason_in_words
from dashboards.pages.words import type_names
from dashboards.web.database.asking import RowId, reading, transaction
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.station import entries, lookup
from dashboards.web.station.entries import Entry, Shown
from dashboards.web.station.intake import take_in
from dashboards.web.station.lookup import FORMS, Assignment, Item
from dashboards.web.station.messages import LONGEST_TEXT, Refused, Sent
from dashboards.web.station.pictures import picture_of
from evaluators.contract import Contract
from pipelines.field_types import TYPES
from pipelines.forms.fields import value_of

router = APIRouter()
Staff = Annotated[Visitor, Depends(needs(Role.STAFF))]
CONFLICT = 409


class Typed(Contract):
    """What stands in a field, to be checked by its type."""

    field: Annotated[str, Field(max_length=80)]
    text: Annotated[str, Field(max_length=LONGEST_TEXT)]


@dataclass(frozen=True)
class Row:
    """A field as the page shows it."""

    shown: Shown
    entry: Entry
    problem: str
    """What its type says against it; empty if nothing."""

    @property
    def example(self) -> str:
        """How the type writes a value."""
        return TYPES[self.shown.field.type].wants


def screen(connection: Connection, assignment: Assignment) -> dict[str, Any]:
    """What the screen of a form shows."""
    item = lookup.item_of(connection, assignment)
    rows = _rows(connection, assignment, item)
    return {
        "item": item, "rows": [row for row in rows if not row.shown.fixed],
        "fixed": [row for row in rows if row.shown.fixed], "types": type_names(), "longest": LONGEST_TEXT,
    }  # fmt: skip


def _rows(connection: Connection, assignment: Assignment, item: Item) -> list[Row]:
    entered = entries.latest(connection, [assignment.id])[assignment.id]
    found = []
    for each in entries.shown(connection, assignment, item):
        entry = entered.get(each.field.id, each.start)
        found.append(Row(each, entry, _problem(item, each.field.id, entry.text)))
    return found


def _problem(item: Item, field: str, text: str) -> str:
    named = next((each for each in item.template.fields if each.id == field), None)
    code = value_of(named, text)[1] if named else ""
    return reason_in_words(code) if code else ""


@router.get("/work/{number}/pages/{page}")
def picture(request: Request, number: RowId, page: int, visitor: Staff) -> Response:
    """A registered page of one's own open item."""
    with reading(request) as connection:
        item = lookup.item_of(connection, _open(connection, number, visitor))
    return picture_of(item, page)


@router.post("/work/{number}/check")
def check(request: Request, number: RowId, typed: Typed, visitor: Staff) -> JSONResponse:
    """What a field's type says of a text; it never keeps anybody from going on."""
    with reading(request) as connection:
        item = lookup.item_of(connection, _open(connection, number, visitor))
    return JSONResponse({"problem": _problem(item, typed.field, typed.text)})


@router.post("/work/{number}/events")
def take(request: Request, number: RowId, sent: Sent, visitor: Staff) -> JSONResponse:
    """Events and answers; what the page may forget goes back, and where to go on after submission."""
    try:
        with transaction(request) as connection:
            assignment = lookup.assignment_with(connection, number, visitor.account.pseudonym, lock=True)
            if assignment is None or assignment.opened is None:
                raise HTTPException(404)
            known = take_in(connection, assignment, sent)
    except Refused as reason:
        return JSONResponse({"refused": str(reason)}, CONFLICT)
    return JSONResponse(known.model_dump() | {"next": "/work/next" if known.closed else ""})


def _open(connection: Connection, number: int, visitor: Visitor) -> Assignment:
    assignment = lookup.assignment_with(connection, number, visitor.account.pseudonym)
    if assignment is None or assignment.submitted is not None or assignment.opened is None:
        raise HTTPException(404)
    if assignment.study.kind != FORMS:
        raise HTTPException(404)
    return assignment
