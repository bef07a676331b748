"""What is known of a number: its most likely value and its draws."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from evaluators.cost.case import Case
from evaluators.cost.together import shares_together
from evaluators.grade import Grade, worst
from evaluators.inputs import Draws, Entered, generator_of

APART: Mapping[str, Draws] = MappingProxyType({})


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
    behind: frozenset[str] = frozenset()
    """Keys of the inputs of the case that it is, or was computed from."""

    @classmethod
    def of(cls, likely: float, draws: Draws, grade: Grade, unit: str, elementary: bool = True) -> "Drawn":
        """One number for all years, from draws of shape (n,)."""
        return cls(np.array([likely], dtype=np.float64), draws[:, None], grade, unit, elementary)

    def times(self, other: "Drawn", unit: str) -> "Drawn":
        """The product of two, draw by draw, in a unit of its own."""
        grade = worst([self.grade, other.grade])
        behind = self.behind | other.behind
        return Drawn(self.likely * other.likely, self.draws * other.draws, grade, unit, False, behind)


def drawn(key: str, entered: Entered, n: int, seed: int, shares: Mapping[str, Draws] = APART) -> Drawn:
    """An input of the case: its draws come from a stream of its key's own, or from the shares that it has with others.

    Args:
        key: of the input.
        entered: the input.
        n: how many draws.
        seed: of them.
        shares: as from :func:`shares_of`.
    """
    likely = np.atleast_1d(np.asarray(entered.value, dtype=np.float64))
    draws = entered.at(shares[key]) if key in shares else entered.draws(n, generator_of(seed, key))
    return Drawn(likely, draws.reshape(n, -1), entered.grade, entered.unit, behind=frozenset([key]))


def drawn_inputs(case: Case, n: int, seed: int) -> Mapping[str, Drawn]:
    """Every input of the case by its key."""
    shares = shares_of(case, n, seed)
    return {key: drawn(key, entered, n, seed, shares) for key, entered in case.inputs.items()}


def shares_of(case: Case, n: int, seed: int) -> Mapping[str, Draws]:
    """Of inputs that move together, by their keys; a part of a case may lack one of two."""
    present = case.inputs.keys()
    return shares_together([pair for pair in case.together if present >= {*pair.inputs}], n, seed)
