"""A run of meetings and what its batch says of them, read from their files: what a draft is made from."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from dashboards.language import _
from dashboards.reports.minutes.draft import Source
from evaluators.frames import Frame
from evaluators.meetings.frames import SEGMENTS, WORDS
from pipelines.batches.meetings import AGENDA, TERMS
from pipelines.batches.terms import read_terms
from pipelines.contracts.meetings import Agenda, Meeting
from pipelines.contracts.toml import read_toml
from pipelines.errors import ExitCode, KoukaError, Place, Problem
from pipelines.imports import product_of
from pipelines.minutes.said import Row
from pipelines.runs.changes import check_finished
from pipelines.runs.store import Run
from pipelines.settings import results_folder
from pipelines.tables import problems_of, read_table

NEAR = "near"
"""The recording that minutes are made from where there are several: its microphone was close to who spoke."""

_VOICE = re.compile(r"S[0-9]+")
"""What speakers are called that a program told apart."""


@dataclass(frozen=True)
class Heard:
    """What was heard in one recording."""

    source: Source
    segments: tuple[Row, ...]
    words: tuple[Row, ...]


@dataclass(frozen=True)
class Known:
    """What the batch says of its meetings, as far as it is still there."""

    meetings: Mapping[str, Meeting]
    terms: tuple[str, ...]
    problems: tuple[Problem, ...]


def check_meetings(run: Run) -> None:
    """Refuse a run that heard nothing.

    Raises:
        KoukaError: it is one of forms, or is not finished.
    """
    if run.file.kind != "meetings":
        raise KoukaError(
            _("This run read forms; minutes are made from meetings."),
            where=Place(run.folder),
            todo=_("Choose a run of meetings: kouka list"),
            code=ExitCode.USAGE,
        )
    check_finished(run)


def heard(
    run: Run, session: str | None = None, recording: str | None = None, engine: str | None = None
) -> Iterator[Heard]:
    """Recordings in the order of segments.csv: of each session, or of one, the one asked for, else the best.

    Of several engines it is the one asked for, else the first of the run that heard anything: drafts are never mixed.

    Raises:
        KoukaError: a table is missing or broken, or there is no such session, recording or engine.
    """
    everything = _rows(run.folder / "segments.csv", SEGMENTS)
    by = _engine(run, {row["engine"] for row in everything}, engine)
    segments = [row for row in everything if row["engine"] == by]
    words = _rows(run.folder / "words.csv", WORDS)
    by_segment: dict[str, list[Row]] = {}
    for row in words:
        by_segment.setdefault(row["segment_id"], []).append(row)
    found: dict[str, dict[str, list[Row]]] = {}
    for row in segments:
        found.setdefault(row["session_id"], {}).setdefault(row["recording"], []).append(row)
    for name in _chosen(run, list(found), session):
        rows = found[name][_recording(run, name, list(found[name]), recording)]
        spoken = [word for row in rows for word in by_segment.get(row["segment_id"], [])]
        source = source_of(run, name, rows[0]["recording"], rows[0]["engine"])
        yield Heard(replace(source, by_voice=_by_voice(rows)), tuple(rows), tuple(spoken))


def _by_voice(rows: Sequence[Row]) -> bool:
    """Whether a program told speakers apart: neither was a microphone one person's nor did a product name them."""
    return any(_VOICE.fullmatch(row["speaker"]) and not product_of(row["engine"]) for row in rows)


def _rows(path: Path, frame: Frame) -> list[Row]:
    table = read_table(path)
    problems = problems_of(table, frame)
    if problems:
        raise KoukaError(problems[0].what, where=problems[0].where, todo=problems[0].todo)
    return list(table.rows)


def _engine(run: Run, there: Set[str], asked: str | None) -> str:
    names = [each.name for each in run.file.engines if each.name in there]
    names += sorted(there - {*names})
    if asked is None:
        return names[0] if names else ""
    if asked not in names:
        raise _unknown(run, _("“{name}” heard nothing in this run.", name=asked), names)
    return asked


def _chosen(run: Run, sessions: Sequence[str], asked: str | None) -> Sequence[str]:
    if not sessions:
        raise KoukaError(_("Nothing was heard in this run."), where=Place(run.folder / "segments.csv"))
    if asked is None:
        return sessions
    if asked not in sessions:
        raise _unknown(run, _("There is no session “{name}” in this run.", name=asked), sessions)
    return [asked]


def _recording(run: Run, session: str, recordings: Sequence[str], asked: str | None) -> str:
    if asked is None:
        return NEAR if NEAR in recordings else recordings[0]
    if asked not in recordings:
        raise _unknown(
            run, _("Session “{name}” has no recording “{recording}”.", name=session, recording=asked), recordings
        )
    return asked


def _unknown(run: Run, what: str, there: Sequence[str]) -> KoukaError:
    todo = _("There are: {names}", names=", ".join(there))
    return KoukaError(what, where=Place(run.folder / "segments.csv"), todo=todo, code=ExitCode.USAGE)


def source_of(run: Run, session: str, recording: str, engine: str) -> Source:
    """From what an engine of a run made its draft."""
    recogniser, _colon, model = engine.partition(":")
    product = product_of(engine)
    return Source(
        session=session,
        recording=recording,
        engine=product or recogniser,
        model="" if product else model,
        demonstration=any(each.demonstration for each in run.file.engines if each.name == engine),
        run=run.name,
    )


def known(run: Run) -> Known:
    """The batch's agenda.toml and terms.txt. What is gone, or broken by now, is done without."""
    batch = results_folder().parent / run.file.batch.path
    meetings: Mapping[str, Meeting] = {}
    problems: list[Problem] = []
    agenda = batch / AGENDA
    if agenda.is_file():
        file, problems = read_toml(agenda, Agenda)
        meetings = file.sessions if file else {}
    terms, found = read_terms(batch / TERMS)
    return Known(meetings, terms, (*problems, *found))
