"""A meeting: its draft beside what was said, word by word, with the sound."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import HTTPException

from dashboards.language import _
from dashboards.pages.meetings import audible, clock, place_of
from dashboards.web.database.asking import transaction
from dashboards.web.prepared.meetings import KeptMeeting, read_meeting
from dashboards.web.prepared.waiting import prepared
from dashboards.web.rendering import render
from dashboards.web.runs.records import address_of, batch_folder, run_at, stamp
from dashboards.web.runs.unfinished import after_work
from dashboards.web.security import audit
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.sounds import note_heard, sound
from evaluators.meetings.accuracy import cases_of
from pipelines.digests import digest
from pipelines.errors import ExitCode, KoukaError
from pipelines.runs.store import Run

router = APIRouter()
Viewer = Annotated[Visitor, Depends(needs(Role.VIEWER))]
VERSION = 1
"""Goes up whenever what is kept of a meeting changes its form."""


@dataclass(frozen=True)
class PlaceOfTurn:
    """A place in what one recogniser made of a recording."""

    session: str
    recording: str
    engine: str
    segment: int
    """By its number in the draft."""


@router.get("/runs/{campaign}/{run}/meetings/{session}", dependencies=[Depends(after_work)])
def meeting(
    request: Request, campaign: str, run: str, session: str, visitor: Viewer, engine: str = "", recording: str = ""
) -> Response:
    """A meeting as one engine wrote down one recording of it."""
    found = run_at(campaign, run)
    kept = _kept(request, found, session)
    chosen = next(
        (each for each in kept if engine in ("", each.shown.engine) and recording in ("", each.shown.recording)), None
    )
    if chosen is None:
        raise HTTPException(404)
    with transaction(request) as connection:
        audit.record(connection, visitor.account.name, "document_seen", f"{found.name}/{session}")
    address = address_of(found)
    return render(
        request, "meeting.html.j2", run=found, address=address, meeting=chosen.shown, clock=clock, audible=audible,
        others=[
            (each.shown, address_of_meeting(found, session, each.shown.engine, each.shown.recording)) for each in kept
        ],
        sounds=[f"{address}/recordings/{quote(file)}" for file in chosen.files],
    )  # fmt: skip


@router.get("/runs/{campaign}/{run}/recordings/{file:path}", dependencies=[Depends(after_work)])
def recording(request: Request, campaign: str, run: str, file: str, visitor: Viewer) -> Response:
    """A recording of the batch of a run, or the part of it that a player asks for."""
    found = run_at(campaign, run)
    if found.file.kind != "meetings":
        raise HTTPException(404)
    answer = sound(batch_folder(found), file)
    note_heard(request, visitor, answer, f"{found.name}/{file}")
    return answer


def _kept(request: Request, run: Run, session: str) -> tuple[KeptMeeting, ...]:
    if run.file.kind != "meetings":
        raise KoukaError(_("This is a run of forms; it has no meetings."), code=ExitCode.USAGE)
    name, key = key_of_meeting(run, session)
    return read_meeting(prepared(request, "meeting", name, key, run.name, session))


def key_of_meeting(run: Run, session: str) -> tuple[str, str]:
    """What is kept of a meeting is called, and the digest of all that it depends on."""
    return f"{run.name.replace('/', '+')}+{digest(session)[:12]}", digest(VERSION, stamps_of_drafts(run))


def stamps_of_drafts(run: Run) -> list[list[object]]:
    """What changes when drafts of a run, or what is true of its meetings, are written anew."""
    batch = batch_folder(run)
    own = [run.folder / name for name in ("run.json", "segments.csv", "words.csv")]
    labels = [batch / name for name in ("batch.toml", "recordings.csv", "agenda.toml", "terms.txt")]
    return [[file.name, stamp(file)] for file in (*own, *labels, *sorted(batch.glob("truth/*")))]


def address_of_meeting(run: Run, session: str, engine: str = "", recording: str = "") -> str:
    """Where the app shows a meeting, as one engine wrote down one recording of it where they are named."""
    address = f"{address_of(run)}/meetings/{quote(session, safe='')}"
    return f"{address}?{urlencode({'engine': engine, 'recording': recording})}" if engine else address


def address_of_turn(run: Run, turn: PlaceOfTurn) -> str:
    """Where the app shows a turn of a draft."""
    return f"{address_of_meeting(run, turn.session, turn.engine, turn.recording)}#{fragment_of(turn)}"


def fragment_of(turn: PlaceOfTurn) -> str:
    """Where a turn stands on a page of its meeting."""
    return quote(
        place_of(cases_of(turn.engine, {"session_id": turn.session, "recording": turn.recording}), turn.segment)
    )
