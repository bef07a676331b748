"""Measuring a run over meetings against the truth and writing what people see. No engine runs."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pandas as pd

from dashboards.pages.meetings import MeetingsResult, ShownMeeting, ShownTurn, Sound, Term, render_meetings
from evaluators.grade import Grade, Origin, Source, grade_of
from evaluators.meetings.accuracy import Basis, accuracy
from evaluators.meetings.comparison import Turn, compare
from evaluators.meetings.heard import Meeting, counts, heard_terms
from evaluators.meetings.transcript import Spoken
from evaluators.meetings.units import unit_kind
from evaluators.quantity import Quantity
from pipelines import atomic
from pipelines.batches.meetings import MeetingsBatch, Recording
from pipelines.imports import product_of
from pipelines.meetings import imports
from pipelines.meetings.drafts import Draft, drafts, number
from pipelines.meetings.kana import kana
from pipelines.runs.store import Run, meetings_of, write_accuracy
from pipelines.tables import read_table

SEED = 20260401
"""Fixed, so that the same segments give the same bytes."""


@dataclass(frozen=True)
class Measured:
    """What a run amounts to."""

    quantities: tuple[Quantity, ...]
    terms: tuple[Term, ...]
    unit: str


def score(run: Run, shown: bool = True) -> None:
    """Write accuracy.json and index.html of a run whose segments are there.

    Args:
        run: the run.
        shown: False leaves out what was said, for a page that leaves the section.
    """
    batch = meetings_of(run)
    segments = read_table(run.folder / "segments.csv").rows
    tracks = read_table(run.folder / "tracks.csv").rows
    written = drafts(segments, read_table(run.folder / "words.csv").rows)
    measured = _measured(run, batch, written)
    write_accuracy(run, batch.label_digests(), measured.quantities)
    result = MeetingsResult(
        run=run.name,
        title=batch.file.title,
        origin=run.file.batch.origin,
        record=run.file.model_dump(mode="json"),
        engines=tuple(record.name for record in run.file.engines),
        quantities=measured.quantities,
        unit=measured.unit,
        titles={session: meeting.title for session, meeting in batch.agenda.items()},
        terms=measured.terms,
        flags=tuple(row for row in segments if row["flags"]),
        lost=tuple(row for row in tracks if row["status"] == "failed" or row["broke_off"]),
        speeds=dict(_speeds(run.file.seconds)),
        meetings=tuple(shown_meetings(run, batch, written)) if shown else (),
        left_out=not shown,
    )
    atomic.write_text(run.page, render_meetings(result))


def _measured(run: Run, batch: MeetingsBatch, written: Sequence[Draft]) -> Measured:
    sessions = {draft.session for draft in written if draft.session in batch.truth}
    unit = unit_kind(len(sessions))
    quantities: list[Quantity] = []
    terms: list[Term] = []
    for record in run.file.engines:
        own = [draft for draft in _all(batch, written, record.name) if draft.session in batch.truth]
        basis = Basis(_grade(run, record.demonstration), unit, seed=SEED)
        counted = []
        for draft in own:
            meeting = Meeting(spoken(batch, draft.session), batch.terms_of(draft.session), kana, unit)
            rows = counts(meeting, draft.spoken)
            counted.append(rows.assign(engine=draft.engine, session_id=draft.session, recording=draft.recording))
            terms += _terms(meeting, draft)
        if counted:
            quantities += accuracy(pd.concat(counted, ignore_index=True), basis)
    return Measured(tuple(quantities), tuple(terms), unit)


def _all(batch: MeetingsBatch, written: Sequence[Draft], engine: str) -> Iterator[Draft]:
    """The drafts of an engine, with an empty one of each recording of which it wrote nothing: that is all wrong.

    What an outside product was never given is not held against it.
    """
    found = {(draft.session, draft.recording): draft for draft in written if draft.engine == engine}
    product = product_of(engine)
    for recording in batch.recordings:
        if product and imports.file_of(batch, product, recording) is None:
            continue
        nothing = Draft(engine, recording.session, recording.recording, (), (), ())
        yield found.get((recording.session, recording.recording), nothing)


def _grade(run: Run, demonstration: bool) -> Grade:
    return Grade.DEMONSTRATION if demonstration else grade_of(Origin(run.file.batch.origin), Source.MEASURED)


def spoken(batch: MeetingsBatch, session: str) -> list[Spoken]:
    """The truth of a meeting."""
    return [
        Spoken(each.speaker, _known(each.start), _known(each.end), each.words) for each in batch.truth.get(session, ())
    ]


def _known(seconds: float | None) -> float:
    return number("") if seconds is None else seconds


def _terms(meeting: Meeting, draft: Draft) -> Iterator[Term]:
    for each in heard_terms(meeting, draft.spoken):
        if each.said or each.written:
            yield Term(each.term, draft.engine, draft.recording, each.said, each.written, each.right)


def _speeds(seconds: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """By engine, seconds of work a second of sound, from ``hear <engine>`` and ``sound <engine>`` of run.json."""
    for name, worked in seconds.items():
        engine = name.removeprefix("hear ")
        sound = seconds.get(f"sound {engine}", 0)
        if name != engine and sound:
            yield engine, worked / sound


def shown_meetings(run: Run, batch: MeetingsBatch, written: Sequence[Draft]) -> Iterator[ShownMeeting]:
    """Drafts beside what was said, as pages show them."""
    recordings = {(each.session, each.recording): each for each in batch.recordings}
    for draft in written:
        truth = spoken(batch, draft.session)
        turns = compare(truth, draft.spoken, draft.words)
        meeting = batch.agenda.get(draft.session)
        yield ShownMeeting(
            session=draft.session,
            recording=draft.recording,
            engine=draft.engine,
            title=meeting.title if meeting else draft.session,
            sounds=tuple(_sounds(run, recordings[draft.session, draft.recording])),
            turns=tuple(_turn(draft, turn, recordings[draft.session, draft.recording]) for turn in turns),
            has_truth=bool(truth),
        )


def _turn(draft: Draft, turn: Turn, recording: Recording) -> ShownTurn:
    if turn.number < 0:
        return ShownTurn("", turn.pieces[0].seconds, (), turn)
    row = draft.rows[turn.number]
    flags = tuple(flag for flag in row["flags"].split("|") if flag)
    return ShownTurn(row["speaker"], number(row["start_time"]), flags, turn, _heard_in(recording, row["speaker"]))


def _sounds(run: Run, recording: Recording) -> Iterator[Sound]:
    for file in files_of(recording):
        yield Sound(quote(os.path.relpath(file, run.folder)), file.name)


def files_of(recording: Recording) -> list[Path]:
    """The files of a recording, in the order of its sounds."""
    return list(dict.fromkeys(track.file for track in recording.tracks))


def _heard_in(recording: Recording, speaker: str) -> int:
    """The number of the file with the speaker's own microphone, where there is such a one; else the first."""
    own = (track.file for track in recording.tracks if speaker and track.speaker == speaker)
    file = next(own, None)
    return 0 if file is None else files_of(recording).index(file)
