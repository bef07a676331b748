"""Rows that give one body's time for two volumes: whether time grows with the volume, or a part of it is fixed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from evaluators.precedents.precedent import Precedent
from evaluators.timing.precedent import Line, break_even, proportional, through

APART = 0.05
"""Relative difference from which two figures are not proportional; “about” in print hides less."""


@dataclass(frozen=True)
class TwoVolumes:
    """The time with AI for a smaller and a larger volume of the same body, in minutes."""

    fewer: Precedent
    more: Precedent
    items: tuple[float, float]
    """Of the smaller and of the larger."""
    minutes: tuple[float, float]
    """With AI, for these."""
    line: Line
    """Through both: set-up and minutes an item. Two figures leave no freedom to doubt it, so it proves nothing."""
    by_hand: float | None
    """Minutes an item without AI, at the smaller volume."""

    @property
    def expected(self) -> float:
        """Minutes for the larger volume if every item took as long as in the smaller one."""
        return proportional((self.items[0], self.minutes[0]), self.items[1])

    @property
    def is_proportional(self) -> bool:
        """Whether a model without set-up gives both."""
        return abs(self.minutes[1] / self.expected - 1) <= APART

    @property
    def break_even(self) -> float | None:
        """Items from which the set-up is earned back; None where it never is, or nothing was said of work by hand."""
        return None if self.by_hand is None else break_even(self.by_hand, self.line)


def two_volumes(rows: Sequence[Precedent]) -> Iterator[TwoVolumes]:
    """Pairs of rows of one body, year and tool with times for different numbers of the same items."""
    timed = [(row, *time) for row in rows if (time := _time(row))]
    for one, other in combinations(timed, 2):
        (fewer, of, few, short), (more, of_more, many, long) = sorted((one, other), key=lambda each: each[2])
        same = (fewer.body, fewer.year, fewer.kind, of) == (more.body, more.year, more.kind, of_more)
        if same and few < many:
            yield TwoVolumes(
                fewer, more, (few, many), (short, long), through((few, short), (many, long)), _by_hand(fewer)
            )


def _time(row: Precedent) -> tuple[str, float, float] | None:
    """What is counted, how many of it, and minutes with AI for these."""
    if row.unit is None or row.unit.items is None or row.after is None:
        return None
    return row.unit.of, row.unit.items, row.after.value * row.unit.seconds / 60


def _by_hand(row: Precedent) -> float | None:
    """Minutes an item."""
    if row.unit is None or row.unit.items is None or row.before is None:
        return None
    return row.before.value * row.unit.seconds / 60 / row.unit.items
