"""What could not be heard, said at the end of a run: each track with its file, why, and what to do."""

from collections.abc import Iterable, Iterator

from dashboards.language import _
from dashboards.pages.meeting_words import reason
from pipelines.batches.documents import NOWHERE
from pipelines.batches.meetings import LIST, MeetingsBatch
from pipelines.batches.playing import longer, what_to_do
from pipelines.batches.recordings import add_missing
from pipelines.errors import Place, Problem, Severity
from pipelines.meetings.jobs import places
from pipelines.meetings.track_rows import is_of_unknown_length
from pipelines.tables import Row


def lost_tracks(batch: MeetingsBatch, rows: Iterable[Row]) -> Iterator[Problem]:
    """Tracks that could not be heard, and those that break off, in the order of tracks.csv."""
    files = [(recording, track, file) for _place, recording, track in places(batch) for file in track.files]
    for (recording, track, file), row in zip(files, rows, strict=True):
        if row["status"] == "failed":
            name = _("Part {part} of {recording}", part=row["part"], recording=recording.name) if track.further else ""
            why = reason(row["reason"])
            what = _("{recording} was not heard: {reason}.", recording=name or recording.name, reason=why)
            if is_of_unknown_length(row):
                what += " " + _("It is of unknown length.")
            is_listed = file.name != NOWHERE
            todo = add_missing() if track.further and not is_listed else what_to_do(row["reason"])
            yield Problem(what, Place(file if is_listed else batch.path / LIST), todo)
        elif row["broke_off"]:
            what = _("The sound breaks off at {n} s; what is there was heard.", n=row["broke_off"])
            yield Problem(what, Place(file), longer(), Severity.WARNING)
