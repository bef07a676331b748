"""What of a draft still stands in the edited text, and where: the times of its words and its doubtful characters."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

import numpy as np
from rapidfuzz.distance import Levenshtein

from evaluators.meetings.alignment import EXPECTED_ERRORS, NOBODY
from evaluators.meetings.transcript import Integers

Span = tuple[int, int]
"""From and to, as places between characters."""


@dataclass(frozen=True)
class Marked:
    """A text and what is known of its characters."""

    text: str
    times: tuple[tuple[int, float], ...] = ()
    """Where a word begins in the text, and in the recording, in seconds."""
    doubts: tuple[Span, ...] = ()
    """Of what the recogniser was not sure."""


def carried(draft: Sequence[Marked], edited: Sequence[str]) -> list[Marked]:
    """The edited texts with what is known of those of their characters that are the draft's.

    What somebody has changed has no time of its own and is in doubt no longer. Both in their order.
    """
    origin = _origins("".join(each.text for each in draft), "".join(edited))
    starts = [0, *accumulate(len(each.text) for each in draft)]
    times = {start + at: seconds for start, each in zip(starts, draft, strict=False) for at, seconds in each.times}
    doubtful = np.zeros(starts[-1], dtype=bool)
    for start, each in zip(starts, draft, strict=False):
        for low, high in each.doubts:
            doubtful[start + low : start + high] = True
    found = []
    place = 0
    for text in edited:
        own = origin[place : place + len(text)]
        found.append(Marked(text, _times(own, times), _spans(own, doubtful)))
        place += len(text)
    return found


def _origins(draft: str, edited: str) -> Integers:
    """Shape (edited,): the place in the draft of each character that is the draft's, else -1."""
    origin = np.full(len(edited), NOBODY, dtype=np.int64)
    if draft == edited:
        return np.arange(len(edited), dtype=np.int64)
    for run in Levenshtein.opcodes(draft, edited, score_hint=EXPECTED_ERRORS):
        if run.tag == "equal":
            origin[run.dest_start : run.dest_end] = np.arange(run.src_start, run.src_end)
    return origin


def _times(origin: Integers, times: dict[int, float]) -> tuple[tuple[int, float], ...]:
    return tuple((at, times[place]) for at, place in enumerate(origin.tolist()) if place in times)


def _spans(origin: Integers, doubtful: np.ndarray) -> tuple[Span, ...]:
    marks = [place != NOBODY and bool(doubtful[place]) for place in origin.tolist()]
    found = []
    for marked, places in groupby(range(len(marks)), key=marks.__getitem__):
        own = list(places)
        if marked:
            found.append((own[0], own[-1] + 1))
    return tuple(found)
