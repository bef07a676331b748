"""What could not be heard, said at the end of a run: each track with its file, why, and what to do."""

from collections.abc import Iterable, Iterator

from dashboards.language import _
from dashboards.pages.meeting_words import reason
from pipelines.batches.meetings import MeetingsBatch
from pipelines.batches.playing import longer, what_to_do
from pipelines.errors import Place, Problem, Severity
from pipelines.meetings.jobs import places
from pipelines.tables import Row


def lost_tracks(batch: MeetingsBatch, rows: Iterable[Row]) -> Iterator[Problem]:
    """Tracks that could not be heard, and those that break off, in the order of tracks.csv."""
    for (_place, recording, track), row in zip(places(batch), rows, strict=True):
        if row["status"] == "failed":
            what = _("{recording} was not heard: {reason}.", recording=recording.name, reason=reason(row["reason"]))
            yield Problem(what, Place(track.file), what_to_do(row["reason"]))
        elif row["broke_off"]:
            what = _("The sound breaks off at {n} s; what is there was heard.", n=row["broke_off"])
            yield Problem(what, Place(track.file), longer(), Severity.WARNING)
