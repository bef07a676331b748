"""A number that somebody puts in: its most likely value, how far it may be off, its grade, and who says so."""

from enum import StrEnum
from math import log, nan, sqrt
from typing import Self
from zlib import crc32

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from scipy import special

from evaluators.contract import Contract
from evaluators.grade import Grade, Origin, Source, grade_of, worst

Draws = npt.NDArray[np.float64]

MIDDLE = 0.95
"""Share of a normal or lognormal distribution that lies from low to high."""
Z = float(special.ndtri((1 + MIDDLE) / 2))
PERT_WEIGHT = 4.0
"""Of the most likely value against either bound (Malcolm, Roseboom, Clark and Fazar 1959)."""
OFF_CENTRE = 0.05
"""Of the width (of the logarithms), how far a value may lie from the middle of a distribution that is symmetric."""
LARGEST = 1e12
"""Of any number: no city has more of anything, and sums over years keep their last yen."""
LARGEST_FACTOR = 1e3
"""Of a number that is raised to the power of years."""


class Distribution(StrEnum):
    """The form of the spread between low and high."""

    FIXED = "fixed"
    UNIFORM = "uniform"
    TRIANGULAR = "triangular"
    PERT = "pert"
    NORMAL = "normal"
    LOGNORMAL = "lognormal"


class Spread(Contract):
    """What every input has beside its numbers."""

    unit: str = Field(min_length=1)
    distribution: Distribution = Distribution.TRIANGULAR
    """A triangle is what three judged numbers support and no more. Low equal to high is a fixed number whatever it says
    here. ``low`` and ``high`` are the least and the most, but for ``normal`` and ``lognormal`` the ends of the middle
    95 %, with the value in the middle (of the logarithms)."""
    grade: Grade
    source: Source
    says: str = Field(min_length=1)
    """Who says so, or why it was assumed."""

    @model_validator(mode="after")
    def _grade_is_earned(self) -> Self:
        best = grade_of(Origin.REAL, self.source)
        if worst([self.grade, best]) is not self.grade:
            raise PydanticCustomError(
                "grade_not_earned",
                "what is '{source}' is graded '{best}' at best, not '{grade}'",
                {"source": self.source.value, "best": best.value, "grade": self.grade.value},
            )
        return self

    def _check(self, low: float, value: float, high: float) -> None:
        if not low <= value <= high:
            raise PydanticCustomError(
                "not_in_order",
                "value {value} is not between low {low} and high {high}",
                {"value": f"{value:g}", "low": f"{low:g}", "high": f"{high:g}"},
            )
        if self.unit == "ratio" and high > 1:
            raise PydanticCustomError("rate_above_one", "{high} is above 1", {"high": f"{high:g}"})
        most = LARGEST_FACTOR if self.unit == "factor" else LARGEST
        if high > most:
            raise PydanticCustomError("too_large", "{high} is above {most}", {"high": f"{high:g}", "most": f"{most:g}"})
        if low < high and self.distribution is Distribution.FIXED:
            raise PydanticCustomError("not_fixed", "a fixed number has no spread")
        middle = _middle(self.distribution, low, high)
        if low < high and middle is not None and not _off_centre(self.distribution, low, value, high) <= OFF_CENTRE:
            raise PydanticCustomError(
                "not_in_the_middle",
                "value {value} is not in the middle, {middle}",
                {"value": f"{value:g}", "middle": f"{middle:.4g}", "distribution": self.distribution.value},
            )

    def _drawn(self, low: float, value: float, high: float, u: Draws) -> Draws:
        """Of a rate none above 1: a normal distribution would go beyond, and more than all was never meant."""
        found = quantiles(self.distribution, low, value, high, u)
        return np.minimum(found, 1.0) if self.unit == "ratio" else found


class Input(Spread):
    """One number."""

    value: float = Field(ge=0)
    """The most likely value."""
    low: float = Field(ge=0)
    high: float = Field(ge=0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        self._check(self.low, self.value, self.high)
        return self

    def draws(self, n: int, generator: np.random.Generator) -> Draws:
        """``n`` values, shape (n,); see :func:`quantiles`."""
        return self.at(spread_evenly(n, generator))

    def at(self, u: Draws) -> Draws:
        """The values below which these shares of the distribution lie."""
        return self._drawn(self.low, self.value, self.high, u)


class ByYear(Spread):
    """One number for each fiscal year. They are high together or low together: whoever is wrong is so every year."""

    value: tuple[float, ...] = Field(min_length=1)
    low: tuple[float, ...] = Field(min_length=1)
    high: tuple[float, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not len(self.value) == len(self.low) == len(self.high):
            raise PydanticCustomError("not_as_many", "value, low and high have as many numbers each")
        for low, value, high in zip(self.low, self.value, self.high, strict=True):
            if low < 0:
                raise PydanticCustomError("below_zero", "{low} is below 0", {"low": f"{low:g}"})
            self._check(low, value, high)
        return self

    def draws(self, n: int, generator: np.random.Generator) -> Draws:
        """``n`` rows of a value a year, shape (n, years)."""
        return self.at(spread_evenly(n, generator))

    def at(self, u: Draws) -> Draws:
        """The values below which these shares of each year's distribution lie, shape (shares, years)."""
        years = zip(self.low, self.value, self.high, strict=True)
        return np.column_stack([self._drawn(low, value, high, u) for low, value, high in years])


Entered = Input | ByYear


def spread_evenly(n: int, generator: np.random.Generator) -> Draws:
    """``n`` shares between 0 and 1, one in each of ``n`` equal parts, in random order (Latin hypercube).

    Every input then has its own mean at any number of draws, and so has what is added up of inputs: means of 5,000 and
    of 100,000 draws agree far better than those of shares drawn each by itself (McKay, Beckman and Conover 1979,
    Technometrics 21:239).
    """
    return np.asarray((generator.permutation(n) + generator.random(n)) / n)


def quantiles(distribution: Distribution, low: float, value: float, high: float, u: Draws) -> Draws:
    """The values below which the shares ``u`` of the distribution lie, never below 0.

    By quantiles, since then the same ``u`` gives a greater value wherever the bounds are greater: what an input is
    changed by is not hidden by other draws.
    """
    if low == high:
        return np.full(len(u), value)
    match distribution:
        case Distribution.UNIFORM:
            return low + (high - low) * u
        case Distribution.PERT:
            width = high - low
            a, b = 1 + PERT_WEIGHT * (value - low) / width, 1 + PERT_WEIGHT * (high - value) / width
            return np.asarray(low + width * special.betaincinv(a, b, u), dtype=np.float64)
        case Distribution.NORMAL:
            return np.asarray(np.maximum(value + (high - low) / (2 * Z) * special.ndtri(u), 0.0), dtype=np.float64)
        case Distribution.LOGNORMAL:
            return np.asarray(value * np.exp(log(high / low) / (2 * Z) * special.ndtri(u)), dtype=np.float64)
        case _:
            return triangular(low, value, high, u)


def triangular(low: float | Draws, value: float | Draws, high: float | Draws, u: Draws) -> Draws:
    """The values below which the shares ``u`` of a triangle lie; of several triangles at once, one for each column."""
    width = high - low
    below = u * width < value - low
    rising = low + np.sqrt(u * width * (value - low))
    falling = high - np.sqrt((1 - u) * width * (high - value))
    return np.where(below, rising, falling)


def _off_centre(distribution: Distribution, low: float, value: float, high: float) -> float:
    """How far a value lies from the middle, of the width; NaN where there is no middle."""
    if distribution is Distribution.LOGNORMAL:
        return abs(log(value) - (log(low) + log(high)) / 2) / (log(high) - log(low)) if low > 0 else nan
    return abs(value - (low + high) / 2) / (high - low)


def _middle(distribution: Distribution, low: float, high: float) -> float | None:
    """Where the value of a distribution has to lie; None where it may lie anywhere."""
    match distribution:
        case Distribution.NORMAL:
            return (low + high) / 2
        case Distribution.LOGNORMAL:
            return sqrt(low * high) if low > 0 else nan
        case _:
            return None


def generator_of(seed: int, key: str) -> np.random.Generator:
    """A stream of random numbers of an input's own: another input more or less changes nothing in it."""
    return np.random.default_rng([seed, crc32(key.encode())])
