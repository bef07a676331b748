"""What a stretch needs to be heard, and the name under which the result is kept: everything that it depends on."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.audio import Files, FileSpan, Part, Plan, Recorded
from pipelines.batches.meetings import MeetingsBatch, Recording, Track
from pipelines.digests import digest
from pipelines.runs.store import Run
from pipelines.settings import results_folder

VERSION = 2
"""Goes up with every change of the code that changes what is heard."""
LISTENERS = ("faster-whisper", "ctranslate2", "av", "onnxruntime")
"""Packages whose versions decide where speech is found and what is heard."""


@dataclass(frozen=True)
class Place:
    """A track of a batch, by its numbers."""

    recording: int
    track: int


def places(batch: MeetingsBatch) -> Iterator[tuple[Place, Recording, Track]]:
    """Every track of the batch, in the order of recordings.csv."""
    for number, recording in enumerate(batch.recordings):
        for place, track in enumerate(recording.tracks):
            yield Place(number, place), recording, track


def at(batch: MeetingsBatch, place: Place) -> tuple[Recording, Track]:
    """The recording and track at a place."""
    recording = batch.recordings[place.recording]
    return recording, recording.tracks[place.track]


def _packages(run: Run) -> list[str]:
    return [run.file.packages[name] for name in LISTENERS]


def sound_of(track: Track, plan: Plan | None = None) -> Recorded:
    """What a track lies in.

    Args:
        track: of a batch.
        plan: of the track; without it, stretches of several files cannot be decoded alone.
    """
    return Files(track.files, plan.files if plan else ()) if track.further else track.file


def _source(run: Run, batch: MeetingsBatch, track: Track) -> list[object]:
    """A track by its content."""
    contents = [run.digest_of(batch, file) for file in track.files]
    return [contents if track.further else contents[0], track.channel]


def files_under(track: Track, plan: Plan, part: Part) -> list[tuple[Path, FileSpan | None]]:
    """The files of a track that a stretch needs, and where each stands where there are several."""
    if not track.further:
        return [(track.file, None)]
    spans = zip(track.files, plan.files, strict=True)
    return [(file, span) for file, span in spans if span.start < part.end and part.start < span.start + span.seconds]


def _source_under(run: Run, batch: MeetingsBatch, track: Track, plan: Plan, part: Part) -> list[object]:
    """The content of a track that a stretch needs: of several files, those under it and where they stand."""
    if not track.further:
        return _source(run, batch, track)
    contents = [
        [run.digest_of(batch, file), span and [span.start, span.seconds]]
        for file, span in files_under(track, plan, part)
    ]
    return [contents, track.channel]


def plan_file(run: Run, batch: MeetingsBatch, place: Place) -> Path:
    """Where it is kept how a track is divided into stretches: that hangs on all tracks of its recording."""
    sources = [_source(run, batch, track) for track in batch.recordings[place.recording].tracks]
    key = digest(VERSION, sources, place.track, _packages(run))
    return results_folder() / ".cache" / "plans" / f"{key}.json"


def terms_for(batch: MeetingsBatch, recording: Recording, plan: Plan, part: Part) -> tuple[str, ...]:
    """Words to expect in a stretch, the most likely first."""
    return batch.terms_at(recording.session, (part.start + part.end) / 2 / plan.seconds)


def heard_file(run: Run, batch: MeetingsBatch, place: Place, plan: Plan, number: int, engine: str) -> Path:
    """Where it is kept what an engine heard in a stretch of a plan, by its number from 0."""
    recording, track = at(batch, place)
    part = plan.parts[number]
    version = next(record.version for record in run.file.engines if record.name == engine)
    key = digest(
        *(VERSION, _source_under(run, batch, track, plan, part), _packages(run)),
        *(asdict(part), engine, version, terms_for(batch, recording, plan, part)),
    )
    return results_folder() / ".cache" / "heard" / f"{key}.json"


def turns_file(run: Run, batch: MeetingsBatch, place: Place) -> Path:
    """Where it is kept who speaks when on a track."""
    _recording, track = at(batch, place)
    key = digest(VERSION, "turns", _source(run, batch, track), _packages(run), run.file.settings["diarizer"])
    return results_folder() / ".cache" / "turns" / f"{key}.json"
