"""Whether recordings can be played, by what their files say of themselves. Nothing is decoded."""

from collections.abc import Iterator
from pathlib import Path

from dashboards.language import _
from dashboards.pages.meeting_words import reason
from pipelines.audio.opening import probe
from pipelines.audio.refusal import Reason, Unreadable
from pipelines.batches.documents import NOWHERE
from pipelines.batches.meetings import MeetingsBatch
from pipelines.errors import Place, Problem, Severity


def unplayable(batch: MeetingsBatch) -> Iterator[Problem]:
    """The sounds that a run could not hear, each named once, in the order of recordings.csv."""
    tracks = [track for recording in batch.recordings for track in recording.tracks]
    for file, channel in dict.fromkeys((file, track.channel) for track in tracks for file in track.files):
        if file.name == NOWHERE:  # its row has been named
            continue
        code = _reason(file, channel)
        if code is not None:
            what = _("It cannot be heard: {reason}.", reason=reason(code))
            todo = _("Open it in a player; where it plays, save it as WAV or MP3, and give the same command again.")
            yield Problem(what, Place(file), todo, Severity.FAILS_DOCUMENT)


def _reason(file: Path, channel: int | None) -> Reason | None:
    try:
        audio = probe(file)
    except Unreadable as error:
        return error.reason
    return Reason.NO_SUCH_CHANNEL if channel is not None and channel > audio.channels else None
