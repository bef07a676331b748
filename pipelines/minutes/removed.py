"""The table of what tidying took out, beside the minutes: what, from where, by which rule."""

from pathlib import Path

from dashboards.reports.minutes.draft import Draft
from evaluators.frames import Column, Frame
from pipelines.tables import write_table

REMOVED = Frame(
    "removed.csv",
    1,
    (
        Column("segment_id", "text", "as in segments.csv"),
        Column("offset", "integer", "place of the first character in the words of the segment, from 0"),
        Column("text", "text", "what was taken out"),
        Column("rule", "text", "which rule took it out"),
    ),
)


def write_removed(minutes: Path, draft: Draft) -> Path:
    """Write the table beside the minutes and return its path."""
    path = minutes.with_name(f"{minutes.stem}.removed.csv")
    rows = [
        {"segment_id": each.segment, "offset": each.offset, "text": each.text, "rule": each.rule}
        for each in draft.removals
    ]
    write_table(path, rows, REMOVED)
    return path
