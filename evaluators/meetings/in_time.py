"""Errors where a character may only be matched with one that was said at about the same time: tcpCER.

The time-constrained minimum-permutation error rate of MeetEval (von Neumann et al. 2023), with characters as words: a
draft that gets the right sentence at the wrong minute does not get it right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from evaluators.meetings.speakers import Assignment, assign

Times = npt.NDArray[np.float64]
COLLAR = 5.0
"""Seconds by which times of the draft may be off, as in the CHiME-7 and CHiME-8 challenges."""


@dataclass(frozen=True)
class Timed:
    """Characters of one speaker with the time of each, in order of their start."""

    characters: tuple[str, ...]
    starts: Times
    ends: Times

    def __len__(self) -> int:
        """How many characters."""
        return len(self.characters)


NOBODY = Timed((), np.empty(0), np.empty(0))


@dataclass(frozen=True)
class TimedErrors:
    """Errors and length of the truth: they add up. How the errors split into kinds is not unique, and is left out."""

    errors: int
    length: int
    assignment: Assignment = ()
    """Of one meeting."""

    @property
    def rate(self) -> float | None:
        """Errors over the length of the truth; None where that is empty."""
        return self.errors / self.length if self.length else None


def spread(segments: Sequence[tuple[Sequence[str], float, float]]) -> Timed:
    """Characters of segments with each segment's time spread evenly over them.

    Args:
        segments: characters, start and end in seconds, of one speaker.
    """
    ordered = sorted(segments, key=lambda segment: segment[1])
    characters = tuple(character for text, _start, _end in ordered for character in text)
    edges = [np.linspace(start, end, len(text) + 1) for text, start, end in ordered if text]
    if not edges:
        return NOBODY
    return Timed(
        characters, np.concatenate([each[:-1] for each in edges]), np.concatenate([each[1:] for each in edges])
    )


def timed_distance(truth: Timed, output: Timed, collar: float = COLLAR) -> int:
    """The fewest errors where only characters are matched or mistaken whose times touch.

    The time of a character of the draft is its middle, widened by the collar on both sides.

    Work and memory grow with the length of the truth times what is said within two collars, not with the square.
    """
    middles = (output.starts + output.ends) / 2
    begins, ends = middles - collar, middles + collar
    code = {character: number for number, character in enumerate(dict.fromkeys(truth.characters + output.characters))}
    heard = np.array([code[character] for character in output.characters], dtype=np.int64)
    # For each character of the truth, the first and last of the draft that can be within its time. Where one speaker's
    # segments overlap the bounds may go back, so that they are widened to rise; what is too much is masked below.
    first = np.minimum.accumulate(np.searchsorted(np.maximum.accumulate(ends), truth.starts, "right")[::-1])[::-1]
    last = np.maximum.accumulate(np.searchsorted(np.minimum.accumulate(begins[::-1])[::-1], truth.ends, "left"))
    left, row = 0, np.zeros(1)  # distances to the first `left`, `left + 1` … characters of the draft
    done = 0
    for place in np.flatnonzero(first < last).tolist():  # what nothing of the draft touches is missing
        character, low, high = truth.characters[place], int(first[place]), int(last[place])
        row, done = row + (place - done), place + 1
        before = _reach(row, left, low, high)
        touching = (begins[low:high] < truth.ends[place]) & (truth.starts[place] < ends[low:high])
        changed = before[:-1] + np.where(touching, heard[low:high] != code[character], np.inf)
        row = before + 1
        row[1:] = np.minimum(row[1:], changed)
        steps = np.arange(len(row))
        row, left = np.minimum.accumulate(row - steps) + steps, low
    return int(row[-1] + len(truth) - done + len(output) - (left + len(row) - 1))


def _reach(row: npt.NDArray[np.float64], left: int, low: int, high: int) -> npt.NDArray[np.float64]:
    """The row from ``low`` to ``high``: what lies beyond its end are characters of the draft that were added."""
    end = left + len(row) - 1
    known = row[max(0, low - left) : high - left + 1]
    beyond = row[-1] + np.arange(max(low, end + 1), high + 1) - end
    return np.concatenate([known, beyond])


def timed_errors(truth: Mapping[str, Timed], output: Mapping[str, Timed], collar: float = COLLAR) -> TimedErrors:
    """Errors of a meeting within time, with the speakers given as is best."""
    assignment = assign(truth, output, partial(timed_distance, collar=collar))
    errors = 0
    for one, other in assignment:
        here, there = truth[one] if one is not None else NOBODY, output[other] if other is not None else NOBODY
        errors += timed_distance(here, there, collar)
    return TimedErrors(errors, sum(map(len, truth.values())), assignment)
