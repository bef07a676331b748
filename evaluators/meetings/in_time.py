"""Errors where a character may only be matched with one that was said at about the same time: tcpCER.

The time-constrained minimum-permutation error rate of MeetEval (von Neumann et al. 2023), with characters as words: a
draft that gets the right sentence at the wrong minute does not get it right.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from evaluators.meetings.speakers import Assignment, assign
from evaluators.meetings.transcript import Integers, Transcript

Times = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
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


def streams(side: Transcript) -> dict[str, Timed]:
    """What each speaker says, with times, in the order in which it stands."""
    places = {name: side.of(name) for name in side.speakers}
    return {
        name: Timed(tuple(side.characters[place] for place in own), side.starts[own], side.ends[own])
        for name, own in places.items()
    }


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


@dataclass(frozen=True)
class _Row:
    """Distances of the first ``done`` characters of the truth to the first ``left``, ``left`` + 1 … of the draft."""

    done: int
    left: int
    distances: Times
    touching: Flags
    """Whether the last of those of the truth touches each of the draft from ``left`` on."""

    def at(self, column: int) -> float:
        """The distance to the first ``column`` of the draft: those behind the end were added."""
        beyond = column - self.left - len(self.distances) + 1
        if column < self.left:
            return np.inf
        return float(self.distances[-1] + beyond if beyond > 0 else self.distances[column - self.left])

    def touches(self, place: int) -> bool:
        """Whether the last of those of the truth can stand for a character of the draft."""
        return 0 <= place - self.left < len(self.touching) and bool(self.touching[place - self.left])


def timed_distance(truth: Timed, output: Timed, collar: float = COLLAR) -> int:
    """The fewest errors where only characters are matched or mistaken whose times touch.

    The time of a character of the draft is its middle, widened by the collar on both sides.

    Work and memory grow with the length of the truth times what is said within two collars, not with the square.
    """
    (row,) = deque(_rows(truth, output, collar), maxlen=1)
    return int(row.at(len(output))) + len(truth) - row.done


def errors_in_time(truth: Timed, output: Timed, collar: float = COLLAR) -> tuple[Flags, Flags]:
    """Those errors by place: shape (truth,), mistaken or missing; and shape (draft,), added."""
    rows = list(_rows(truth, output, collar))
    wrong, added = np.ones(len(truth), dtype=bool), np.ones(len(output), dtype=bool)
    column = len(output)
    for before, row in reversed(list(pairwise(rows))):
        place, value, skipped = row.done - 1, row.at(column), row.done - 1 - before.done
        while before.at(column) + skipped + 1 != value:  # else it is missing
            column, value = column - 1, value - 1
            error = int(truth.characters[place] != output.characters[column])
            if row.touches(column) and before.at(column) + skipped + error == value + 1:
                wrong[place], added[column] = bool(error), False
                break
    return wrong, added


def least_errors(truth: Timed, output: Timed, collar: float = COLLAR) -> int:
    """What the distance is at least: what nothing of the other side is near in time is wrong. Quick."""
    _begins, _ends, first, last = _reachable(truth, output, collar)
    near = first < last
    changes = np.bincount(first[near], minlength=len(output) + 1) - np.bincount(last[near], minlength=len(output) + 1)
    matched = min(near.sum(), (np.cumsum(changes) > 0).sum())
    return int(len(truth) + len(output) - 2 * matched)


def _reachable(truth: Timed, output: Timed, collar: float) -> tuple[Times, Times, Integers, Integers]:
    """From when to when each character of the draft can be, and the first and last of them for each of the truth.

    Where one speaker's segments overlap, the first and last may go back, so that they are widened to rise.
    """
    middles = (output.starts + output.ends) / 2
    begins, ends = middles - collar, middles + collar
    first = np.minimum.accumulate(np.searchsorted(np.maximum.accumulate(ends), truth.starts, "right")[::-1])[::-1]
    last = np.maximum.accumulate(np.searchsorted(np.minimum.accumulate(begins[::-1])[::-1], truth.ends, "left"))
    return begins, ends, first, last


def _rows(truth: Timed, output: Timed, collar: float) -> Iterator[_Row]:
    """The first row, and one for each character of the truth that something of the draft can touch."""
    begins, ends, first, last = _reachable(truth, output, collar)
    code = {character: number for number, character in enumerate(dict.fromkeys(truth.characters + output.characters))}
    heard = np.array([code[character] for character in output.characters], dtype=np.int64)
    row = _Row(0, 0, np.zeros(1), np.empty(0, bool))
    yield row
    for place in np.flatnonzero(first < last).tolist():  # the others are missing
        character, low, high = truth.characters[place], int(first[place]), int(last[place])
        before = _reach(row.distances + (place - row.done), row.left, low, high)
        # What was widened too far.
        touching = (begins[low:high] < truth.ends[place]) & (truth.starts[place] < ends[low:high])
        changed = before[:-1] + np.where(touching, heard[low:high] != code[character], np.inf)
        distances = before + 1
        distances[1:] = np.minimum(distances[1:], changed)
        steps = np.arange(len(distances))
        row = _Row(place + 1, low, np.minimum.accumulate(distances - steps) + steps, touching)
        yield row


def _reach(row: npt.NDArray[np.float64], left: int, low: int, high: int) -> npt.NDArray[np.float64]:
    """The row from ``low`` to ``high``: what lies beyond its end are characters of the draft that were added."""
    end = left + len(row) - 1
    known = row[max(0, low - left) : high - left + 1]
    beyond = row[-1] + np.arange(max(low, end + 1), high + 1) - end
    return np.concatenate([known, beyond])


def timed_errors(truth: Mapping[str, Timed], output: Mapping[str, Timed], collar: float = COLLAR) -> TimedErrors:
    """Errors of a meeting within time, with the speakers given as is best."""
    assignment = assign(truth, output, partial(timed_distance, collar=collar), partial(least_errors, collar=collar))
    errors = 0
    for one, other in assignment:
        here, there = truth[one] if one is not None else NOBODY, output[other] if other is not None else NOBODY
        errors += timed_distance(here, there, collar)
    return TimedErrors(errors, sum(map(len, truth.values())), assignment)
