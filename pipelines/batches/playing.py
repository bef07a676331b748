"""Whether recordings can be played, by what their files say of themselves. Nothing is decoded."""

from collections.abc import Iterator
from pathlib import Path

from dashboards.language import _
from dashboards.pages.meeting_words import reason
from pipelines.audio.breaking import is_cut
from pipelines.audio.opening import probe
from pipelines.audio.refusal import Reason, Unreadable
from pipelines.batches.meetings import MeetingsBatch
from pipelines.batches.sounds import copy_again
from pipelines.errors import Place, Problem, Severity
from pipelines.limits import LIMITS


def what_to_do(code: str) -> str:
    """What to do about a recording that cannot be heard, by its code."""
    copy = copy_again()
    todos = {
        Reason.MISSING: copy,
        Reason.EMPTY: copy,
        Reason.NO_SUCH_CHANNEL: _("Correct the column channel of recordings.csv; channels count from 1."),
        Reason.TOO_LARGE: _("Save it with one channel, as MP3 or Opus."),
        Reason.TOO_LONG: _(
            "Divide it into recordings of at most {n} hours, each with its own name in the column recording.",
            n=LIMITS.audio_seconds // 3600,
        ),
        Reason.UNPLACED: _("Copy the part before it again, and give the same command again."),
        Reason.CHANGED: _("Wait until it is copied, and give the same command again."),
    }
    play = _("Open it in a player; where it plays, save it as WAV or MP3, and give the same command again.")
    return todos.get(Reason(code), play) if code in [*Reason] else play


def longer() -> str:
    """What to do about a recording that breaks off."""
    return _("Copy it again, if the original is longer.")


def unplayable(batch: MeetingsBatch) -> list[Problem]:
    """The sounds that a run could not hear, or not to their end, each named once, in the order of recordings.csv.

    Those without a file are left to who reads the table, which names their rows.
    """
    # Of a file with several channels the same may be wrong with each.
    return list(dict.fromkeys(_found(batch)))


def _found(batch: MeetingsBatch) -> Iterator[Problem]:
    tracks = [track for recording in batch.recordings for track in recording.tracks]
    for file, channel in dict.fromkeys((file, track.channel) for track in tracks for file in track.files):
        code = _reason(file, channel)
        if code is Reason.NO_SUCH_CHANNEL:
            what = _("The file has no channel {n}.", n=channel)
            yield Problem(what, Place(file), what_to_do(code), Severity.FAILS_DOCUMENT)
        elif code not in (None, Reason.MISSING):
            what = _("It cannot be heard: {reason}.", reason=reason(code))
            yield Problem(what, Place(file), what_to_do(code), Severity.FAILS_DOCUMENT)
        elif code is None and is_cut(file):
            what = _("The file ends before the sound that it announces; what is there is heard.")
            yield Problem(what, Place(file), longer(), Severity.WARNING)
    for track in tracks:
        if track.further and sum(map(_seconds, track.files)) > LIMITS.audio_seconds:  # a single file is named above
            what = _("It cannot be heard: {reason}.", reason=reason(Reason.TOO_LONG))
            yield Problem(what, Place(track.file), what_to_do(Reason.TOO_LONG), Severity.FAILS_DOCUMENT)


def _seconds(file: Path) -> float:
    """How long a file says that it is; 0 where it does not, or cannot be heard by itself."""
    try:
        return probe(file).seconds or 0.0
    except Unreadable:
        return 0.0


def _reason(file: Path, channel: int | None) -> Reason | None:
    try:
        audio = probe(file)
    except Unreadable as error:
        return error.reason
    return Reason.NO_SUCH_CHANNEL if channel is not None and channel > audio.channels else None
