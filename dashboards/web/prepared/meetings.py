"""A meeting beside what was said in it, kept for its page: to lay one beside the other takes seconds."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter

from dashboards.language import _
from dashboards.pages.meetings import ShownMeeting
from pipelines import atomic
from pipelines.batches.recordings import FOLDER
from pipelines.errors import KoukaError, Place
from pipelines.meetings.drafts import drafts
from pipelines.meetings.scoring import shown_meetings
from pipelines.meetings.sound_files import sound_files
from pipelines.runs.changes import check_finished
from pipelines.runs.store import Run, meetings_of
from pipelines.tables import read_table


@dataclass(frozen=True)
class KeptMeeting:
    """A recording of it as one engine wrote it down."""

    shown: ShownMeeting
    files: tuple[str, ...]
    """Of its sounds, below the recordings of the batch."""


_KEPT = TypeAdapter(tuple[KeptMeeting, ...])


def write_meeting(run: Run, session: str, out: Path) -> None:
    """Write what every engine made of every recording of a meeting.

    Raises:
        KoukaError: the run is not finished, the batch no longer there, or nothing was written of such a meeting.
    """
    check_finished(run)
    batch = meetings_of(run)
    segments, words, tracks = (
        read_table(run.folder / name).rows for name in ("segments.csv", "words.csv", "tracks.csv")
    )
    written = [draft for draft in drafts(segments, words) if draft.session == session]
    recordings = {each.recording: each for each in batch.recordings if each.session == session}
    if not written or not recordings:
        raise KoukaError(_("Nothing was written of such a meeting."), where=Place(run.folder))
    home = batch.path / FOLDER
    kept = [
        KeptMeeting(
            shown,
            tuple(each.file.relative_to(home).as_posix() for each in sound_files(recordings[shown.recording], tracks)),
        )
        for shown in shown_meetings(run, batch, written, tracks)
    ]
    # Python's own JSON, which keeps the NaN of pieces of which nobody knows when they were said.
    atomic.write_text(out, json.dumps([asdict(each) for each in kept], ensure_ascii=False))


def read_meeting(path: Path) -> tuple[KeptMeeting, ...]:
    """What was written, in the order of the run."""
    return _KEPT.validate_python(json.loads(path.read_bytes()))
