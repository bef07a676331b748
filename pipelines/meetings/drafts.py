"""What engines wrote down of each recording, from segments.csv and words.csv."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evaluators.meetings.comparison import Words
from evaluators.meetings.transcript import Spoken
from pipelines.tables import Row


@dataclass(frozen=True)
class Draft:
    """One recording as one engine wrote it down, in order of time."""

    engine: str
    session: str
    recording: str
    rows: tuple[Row, ...]
    """Of segments.csv."""
    spoken: tuple[Spoken, ...]
    words: tuple[Words, ...]
    """Of each segment."""


def drafts(segments: Iterable[Row], words: Iterable[Row]) -> list[Draft]:
    """The drafts of a run, in the order of segments.csv."""
    said: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for row in words:
        said[row["segment_id"]].append((number(row["start"]), row["word"]))
    found: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in segments:
        found[row["engine"], row["session_id"], row["recording"]].append(row)
    return [_draft(*key, rows, said) for key, rows in found.items()]


def _draft(
    engine: str, session: str, recording: str, rows: Sequence[Row], said: dict[str, list[tuple[float, str]]]
) -> Draft:
    spoken = [Spoken(row["speaker"], number(row["start_time"]), number(row["end_time"]), row["words"]) for row in rows]
    words = tuple(said.get(row["segment_id"], []) for row in rows)
    return Draft(engine, session, recording, tuple(rows), tuple(spoken), words)


def number(cell: str) -> float:
    """A cell as seconds; NaN where it is empty."""
    return float(cell) if cell else math.nan
