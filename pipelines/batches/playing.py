"""Whether recordings can be played, by what their files say of themselves. Nothing is decoded."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages.meeting_words import reason
from pipelines.audio.opening import probe
from pipelines.audio.refusal import Reason, Unreadable
from pipelines.batches.meetings import MeetingsBatch, Track
from pipelines.errors import Place, Problem, Severity


def unplayable(batch: MeetingsBatch) -> Iterator[Problem]:
    """The tracks that a run could not hear, each named once, in the order of recordings.csv."""
    for track in dict.fromkeys(track for recording in batch.recordings for track in recording.tracks):
        code = _reason(track)
        if code is not None:
            what = _("It cannot be heard: {reason}.", reason=reason(code))
            todo = _("Open it in a player; where it plays, save it as WAV or MP3, and give the same command again.")
            yield Problem(what, Place(track.file), todo, Severity.FAILS_DOCUMENT)


def _reason(track: Track) -> Reason | None:
    try:
        audio = probe(track.file)
    except Unreadable as error:
        return error.reason
    return Reason.NO_SUCH_CHANNEL if track.channel is not None and track.channel > audio.channels else None
