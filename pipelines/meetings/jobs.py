"""What a stretch needs to be heard, and the name under which the result is kept: everything that it depends on."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.audio import Part
from pipelines.batches.meetings import MeetingsBatch, Recording, Track
from pipelines.digests import digest
from pipelines.runs.store import Run
from pipelines.settings import results_folder

VERSION = 1
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


def _source(run: Run, batch: MeetingsBatch, track: Track) -> list[object]:
    """A track by its content."""
    return [run.file.files[track.file.relative_to(batch.path).as_posix()], track.channel]


def plan_file(run: Run, batch: MeetingsBatch, place: Place) -> Path:
    """Where it is kept how a track is divided into stretches: that hangs on all tracks of its recording."""
    sources = [_source(run, batch, track) for track in batch.recordings[place.recording].tracks]
    key = digest(VERSION, sources, place.track, _packages(run))
    return results_folder() / ".cache" / "plans" / f"{key}.json"


def heard_file(run: Run, batch: MeetingsBatch, place: Place, part: Part, engine: str) -> Path:
    """Where it is kept what an engine heard in a stretch."""
    recording, track = at(batch, place)
    version = next(record.version for record in run.file.engines if record.name == engine)
    key = digest(
        *(VERSION, _source(run, batch, track), _packages(run)),
        *(asdict(part), engine, version, batch.terms_of(recording.session)),
    )
    return results_folder() / ".cache" / "heard" / f"{key}.json"


def turns_file(run: Run, batch: MeetingsBatch, place: Place) -> Path:
    """Where it is kept who speaks when on a track."""
    _recording, track = at(batch, place)
    key = digest(VERSION, "turns", _source(run, batch, track), _packages(run), run.file.settings["diarizer"])
    return results_folder() / ".cache" / "turns" / f"{key}.json"
