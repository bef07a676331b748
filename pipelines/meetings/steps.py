"""A run over meetings in steps: what a task does, given nothing but the run's directory and numbers.

A step that is done is a file below ``parts/``; it is written last, so its presence is the acknowledgement. What was
heard is kept by content as well, so that the same stretch is never heard twice by the same engine and version.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pipelines.audio import Plan
from pipelines.audio.refusal import Reason
from pipelines.batches.meetings import MeetingsBatch
from pipelines.digests import MISSING, file_digest
from pipelines.isolation import Outcome, isolated
from pipelines.limits import LIMITS
from pipelines.meetings import entries, jobs, work
from pipelines.meetings.engines import listener_of, model_of
from pipelines.meetings.entries import HeardPart, Planned, Told
from pipelines.meetings.jobs import Place
from pipelines.meetings.work import Source, Telling
from pipelines.recognizers.hearing import Hearing
from pipelines.runs.full_disk import stop_at_full_disk
from pipelines.runs.store import Run, load, meetings_of

Item = TypeVar("Item")
Entry = TypeVar("Entry", Planned, HeardPart, Told)
Result = TypeVar("Result")
LONGEST_PLAN_SECONDS = LIMITS.plan_seconds_per_hour * LIMITS.audio_seconds / 3600
"""How long a track is, is known for sure only when it has been decoded."""


@lru_cache(maxsize=4)
def opened(folder: Path) -> tuple[Run, MeetingsBatch]:
    """The run and its batch; read once a process."""
    run = load(folder)
    return run, meetings_of(run)


def part_file(run: Run, what: str, place: Place, *more: object) -> Path:
    """The file that says that a step of a track is done: ``plan``, ``heard`` (with stretch and engine) or ``turns``."""
    name = "-".join(str(each) for each in (what, place.recording, place.track, *more))
    return run.parts / f"{name.replace('/', '_').replace(':', '_')}.json"


def planned(folder: Path, place: Place) -> Planned | None:
    """How a track was divided; None while that is not done."""
    return entries.load(part_file(opened(folder)[0], "plan", place), Planned)


def plan_of(folder: Path, place: Place) -> Plan | None:
    """How a track was divided; None where it could not be, or while that is not done."""
    found = planned(folder, place)
    return found.plan if found else None


def heard(folder: Path, place: Place, part: int, engine: str) -> HeardPart | None:
    """What an engine heard in a stretch; None while that is not done."""
    return entries.load(part_file(opened(folder)[0], "heard", place, part, engine), HeardPart)


def is_heard(folder: Path, place: Place, number: int, plan: Plan, engine: str) -> bool:
    """Whether a stretch of a plan need not be heard again: this run did, or another one."""
    run, batch = opened(folder)
    kept = jobs.heard_file(run, batch, place, plan, number, engine)
    return part_file(run, "heard", place, number, engine).exists() or kept.exists()


def told(folder: Path, place: Place) -> Told | None:
    """Who speaks when on a track; None while that is not done."""
    return entries.load(part_file(opened(folder)[0], "turns", place), Told)


def plan_recording(folder: Path, recording: int) -> None:
    """Find where somebody speaks on each track of a recording, and divide it into stretches.

    All tracks at once: what is said is given to the microphone that hears it best.
    """
    run, batch = opened(folder)
    places = [Place(recording, number) for number in range(len(batch.recordings[recording].tracks))]
    parts = [part_file(run, "plan", place) for place in places]
    kept = [jobs.plan_file(run, batch, place) for place in places]
    if all(entries.load(part, Planned) is not None for part in parts):
        return
    found = [entry for file in kept if (entry := entries.load(file, Planned)) is not None]
    if len(found) < len(places):
        sources = tuple(Source(jobs.sound_of(track), track.channel) for track in batch.recordings[recording].tracks)
        outcome = _in_process(work.divide, sources, LONGEST_PLAN_SECONDS * len(sources))
        found = outcome.result or [Planned(None, outcome.failure)] * len(places)
    tracks = batch.recordings[recording].tracks
    for part, file, track, planned in zip(parts, kept, tracks, found, strict=True):
        same = planned.reason or all(_unchanged(run, batch, sound) for sound in track.files)
        entry = planned if same else Planned(None, Reason.CHANGED)
        if not entry.reason:
            entries.save(file, entry)
        entries.save(part, entry)


def hear_part(folder: Path, place: Place, part: int, engine: str) -> None:
    """Let an engine write down a stretch."""
    run, batch = opened(folder)
    recording, track = jobs.at(batch, place)
    plan = plan_of(folder, place)
    assert plan is not None  # nobody asks for a stretch of none
    stretch = plan.parts[part]

    def made() -> HeardPart:
        seconds = (stretch.end - stretch.start) * LIMITS.hear_seconds_per_second + LIMITS.hear_start_seconds
        recogniser, _model = listener_of(engine)
        terms = jobs.terms_for(batch, recording, plan, stretch)
        hearing = Hearing(model_of(engine), jobs.sound_of(track, plan), track.channel, stretch, terms, recogniser)
        outcome = _in_process(work.hear, hearing, seconds)
        return outcome.result or HeardPart(reason=outcome.failure)

    _step(
        part_file(run, "heard", place, part, engine),
        jobs.heard_file(run, batch, place, plan, part, engine),
        HeardPart(reason=Reason.CHANGED),
        made,
        lambda: all(_unchanged(run, batch, file) for file, _span in jobs.files_under(track, plan, stretch)),
    )


def tell_speakers(folder: Path, place: Place) -> None:
    """Tell the speakers of a track apart. Where that fails, the draft has no speakers, and says so."""
    run, batch = opened(folder)
    _recording, track = jobs.at(batch, place)
    plan = plan_of(folder, place)
    assert plan is not None  # nobody asks for the speakers of none

    def made() -> Told:
        seconds = plan.seconds * LIMITS.telling_factor + LIMITS.hear_start_seconds
        source = Source(jobs.sound_of(track, plan), track.channel)
        outcome = _in_process(work.tell_apart, Telling(source, plan), seconds)
        return outcome.result or Told(reason=outcome.failure)

    _step(
        part_file(run, "turns", place),
        jobs.turns_file(run, batch, place),
        Told(reason=Reason.CHANGED),
        made,
        lambda: all(_unchanged(run, batch, file) for file in track.files),
    )


def _step(part: Path, kept: Path, changed: Entry, made: Callable[[], Entry], unchanged: Callable[[], bool]) -> None:
    """Take what is kept, or make it; what failed is not kept for other runs.

    ``changed`` is what becomes of it where the recording is no longer the one that the result would be kept for.
    """
    kind = type(changed)
    if entries.load(part, kind) is not None:
        return
    entry = entries.load(kept, kind)
    if entry is None:
        entry = made()
        if not entry.reason and not unchanged():
            entry = changed
        if not entry.reason:
            entries.save(kept, entry)
    entries.save(part, entry)


def _unchanged(run: Run, batch: MeetingsBatch, file: Path) -> bool:
    """Whether a recording still is what it was when the run began: by that, results are kept."""
    known = run.digest_of(batch, file)
    if not file.is_file():  # nor a folder, of which there is no digest either
        return known == MISSING
    found = file.stat()
    return _content(file, found.st_size, found.st_mtime_ns) == known


@lru_cache(maxsize=64)
def _content(file: Path, _size: int, _changed_ns: int) -> str:
    return file_digest(file)


def _in_process(do: Callable[[Sequence[Item]], list[Result]], item: Item, seconds: float) -> Outcome[Result]:
    (outcome,) = isolated(do, [item], start_seconds=LIMITS.engine_start_seconds, item_seconds=seconds)
    stop_at_full_disk([outcome])
    return outcome
