"""Studies as an analyst sees them: all of them, a new one, how far each is and what it has measured."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection, select, update

from dashboards.web.database.asking import reading, transaction
from dashboards.web.database.tables import accounts, studies
from dashboards.web.rendering import render
from dashboards.web.runs.records import all_runs
from dashboards.web.security import audit
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.station import clocking, lookup
from dashboards.web.studies import exporting, making, progress, results, size
from dashboards.web.studies.materials import materials_of
from dashboards.web.studies.predicting import predicted
from dashboards.web.studies.timings import measured_times
from dashboards.web.studies.wanted import ARMS, USUAL_ARMS, Wanted
from dashboards.web.working.alone import check_alone, start_alone
from evaluators.frames import Frame
from evaluators.timing.characters_left import DRAFT
from evaluators.timing.frames import EVENTS, TIMINGS
from pipelines.errors import KoukaError
from pipelines.runs.store import Run, find
from pipelines.tables import to_csv

router = APIRouter()
Analyst = Annotated[Visitor, Depends(needs(Role.ANALYST))]


@router.get("/studies")
def page(request: Request, _visitor: Analyst) -> Response:
    """All studies, and a form for another one."""
    return _listed(request, None)


@router.post("/studies")
def make(
    request: Request,
    visitor: Analyst,
    name: Annotated[str, Form(max_length=64)],
    run: Annotated[str, Form(max_length=200)],
    people: Annotated[list[str], Form()] = [],  # noqa: B006
    arms: Annotated[list[str], Form()] = [],  # noqa: B006
    items: Annotated[str, Form()] = "",
    practice: Annotated[str, Form()] = "",
    idle: Annotated[float | None, Form(ge=1, le=3600)] = None,
    minutes: Annotated[float | None, Form(gt=0, le=600)] = None,
) -> Response:
    """Make a study of one of the runs that are there."""
    found = next((each for each in _runs() if each.name == run), None)
    if found is None:
        raise HTTPException(400)
    ordered = tuple(arm for arm in ARMS[found.file.kind] if arm in arms)
    wanted = Wanted(
        name.strip(), run, tuple(people), ordered, _whole(items), _whole(practice), idle_seconds=idle, minutes=minutes
    )
    try:
        materials = materials_of(wanted)
        with transaction(request) as connection:
            making.make_study(connection, wanted, materials)
            audit.record(connection, visitor.account.name, "study_made", wanted.name, run=run)
    except KoukaError as error:
        return _listed(request, error, 400)
    return RedirectResponse(f"/studies/{wanted.name}", 303)


@router.get("/studies/{name}")
def study_page(
    request: Request,
    name: str,
    _visitor: Analyst,
    forms: Annotated[int, Query(ge=1, le=10_000_000)] = 1000,
    errors: Annotated[float, Query(ge=0, le=1000)] = 100,
) -> Response:
    """How far a study is, and what it has measured so far.

    Args:
        request: whose database.
        name: of the study.
        forms: for how many the work is predicted.
        errors: characters to be corrected then, in per cent of those that were.
    """
    with reading(request) as connection:
        study = _study(connection, name)
        found = results.results_of(connection, study)
        flagged = _flagged(connection, study)
        rows = progress.of(connection, study)
        closed = connection.scalar(select(studies.c.closed).where(studies.c.id == study.id))
    return render(
        request, "study.html.j2", study=study, rows=rows, results=found, grade_name=results.grade(study).value,
        flagged=flagged, closed=closed, minutes=study.kind == lookup.MEETINGS, draft=DRAFT, margins=size.MARGINS,
        forms=forms, errors=errors, predicted=predicted(found, forms, errors / 100),
    )  # fmt: skip


@router.post("/studies/{name}/close")
def close(request: Request, name: str, visitor: Analyst) -> Response:
    """End a study, or go on with it: what is not submitted is nobody's work while it is closed."""
    with transaction(request) as connection:
        study = _study(connection, name)
        closed = connection.scalar(select(studies.c.closed).where(studies.c.id == study.id))
        connection.execute(
            update(studies).where(studies.c.id == study.id).values(closed=None if closed else lookup.now())
        )
        audit.record(connection, visitor.account.name, "study_reopened" if closed else "study_closed", study.name)
    return RedirectResponse(f"/studies/{study.name}", 303)


@router.post("/studies/{name}/export")
def export(request: Request, name: str, visitor: Analyst) -> Response:
    """Write the study beside its run, and have that measured again: its results rest on the study then."""
    check_alone()
    with reading(request) as connection:
        study = _study(connection, name)
        run = find(study.run)
        _note(request, visitor, "study_exported", study)
        exporting.write(connection, study, exporting.place_of(study))
    start_alone(["score", run.name], run.file.batch.title, run.folder.parent.name)
    return RedirectResponse("/", 303)


@router.get("/studies/{name}/timings.csv")
def timings_csv(request: Request, name: str, visitor: Analyst) -> Response:
    """The times, as an evaluation reads them."""
    with reading(request) as connection:
        study = _study(connection, name)
        rows = exporting.records(measured_times(connection, study))
    _note(request, visitor, "times_taken_out", study)
    return _table(rows, TIMINGS, f"{study.name}-timings.csv")


@router.get("/studies/{name}/events.csv")
def events_csv(request: Request, name: str, visitor: Analyst) -> Response:
    """The raw events."""
    with reading(request) as connection:
        study = _study(connection, name)
        rows = exporting.records(clocking.events_of(connection, study))
    _note(request, visitor, "events_taken_out", study)
    return _table(rows, EVENTS, f"{study.name}-events.csv")


def _note(request: Request, visitor: Visitor, action: str, study: lookup.Study) -> None:
    with transaction(request) as connection:
        audit.record(connection, visitor.account.name, action, study.name)


def _table(rows: list[dict], frame: Frame, name: str) -> Response:
    numeric = {column.name for column in frame.columns if column.kind != "text"}
    content = to_csv(rows, frame.names, numeric).encode("utf-8-sig")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _listed(request: Request, error: KoukaError | None, status: int = 200) -> Response:
    with reading(request) as connection:
        found = [(study, progress.of(connection, study)) for study in lookup.all_studies(connection)]
        people = connection.scalars(
            select(accounts.c.pseudonym)
            .where(accounts.c.active, accounts.c.role != Role.VIEWER.value)
            .order_by(accounts.c.pseudonym)
        ).all()
    return render(
        request, "studies.html.j2", status, found=found, people=people, runs=_runs(), arms=ARMS,
        usual=USUAL_ARMS, margins=size.MARGINS, proposals=size.proposals(),
        problem=error.problem if error else None,
    )  # fmt: skip


def _runs() -> list[Run]:
    """Finished runs, newest first."""
    return [run for run in all_runs() if run.file.finished]


def _study(connection: Connection, name: str) -> lookup.Study:
    if not making.NAME.fullmatch(name):  # PostgreSQL takes no character 0
        raise HTTPException(404)
    try:
        return lookup.study_named(connection, name)
    except KoukaError:
        raise HTTPException(404) from None


def _flagged(connection: Connection, study: lookup.Study) -> dict[str, int]:
    """How many submitted items have each doubt."""
    counts: dict[str, int] = {}
    for flags in clocking.flags_of(connection, study):
        for flag in flags:
            counts[flag] = counts.get(flag, 0) + 1
    return counts


def _whole(text: str) -> int | None:
    """A whole number that was typed; None where nothing was."""
    if not text.strip():
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise HTTPException(400)
    return int(text)
