"""Measuring a run over meetings against the truth and writing what people see. No engine runs."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import quote

from dashboards.pages.meetings import MeetingsResult, ShownMeeting, ShownTurn, Sound, Term, render_meetings
from evaluators.comparison import Comparison
from evaluators.grade import worst
from evaluators.meetings.accuracy import Basis, accuracy
from evaluators.meetings.comparison import Turn, compare
from evaluators.meetings.units import unit_kind
from evaluators.quantity import Quantity
from pipelines import atomic
from pipelines.batches.meetings import MeetingsBatch, Recording
from pipelines.meetings.beside import compared, shared
from pipelines.meetings.counting import Counted, counts_of, grade, measured_drafts, spoken
from pipelines.meetings.drafts import Draft, drafts, number
from pipelines.meetings.sound_files import SoundFile, sound_files
from pipelines.meetings.track_rows import is_of_unknown_length
from pipelines.runs.store import Run, meetings_of, write_accuracy
from pipelines.seed import SEED
from pipelines.tables import Row, read_table
from pipelines.times_of_people import times_of


@dataclass(frozen=True)
class Measured:
    """What a run amounts to."""

    quantities: tuple[Quantity, ...]
    terms: tuple[Term, ...]
    unit: str
    comparisons: tuple[Comparison, ...]


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
    people = times_of(run, batch)
    of_people = [quantity for each in people.sources for quantity in each.quantities]
    write_accuracy(run, batch.label_digests() | people.inputs, (*measured.quantities, *of_people))
    result = MeetingsResult(
        run=run.name,
        title=batch.file.title,
        origin=run.file.batch.origin,
        record=run.file.model_dump(mode="json"),
        engines=tuple(record.name for record in run.file.engines),
        quantities=measured.quantities,
        unit=measured.unit,
        comparisons=measured.comparisons,
        titles={session: meeting.title for session, meeting in batch.agenda.items()},
        terms=measured.terms,
        flags=tuple(row for row in segments if row["flags"]),
        lost=tuple(row for row in tracks if row["status"] == "failed" or row["broke_off"]),
        of_unknown_length=tuple(row for row in tracks if is_of_unknown_length(row)),
        speeds=dict(_speeds(run.file.seconds)),
        meetings=tuple(shown_meetings(run, batch, written, tracks)) if shown else (),
        left_out=not shown,
        people=people.sources,
    )
    atomic.write_text(run.page, render_meetings(result))


def _measured(run: Run, batch: MeetingsBatch, written: Sequence[Draft]) -> Measured:
    unit = unit_kind(len({draft.session for draft in written if draft.session in batch.truth}))
    found = {
        record.name: counts_of(batch, [*measured_drafts(batch, written, record.name)], unit)
        for record in run.file.engines
    }
    quantities = [
        quantity
        for engine, each in found.items()
        for quantity in accuracy(each.rows, Basis(grade(run, engine), unit, seed=SEED))
    ]
    return Measured(
        quantities=tuple(quantities),
        terms=tuple(term for each in found.values() for term in each.terms),
        unit=unit,
        comparisons=tuple(_comparisons(run, found, unit)),
    )


def _comparisons(run: Run, found: Mapping[str, Counted], unit: str) -> Iterator[Comparison]:
    """Each two engines on the recordings that both were given."""
    for first, second in combinations(found, 2):
        sides = (found[first], found[second])
        if shared(*sides):
            worse = worst(grade(run, engine) for engine in (first, second))
            yield compared((first, second), sides, worse, unit)


def _speeds(seconds: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """By engine, seconds of work a second of sound, from ``hear <engine>`` and ``sound <engine>`` of run.json."""
    for name, worked in seconds.items():
        engine = name.removeprefix("hear ")
        sound = seconds.get(f"sound {engine}", 0)
        if name != engine and sound:
            yield engine, worked / sound


def shown_meetings(
    run: Run, batch: MeetingsBatch, written: Sequence[Draft], tracks: Sequence[Row]
) -> Iterator[ShownMeeting]:
    """Drafts beside what was said, as pages show them; ``tracks`` is tracks.csv of the run."""
    recordings = {(each.session, each.recording): each for each in batch.recordings}
    for draft in written:
        truth = spoken(batch, draft.session)
        turns = compare(truth, draft.spoken, draft.words)
        recording = recordings[draft.session, draft.recording]
        sounds = sound_files(recording, tracks)
        meeting = batch.agenda.get(draft.session)
        yield ShownMeeting(
            session=draft.session,
            recording=draft.recording,
            engine=draft.engine,
            title=meeting.title if meeting else draft.session,
            sounds=tuple(_sounds(run, sounds)),
            turns=tuple(_turn(draft, turn, recording, sounds) for turn in turns),
            has_truth=bool(truth),
        )


def _turn(draft: Draft, turn: Turn, recording: Recording, sounds: Sequence[SoundFile]) -> ShownTurn:
    if turn.number < 0:
        return ShownTurn("", turn.pieces[0].seconds, (), turn)
    row = draft.rows[turn.number]
    flags = tuple(flag for flag in row["flags"].split("|") if flag)
    heard_in = _heard_in(recording, row["speaker"], sounds)
    return ShownTurn(row["speaker"], number(row["start_time"]), flags, turn, heard_in)


def _sounds(run: Run, sounds: Sequence[SoundFile]) -> Iterator[Sound]:
    for each in sounds:
        yield Sound(quote(os.path.relpath(each.file, run.folder)), each.file.name, each.begins, each.follows)


def _heard_in(recording: Recording, speaker: str, sounds: Sequence[SoundFile]) -> int:
    """The number of the (first) file of the speaker's own microphone, where there is such a one; else the first."""
    own = (track.file for track in recording.tracks if speaker and track.speaker == speaker)
    file = next(own, None)
    return 0 if file is None else [each.file for each in sounds].index(file)
