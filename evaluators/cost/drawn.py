"""What is known of a number: its most likely value and its draws."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from evaluators.cost.case import Case
from evaluators.grade import Grade, worst
from evaluators.inputs import Draws, Entered, generator_of


@dataclass(frozen=True)
class Drawn:
    """A number that lines can name."""

    likely: Draws
    """(1,), or (years,) where it is another one each year."""
    draws: Draws
    """(n, 1) or (n, years). Row i of all numbers belongs together."""
    grade: Grade
    unit: str
    elementary: bool = True
    """False of what was computed from other drawn numbers: it is no input of its own."""

    @classmethod
    def of(cls, likely: float, draws: Draws, grade: Grade, unit: str, elementary: bool = True) -> "Drawn":
        """One number for all years, from draws of shape (n,)."""
        return cls(np.array([likely], dtype=np.float64), draws[:, None], grade, unit, elementary)

    def times(self, other: "Drawn", unit: str) -> "Drawn":
        """The product of two, draw by draw, in a unit of its own."""
        grade = worst([self.grade, other.grade])
        return Drawn(self.likely * other.likely, self.draws * other.draws, grade, unit, elementary=False)


def drawn(key: str, entered: Entered, n: int, seed: int) -> Drawn:
    """An input of the case: its draws come from a stream of its key's own."""
    likely = np.atleast_1d(np.asarray(entered.value, dtype=np.float64))
    draws = entered.draws(n, generator_of(seed, key))
    return Drawn(likely, draws.reshape(n, -1), entered.grade, entered.unit)


def drawn_inputs(case: Case, n: int, seed: int) -> Mapping[str, Drawn]:
    """Every input of the case by its key."""
    return {key: drawn(key, entered, n, seed) for key, entered in case.inputs.items()}
