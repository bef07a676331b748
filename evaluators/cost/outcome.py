"""What each way of working comes to, year by year, with the draws behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from evaluators.cost import options
from evaluators.cost.case import Case
from evaluators.grade import Grade
from evaluators.quantity import Quantity

Draws = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Stream:
    """Something counted by fiscal year."""

    likely: Draws
    """(years,): at the most likely value of every input."""
    draws: Draws
    """(n, years): one row a draw; row i of every stream comes from the same drawn inputs."""


@dataclass(frozen=True)
class Outcome:
    """One way of working over the horizon."""

    option: str
    """``as_now``, ``ai_all``, ``ai_policy``, ``two_engines``, ``product:<name>``, ``online``, ``minutes_manual``,
    ``minutes_draft_near`` or ``minutes_draft_far``."""
    hours: Stream
    """Hours of staff."""
    spent: Stream
    """Yen really paid: licences, set-up, scanning, contracts, and hours that are paid by the hour (overtime, temporary
    staff)."""
    staff: Stream
    """Yen: hours times the cost of an hour, but for those in ``spent``. What becomes less here is free for other work
    and is not money."""
    errors_left: Stream
    """Wrong fields, or terms lost in minutes, that remain after checking."""
    errors_yen: Stream
    """Yen: what these errors cost. With ``spent`` and ``staff`` it is the whole cost."""
    tool: Stream
    """Yen, the part of ``spent`` that is no wage: licences, pages, set-up, maintenance, contracts."""
    grades: tuple[Grade, ...]
    """Of every input behind it."""

    @property
    def cost(self) -> Stream:
        """Yen: money, hours and errors together."""
        parts = (self.spent, self.staff, self.errors_yen)
        return Stream(sum(part.likely for part in parts), sum(part.draws for part in parts))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Threshold:
    """A value from which it pays, or after which money has come back; None where there is none."""

    value: float | None
    """As expected: where the mean over the draws is no loss, and when the mean flows have come back."""
    low: float | None
    high: float | None
    """None: among the middle share of the draws there are such in which there is no such value."""


@dataclass(frozen=True)
class Assessment:
    """All ways of working of one case."""

    case: Case
    outcomes: tuple[Outcome, ...]
    """The first is ``as_now``."""
    inputs: Mapping[str, Draws]
    """(n,): each drawn input by its key; the draws behind the outcomes."""
    input_grades: Mapping[str, Grade]
    quantities: tuple[Quantity, ...]
    """All figures that a person sees; ids ``cost/<option>/<metric>`` and what follows it."""
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)
    """By the id of their quantity, which is undefined where one of the three is None: break-even and payback."""
    likely: Mapping[str, Draws] = field(default_factory=dict)
    """(1,) or (years,): the most likely value of every number that lines name, whether entered or measured."""

    @property
    def first_year(self) -> int:
        """The fiscal year (April to March) that flows of index 0 belong to."""
        return self.case.first_year

    @property
    def years(self) -> int:
        """How many fiscal years."""
        return self.case.years

    @property
    def ways(self) -> tuple[str, ...]:
        """Ways of working that are set against the present one; none where too little was measured."""
        return options.without_baselines(each.option for each in self.outcomes)

    def outcome(self, option: str) -> Outcome:
        """The outcome of an option.

        Raises:
            KeyError: it is not among them.
        """
        for each in self.outcomes:
            if each.option == option:
                return each
        raise KeyError(option)

    def quantity(self, option: str, metric: str) -> Quantity | None:
        """The figure of an option over the whole horizon at the rate of the case; None where there is none."""
        found = (each for each in self.quantities if each.metric == metric and each.scope.get("option") == option)
        return next((each for each in found if not each.scope.keys() & {"rate", "year"}), None)
