"""Rows of tracks.csv: what became of each file that was to be heard."""

from collections.abc import Iterator, Sequence

from pipelines.audio import FileSpan, Plan, Span
from pipelines.audio.opening import probe
from pipelines.audio.refusal import Reason, Unreadable
from pipelines.batches.documents import NOWHERE
from pipelines.batches.meetings import Recording, Track
from pipelines.tables import Row


def track_rows(recording: Recording, track: Track, plan: Plan | None, reason: str) -> Iterator[Row]:
    """A row for each file of a track, in order.

    Args:
        recording: the track is of.
        track: a file, or several parts.
        plan: how it was divided; None where it was not.
        reason: why it could not be divided; empty also where no engine of the run listens.
    """
    if not track.further:
        heard = _heard(plan.seconds, plan.speech, plan.broke_off, reason) if plan else _heard(None, [], None, reason)
        yield _row(recording, track) | heard
        return
    spans = plan.files if plan else declared(track)
    for number, file in enumerate(track.files):
        span = spans[number] if number < len(spans) else None
        begins = "" if span is None or span.reason == Reason.UNPLACED else f"{span.start:.2f}"
        name = "–" if file.name == NOWHERE else file.name
        lasts = "" if span is None or span.lasts is None else f"{span.lasts:.2f}"
        row = _row(recording, track) | {"file": name, "part": str(number + 1), "begins": begins, "lasts": lasts}
        yield row | (_heard(None, [], None, reason) if plan is None or span is None else _of_span(plan, span))


def is_of_unknown_length(row: Row) -> bool:
    """Whether a row of tracks.csv is a part that was not heard and of which nobody knows how long it was."""
    return row["status"] == "failed" and bool(row.get("begins")) and row.get("lasts") == ""


def declared(track: Track) -> list[FileSpan]:
    """Where the parts of a track stand by what their files say, as far as they do: of what nobody has decoded."""
    found: list[FileSpan] = []
    for file in track.files:
        start = found[-1].end if found else 0.0
        try:
            seconds = probe(file).seconds
        except Unreadable:
            break
        if seconds is None:
            break
        found.append(FileSpan(start, seconds, seconds))
    return found


def _row(recording: Recording, track: Track) -> Row:
    return {
        "session_id": recording.session,
        "recording": recording.recording,
        "file": track.file.name,
        "channel": "" if track.channel is None else str(track.channel),
    }


def _of_span(plan: Plan, span: FileSpan) -> Row:
    if span.reason:
        return _heard(None, [], None, span.reason)
    ends = span.start + span.seconds
    own = [(max(start, span.start), min(end, ends)) for start, end in plan.speech if start < ends and span.start < end]
    return _heard(span.seconds, own, span.seconds if span.broke_off else None, "")


def _heard(seconds: float | None, speech: Sequence[Span], broke_off: float | None, reason: str) -> Row:
    return {
        "status": "heard" if seconds is not None else "failed" if reason else "imported",
        "reason": reason,
        "seconds": "" if seconds is None else f"{seconds:.2f}",
        "speech_seconds": "" if seconds is None else f"{sum(end - start for start, end in speech):.2f}",
        "broke_off": "" if broke_off is None else f"{broke_off:.2f}",
    }
