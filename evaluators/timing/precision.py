"""How many items and people a study needs for an interval of some width, from how much times scatter."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from evaluators.timing.effects import effects

MOST_PEOPLE = 1000
INTERVAL_NOISE = 1.6
"""Times that the variance of noise is in intervals of :func:`evaluators.timing.paired.paired`, since sizes of items
are known from few times. Found by simulation (``benchmarks/timing_coverage.py``), and tested against its table."""


@dataclass(frozen=True)
class Scatter:
    """How much times scatter, as standard deviations of logarithms (0.25: about a quarter)."""

    within: float
    """Of one person's times of equally long items, in one way of working."""
    between: float
    """Of people's own logarithms of the ratio of both ways: how differently AI suits them."""
    items: float = 0.0
    """Of items: how unequal they are. A share of a sum rests on the long ones."""
    people: float = 0.0
    """Of people: how quick they are as such. It cancels but for who happens to get the long items."""

    @property
    def noise(self) -> float:
        """The variance that each item adds, in both ways of working.

        Unequal items count for fewer: by the factor exp(items²) of lognormal sizes (Kish 1965).
        """
        unequal = math.exp(self.items**2)
        return 2 * (self.within**2 * unequal + self.people**2 * (unequal - 1))


@dataclass(frozen=True)
class Plan:
    """A study of so many, and the interval that it is expected to give."""

    items: int
    people: int
    half_width: float
    """Of the share saved, in the middle of the scale of shares."""


def expected_half_width(
    items: int, people: int, scatter: Scatter, share: float, repeats: int = 1, level: float = 0.95
) -> float:
    """Half the width of the interval of the share saved, if it comes out as ``share`` in a balanced crossover.

    Every item is done in both ways by different people, every person works in both ways alike: how long items are and
    how quick people are cancels. The variance of the logarithm of the ratio that is left is ``between``² / people +
    ``noise`` / (items · repeats).

    Raises:
        ValueError: fewer than two items or people.
    """
    if min(items, people) < 2:
        raise ValueError("one item or one person has no spread")
    t = float(special.stdtrit(min(items, people) - 1, (1 + level) / 2))
    variance = scatter.between**2 / people + INTERVAL_NOISE * scatter.noise / (items * repeats)
    return (1 - share) * math.sinh(t * math.sqrt(variance))


def items_needed(
    half_width: float, people: int, scatter: Scatter, share: float, repeats: int = 1, level: float = 0.95
) -> Plan | None:
    """The fewest items for an interval no wider than ``share`` ± ``half_width`` with so many people.

    None where no number of items is enough, since so few people differ too much: then people are needed.

    Raises:
        ValueError: fewer than two people, or a half-width, share or spread that none can be.
    """
    if people < 2 or half_width <= 0 or share >= 1 or min(scatter.within, scatter.between) < 0:
        raise ValueError("two people, a width above 0, a share below 1 and spreads of at least 0 are needed")
    t = float(special.stdtrit(people - 1, (1 + level) / 2))
    room = (math.asinh(half_width / (1 - share)) / t) ** 2 - scatter.between**2 / people
    if room <= 0:
        return None
    # With fewer items than people, items would set the degrees of freedom.
    found = max(people, math.ceil(INTERVAL_NOISE * scatter.noise / (repeats * room) - 1e-9))
    return Plan(found, people, expected_half_width(found, people, scatter, share, repeats, level))


def people_needed(half_width: float, scatter: Scatter, share: float, level: float = 0.95) -> int | None:
    """The fewest people with whom some number of items is enough; None beyond ``MOST_PEOPLE``."""
    for people in range(2, MOST_PEOPLE + 1):
        if items_needed(half_width, people, scatter, share, level=level) is not None:
            return people
    return None


def scatter_of(timings: pd.DataFrame, reference: str, arm: str) -> Scatter:
    """How much times scattered in a study that is over, for the next one.

    ``between`` holds the noise of single times too, so it comes out high where people did few items; it is 0 where
    fewer than two people worked in both ways.

    Args:
        timings: columns of ``timing.frames.TIMINGS``.
        reference: the way compared with.
        arm: the other way.
    """
    rows = timings[timings["method"].isin([reference, arm])]
    cells = rows["worker"] + "|" + rows["method"]
    found = effects(rows, {"cell": cells})
    factor = np.log(cells.map(found.of["cell"])).groupby([rows["worker"], rows["method"]]).first().unstack()
    ratios = (factor[arm] - factor[reference]).dropna() if {arm, reference} <= {*factor.columns} else pd.Series()
    speeds = effects(rows, {"person": rows["worker"], "method": rows["method"]}).of["person"]
    return Scatter(
        within=found.noise,
        between=float(ratios.std()) if len(ratios) > 1 else 0.0,
        items=float(np.log(found.size).std()) if len(found.size) > 1 else 0.0,
        people=float(np.log(speeds).std()) if len(speeds) > 1 else 0.0,
    )


def observations_needed(times: Sequence[float], margin: float = 0.05, deviations: float = 2.0) -> int:
    """Observations for a mean time within ``margin`` of itself, the usual rule of time study.

    (deviations / margin · √(n Σx² - (Σx)²) / Σx)², rounded up; two deviations are 95.45 %. It is for one person at one
    task over and over; it knows nothing of how people differ.

    >>> observations_needed([7, 6, 7, 7, 6])
    9

    Raises:
        ValueError: no time, or none above 0.
    """
    total = sum(times)
    if total <= 0:
        raise ValueError("times above 0 are needed")
    scatter = len(times) * sum(time * time for time in times) - total**2
    return max(1, math.ceil((deviations / margin) ** 2 * scatter / total**2 - 1e-9))
