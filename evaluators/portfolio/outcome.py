"""What becomes of a list of tasks: each task's hours, and all of them together."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from evaluators.answers import Claim, claim_against
from evaluators.decisions.variance import by_grade, variance_shares
from evaluators.grade import Grade
from evaluators.portfolio.ranking import Place
from evaluators.portfolio.results import ClassResult
from evaluators.quantity import Quantity

Draws = npt.NDArray[np.float64]


class Fate(StrEnum):
    """What becomes of a task's time."""

    TAKEN_OVER = "taken_over"
    """AI shortens it; what is left is people's: checking, correcting, scanning."""
    NOT_SHORTER = "not_shorter"
    """As measured, AI does not shorten it on average over the draws, so it would stay as it is."""
    NOT_MEASURED = "not_measured"
    """A form or minutes of which there is no result."""
    PEOPLE = "people"
    """Neither AI does it."""


@dataclass(frozen=True)
class TaskOutcome:
    """One task of the list."""

    task: str
    section: str
    fate: Fate
    result: ClassResult | None
    hours: Quantity
    """Hours a year as it is done now."""
    saved: Quantity
    """Hours a year that AI takes over, less what checking and correcting cost; undefined where not measured."""
    place: Place | None
    """Among the tasks with a result."""


@dataclass(frozen=True)
class Portfolio:
    """All tasks of a list. Values are means over the draws, as those of a cost case, but for what says otherwise."""

    tasks: tuple[TaskOutcome, ...]
    """Those that gain most on average first; those without a result after them, as they were listed."""
    first: int
    """How many count as the first."""
    listed: Quantity
    """Hours a year of all tasks."""
    taken_over: Quantity
    """Hours a year that AI takes over, and of those that nobody has measured none or all."""
    with_people: Quantity
    """Hours a year that stay: checking, what AI does not do, and of what nobody has measured all or none."""
    checking: Quantity
    """Of these, at tasks that AI shortens."""
    not_measured: Quantity
    """Hours of forms and minutes of which there is no result."""
    share: Quantity
    """Taken over, of all hours listed. Where something is not measured, its low end takes none of that for saved and
    its high end all."""
    taken_over_likely: Quantity
    """Hours of the same tasks, once, with every number at its most likely value."""
    share_likely: Quantity
    """Of the hours listed at these values."""
    share_draws: Draws
    """The same by draw, without what is not measured."""
    inputs: Mapping[str, Draws]
    """What was drawn, by ``<per_year or minutes>/<section>/<task>`` and ``left/<class>``."""
    input_grades: Mapping[str, Grade]

    @property
    def claim(self) -> Claim:
        """Whether it is most of the hours listed: only what the whole interval says."""
        return claim_against(self.share, 0.5, Claim.MOST, Claim.NOT_MOST)

    @cached_property
    def variance_by_grade(self) -> Mapping[Grade | str, float]:
        """How much of the variance of the share inputs of each grade carry; ``together`` is what they carry jointly."""
        return by_grade(variance_shares(self.share_draws, self.inputs), self.input_grades)

    @property
    def totals(self) -> tuple[Quantity, ...]:
        """Figures of the whole list."""
        hours = (self.listed, self.taken_over, self.taken_over_likely, self.with_people, self.checking)
        return (*hours, self.not_measured, self.share, self.share_likely)

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """All figures that a person sees."""
        return (*self.totals, *(each for task in self.tasks for each in (task.hours, task.saved)))
