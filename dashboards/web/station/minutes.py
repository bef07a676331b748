"""The screen of minutes: turns beside their recording, and what the page of it asks the server."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import Connection

from dashboards.pages.meetings import clock
from dashboards.reports.minutes.words import reason_names
from dashboards.web.database.asking import RowId, reading, transaction
from dashboards.web.security import audit
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.sounds import note_heard, sound
from dashboards.web.station import lookup, turns
from dashboards.web.station.edited_minutes import docx_of
from dashboards.web.station.forms import CONFLICT
from dashboards.web.station.intake import take_in
from dashboards.web.station.lookup import MEETINGS, Assignment
from dashboards.web.station.meeting_items import MeetingItem
from dashboards.web.station.messages import Refused, SentMinutes
from evaluators.meetings.carried import Marked, carried
from evaluators.meetings.edited import LONGEST_SPEAKER, LONGEST_TEXT, Minutes
from pipelines.settings import results_folder

router = APIRouter()
Staff = Annotated[Visitor, Depends(needs(Role.STAFF))]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def screen(connection: Connection, assignment: Assignment) -> dict[str, Any]:
    """What the screen of minutes shows."""
    item = turns.meeting_of(connection, assignment)
    drafted = assignment.arm == turns.SHOWING
    shown = {
        "turns": _shown(item, turns.minutes(connection, assignment, item), drafted),
        "toHear": _to_hear(item) if drafted else [],
        "people": [*item.people],
        "sounds": [{"begins": each.begins, "follows": each.follows} for each in item.sounds],
        "start": item.start,
        "end": item.end,
        "longest": {"text": LONGEST_TEXT, "speaker": LONGEST_SPEAKER},
    }
    return {"item": item, "shown": shown, "drafted": drafted, "clock": clock}


def _shown(item: MeetingItem, minutes: Minutes, drafted: bool) -> list[dict[str, Any]]:
    draft = [turn.marked for turn in item.turns] if drafted else []
    marked = carried(draft, [turn.text for _id, turn in minutes])
    return [
        {"id": id, **turn.model_dump(), "times": _times(each), "doubts": _doubts(each)}
        for (id, turn), each in zip(minutes, marked, strict=True)
    ]


def _times(marked: Marked) -> list[tuple[int, float]]:
    return [(_for_browsers(marked.text, at), seconds) for at, seconds in marked.times]


def _doubts(marked: Marked) -> list[tuple[int, ...]]:
    return [tuple(_for_browsers(marked.text, at) for at in span) for span in marked.doubts]


def _for_browsers(text: str, place: int) -> int:
    """A place in a text as browsers count, for whom some characters (𠮷) are two."""
    return len(text[:place].encode("utf-16-le")) // 2


def _to_hear(item: MeetingItem) -> list[dict[str, Any]]:
    names = reason_names()
    return [
        {"start": each.start, "end": each.end, "text": each.text, "why": _why(each.reasons, names)}
        for each in item.to_hear
    ]


def _why(reasons: Iterable[str], names: Mapping[str, str]) -> list[str]:
    return [names.get(reason, reason) for reason in reasons]


@router.get("/work/{number}/sounds/{place}")
def recording(request: Request, number: RowId, place: int, visitor: Staff) -> Response:
    """A recording of one's own open item, whole or the range that is asked for."""
    with reading(request) as connection:
        assignment = _own(connection, number, visitor)
        sounds = turns.meeting_of(connection, assignment).sounds
    if assignment.submitted is not None or not 0 <= place < len(sounds):
        raise HTTPException(404)
    study = assignment.study
    answered = sound(results_folder().parent / study.batch, sounds[place].file)
    note_heard(request, visitor, answered, f"{study.run}/{sounds[place].file}")
    return answered


@router.get("/work/{number}/minutes.docx")
def document(request: Request, number: RowId, visitor: Staff) -> Response:
    """The minutes of one's own item as they stand, for Word."""
    with transaction(request) as connection:
        assignment = _own(connection, number, visitor)
        taken = f"{assignment.study.run}/{assignment.item}"
        audit.record(connection, visitor.account.name, "minutes_taken_out", taken, assignment=number)
        item = turns.meeting_of(connection, assignment)
        minutes = turns.minutes(connection, assignment, item)
    content = docx_of(assignment, item, minutes)
    headers = {"Content-Disposition": f'attachment; filename="minutes-{number}.docx"'}
    return Response(content, media_type=DOCX, headers=headers)


@router.post("/work/{number}/minutes")
def take(request: Request, number: RowId, sent: SentMinutes, visitor: Staff) -> JSONResponse:
    """Events and changed turns; what the page may forget goes back, and where to go on after submission."""
    try:
        with transaction(request) as connection:
            assignment = _own(connection, number, visitor, lock=True)
            known = take_in(connection, assignment, sent)
    except Refused as reason:
        return JSONResponse({"refused": str(reason)}, CONFLICT)
    return JSONResponse(known.model_dump() | {"next": "/work/next" if known.closed else ""})


def _own(connection: Connection, number: int, visitor: Visitor, lock: bool = False) -> Assignment:
    assignment = lookup.assignment_with(connection, number, visitor.account.pseudonym, lock=lock)
    if assignment is None or assignment.study.kind != MEETINGS or assignment.opened is None:
        raise HTTPException(404)
    return assignment
