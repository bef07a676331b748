"""Rows of segments.csv and words.csv as the rules take them."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Row = Mapping[str, str]
LOST = "lost"
"""The flag of a segment in which somebody spoke and no words were found."""


@dataclass(frozen=True)
class Word:
    """A word of words.csv, with its place in the segment."""

    offset: int
    text: str
    start: float
    end: float
    confidence: float | None


@dataclass(frozen=True)
class Said:
    """A segment."""

    segment: str
    speaker: str
    start: float
    """In seconds; NaN where it is not known."""
    end: float
    """Its start where only that is known."""
    words: str
    confidence: float | None
    flags: tuple[str, ...]
    timed: tuple[Word, ...] = ()
    """Its words where they are known and together are the segment; else none."""

    @property
    def lost(self) -> bool:
        """Whether no words were found though somebody spoke."""
        return LOST in self.flags or not self.words.strip()

    def time_at(self, offset: int) -> float:
        """When the character at an offset was said: from its word, or, without words, the start of the segment."""
        index = bisect_right([word.offset for word in self.timed], offset) - 1
        return self.timed[index].start if index >= 0 else self.start


def said(segments: Iterable[Row], words: Iterable[Row]) -> list[Said]:
    """Segments in order of their start, those that start together in order of their end.

    Where one of them has no time, as in what a product wrote as text, they stay in the order in which they stand.
    """
    by_segment: dict[str, list[Row]] = {}
    for row in words:
        by_segment.setdefault(row["segment_id"], []).append(row)
    found = [_said(row, by_segment.get(row["segment_id"], [])) for row in segments]
    if any(math.isnan(each.start) for each in found):
        return found
    return sorted(found, key=lambda each: (each.start, each.end, each.segment))


def _said(row: Row, words: Iterable[Row]) -> Said:
    text, start = row["words"], float(row["start_time"] or "nan")
    return Said(
        row["segment_id"],
        row["speaker"],
        start,
        float(row["end_time"]) if row["end_time"] else start,
        text,
        _number(row["confidence"]),
        tuple(filter(None, row["flags"].split("|"))),
        tuple(_placed(text, words)),
    )


def _placed(text: str, rows: Iterable[Row]) -> Iterable[Word]:
    """Words with their offsets; none at all where one of them is not in the text, since then no offset is sure."""
    found, place = [], 0
    for row in rows:
        word = row["word"].strip()
        offset = text.find(word, place)
        if offset < 0 or text[place:offset].strip():
            return []
        found.append(Word(offset, word, float(row["start"]), float(row["end"]), _number(row["confidence"])))
        place = offset + len(word)
    return found


def _number(cell: str) -> float | None:
    return float(cell) if cell else None
