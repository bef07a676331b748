"""What can be listened to of a recording: its files, and when each begins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.batches.meetings import Recording
from pipelines.tables import Row


@dataclass(frozen=True)
class SoundFile:
    """A file that can be listened to."""

    file: Path
    speaker: str
    """Where it is one person's microphone."""
    begins: float = 0.0
    """Seconds of the recording."""
    follows: int | None = None
    """Of a further part, the number in the list of the file that is the first."""


def sound_files(recording: Recording, tracks: Sequence[Row]) -> list[SoundFile]:
    """The files of a recording, each once, in their order; parts of which nobody knows when they begin are left out.

    Args:
        recording: of a batch.
        tracks: tracks.csv of a run that has heard it.
    """
    shared = {file for track in recording.tracks if track.channel is not None for file in track.files}
    starts = _starts(recording, tracks)
    found: dict[Path, SoundFile] = {}
    for track in recording.tracks:
        for file in track.files:
            first = file is track.file
            begins = 0.0 if first else next(starts)
            if begins is not None and file not in found:
                follows = None if first else list(found).index(track.file)
                found[file] = SoundFile(file, "" if file in shared else track.speaker, begins, follows)
    return list(found.values())


def _starts(recording: Recording, tracks: Sequence[Row]) -> Iterator[float | None]:
    """When each further part begins, where that is known."""
    own = [row for row in tracks if (row["session_id"], row["recording"]) == (recording.session, recording.recording)]
    listed = sum(len(track.files) for track in recording.tracks) == len(own)  # else the batch is another by now
    for row in own if listed else []:
        if row.get("part", "") not in ("", "1"):
            yield float(row["begins"]) if row["begins"] else None
    while True:
        yield None
