"""Numbers of a report, each with an id that leads to all that is needed to doubt it."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboards.language import _, spoken
from dashboards.pages import metric_words, words
from dashboards.pages.numbers import NONE, amount, interval, number
from evaluators.methods import COUNTED, LIKELY, PUBLISHED, VARIANCE
from evaluators.quantity import Quantity

MILLION = 1_000_000
WIDE_IN_JAPANESE = 100_000
"""Yen: from here sums are said in units of ten thousand."""


@dataclass(frozen=True)
class Figure:
    """A number as the report shows it."""

    id: str
    """``F12``: unique in the report, in the order in which it first stands there."""
    label: str
    """What it is, in words."""
    quantity: Quantity
    run: str
    """The run, or the file, that it came from."""
    formula: str
    """How it is computed, in words or as a formula."""
    cases: str | None = None
    """Address of the cases behind it, from the folder of the report, or ``#part`` of the report."""
    written: tuple[str, str] | None = None
    """Value and interval in words, where one of them can be that there is none."""
    sampled: str | None = None
    """What is behind it, in words, where that is more than a number of documents."""

    @property
    def value(self) -> str:
        """The value in its unit; a dash where it is undefined."""
        if self.written is not None:
            return self.written[0]
        return self._amount(self.quantity.value)

    @property
    def interval(self) -> str:
        """The interval in brackets; empty for an exact count and where there is none."""
        if self.written is not None:
            return self.written[1]
        if self.exact or self.quantity.low is None or self.quantity.high is None:
            return ""
        if self._wide():
            return f"[{self._amount(self.quantity.low)} – {self._amount(self.quantity.high)}]"
        return interval(self.quantity)

    def _amount(self, value: float | None) -> str:
        if value is None or not self._wide():
            if self.quantity.unit == "count" and value is not None:
                return _("{n}", n=number(value, 0))
            return amount(self.quantity, value)
        if spoken() == "ja":  # where sums are said in units of ten thousand
            return _("{n} × 10,000 yen", n=number(value / 1e4, 0))
        return _("{n} million yen", n=number(value / 1e6, 2))

    def _wide(self) -> bool:
        """Whether it is money in sums that people say in larger units."""
        bounds = (self.quantity.low, self.quantity.value, self.quantity.high)
        largest = max((abs(bound) for bound in bounds if bound is not None), default=0.0)
        return self.quantity.unit in ("yen", "yen/year") and largest >= (
            WIDE_IN_JAPANESE if spoken() == "ja" else MILLION
        )

    @property
    def exact(self) -> bool:
        """Whether it has no interval: it was counted, printed by others, or says itself how uncertain others are."""
        return self.quantity.method in (COUNTED, PUBLISHED, LIKELY, VARIANCE)

    @property
    def grade(self) -> str:
        """Its grade in words."""
        return words.grade_names()[self.quantity.grade]

    @property
    def n(self) -> str:
        """How many documents are behind it, or what else, in words; a dash where it rests on none."""
        if self.sampled is not None:
            return self.sampled
        if not self.quantity.n_documents:
            return NONE
        return metric_words.sampled(self.quantity.n_documents, self.quantity.method)

    @property
    def tag(self) -> str:
        """What stands beside the number wherever it is shown: id, grade, n."""
        parts = (self.id, self.grade, "" if self.quantity.method == COUNTED or self.n == NONE else self.n)
        return _(" · ").join(part for part in parts if part)

    @property
    def text(self) -> str:
        """Value, interval and tag in one line, for where nothing can be linked."""
        return " ".join(part for part in (self.value, self.interval, f"({self.tag})") if part)


class Figures:
    """The numbers that a report shows, in the order in which they first stand in it."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Figure] = {}

    def of(
        self,
        quantity: Quantity,
        label: str,
        run: str,
        formula: str,
        cases: str | None = None,
        written: tuple[str, str] | None = None,
        sampled: str | None = None,
    ) -> Figure:
        """The figure of a quantity: the one that it has already, or the next."""
        key = (run, quantity.id)
        if key not in self._found:
            id = f"F{len(self._found) + 1}"
            self._found[key] = Figure(id, label, quantity, run, formula, cases, written, sampled)
        return self._found[key]

    def __iter__(self) -> Iterator[Figure]:
        return iter(tuple(self._found.values()))

    def __len__(self) -> int:
        return len(self._found)
