"""Two drafts of one recording beside its truth, stretch by stretch of about a minute: who has more wrong where."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluators.characters import Difference, Kind
from evaluators.comparison import Outcome
from evaluators.meetings.alignment import NOBODY, Alignment, align
from evaluators.meetings.text import Normaliser, normalise
from evaluators.meetings.transcript import Integers, Spoken, Transcript, transcript
from evaluators.meetings.units import STRETCH, units


@dataclass(frozen=True)
class Heard:
    """A stretch as one of the two has it."""

    errors: int
    differences: tuple[Difference, ...]
    """Between what was said and what it has, in order."""
    segment: int
    """Which segment of the draft, as given, it begins in; -1 where the draft has nothing of it."""

    @property
    def text(self) -> str:
        """What it has."""
        return "".join(each.output for each in self.differences)


@dataclass(frozen=True)
class StretchPair:
    """About a minute of what was said, without punctuation, as both have it."""

    number: int
    """From 1; the same for all recordings of the meeting."""
    start: float
    """Seconds from the start of the recording; NaN where the truth has no times."""
    truth: str
    length: int
    """Characters that were said."""
    first: Heard
    second: Heard
    both_wrong: int
    """Characters said that neither has right."""

    @property
    def more(self) -> int:
        """Errors of the second above those of the first."""
        return self.second.errors - self.first.errors

    def outcomes(self) -> list[Outcome]:
        """In which lists it stands: one that became better can hold what both have wrong."""
        found = [Outcome.REGRESSION] if self.more > 0 else [Outcome.IMPROVEMENT] if self.more < 0 else []
        return [*found, *([Outcome.BOTH_WRONG] if self.both_wrong else [])]

    def effect(self, outcome: Outcome) -> int:
        """What its list is sorted by: errors more or fewer, or characters that neither has right."""
        return self.both_wrong if outcome is Outcome.BOTH_WRONG else abs(self.more)


def stretch_pairs(truth: Sequence[Spoken], first: Sequence[Spoken], second: Sequence[Spoken]) -> list[StretchPair]:
    """The stretches of a meeting in which anything is wrong, in order.

    They are those that intervals resample where meetings are few, and errors are those of ``cer`` under ``nopunct``.
    What was made up counts where it stands. Without truth there are none.
    """
    here = _plain(truth)
    if not len(here):
        return []
    unit = units(here, STRETCH)
    sides = [_Side(here, draft, unit.of) for draft in (first, second)]
    neither = sides[0].wrong & sides[1].wrong
    found = []
    for number in range(int(unit.of[-1]) + 1):
        places = np.flatnonzero(unit.of == number)
        one, other = (side.heard(number) for side in sides)
        if one.errors or other.errors:
            said = "".join(here.characters[place] for place in places)
            start = float(here.starts[places[0]]) if here.timed else float("nan")
            both = int(np.count_nonzero(neither[places]))
            found.append(StretchPair(number + 1, start, said, len(places), one, other, both))
    return found


def _plain(segments: Sequence[Spoken]) -> Transcript:
    return transcript(segments, lambda text: normalise(text, Normaliser.NOPUNCT))


class _Side:
    """A draft beside the truth."""

    def __init__(self, here: Transcript, draft: Sequence[Spoken], of: Integers) -> None:
        self._here, self._there = here, _plain(draft)
        self._alignment = align(here.characters, self._there.characters)
        self._of = of
        # What is added stands with the character of the truth before it, as in the counts.
        last = np.maximum(self._alignment.before - self._alignment.added, 0)
        self._there_of: Integers = of[np.minimum(last, len(here) - 1)]
        self._errors = np.bincount(of, self._alignment.errors, int(of[-1]) + 1)
        self._order = _order(draft, self._there)

    @property
    def wrong(self) -> npt.NDArray[np.bool_]:
        """Shape (truth,): what it has not heard right."""
        return np.asarray(self._alignment.partner == NOBODY)

    def heard(self, number: int) -> Heard:
        """One stretch."""
        own = np.flatnonzero(self._there_of == number)
        segment = self._order[int(self._there.segment_of[own[0]])] if len(own) else NOBODY
        differences = _differences(self._here, self._there, self._alignment, np.flatnonzero(self._of == number), own)
        return Heard(int(self._errors[number]), differences, segment)


def _order(draft: Sequence[Spoken], there: Transcript) -> list[int]:
    """Of each segment of the transcript its number in the draft."""
    numbers = list(range(len(draft)))
    if any(np.isnan(segment.start) for segment in there.segments):
        return numbers
    return sorted(numbers, key=lambda number: (draft[number].start, draft[number].end))


def _differences(
    here: Transcript, there: Transcript, alignment: Alignment, places: Integers, own: Integers
) -> tuple[Difference, ...]:
    """Characters of the truth and of the draft in one order, those that fared alike joined."""
    runs: list[tuple[Kind, list[str], list[str]]] = []

    def add(kind: Kind, said: str, written: str) -> None:
        if not runs or runs[-1][0] != kind:
            runs.append((kind, [], []))
        runs[-1][1].append(said)
        runs[-1][2].append(written)

    place, end = int(places[0]), int(places[-1]) + 1
    for at in own.tolist():
        while place < min(int(alignment.before[at]), end):
            add("missing", here.characters[place], "")
            place += 1
        if alignment.added[at]:
            add("added", "", there.characters[at])
        else:
            kind: Kind = "equal" if alignment.partner[place] == at else "substituted"
            add(kind, here.characters[place], there.characters[at])
            place += 1
    for rest in range(place, end):
        add("missing", here.characters[rest], "")
    return tuple(Difference(kind, "".join(said), "".join(written)) for kind, said, written in runs)
