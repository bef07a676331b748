"""How sure a mean over items and people is, where both are only some of many: both are drawn again.

Rows that share a person are not independent, and rows that share an item are not. With items alone drawn again an
interval speaks of these very people; the next city's, or the next year's, are others.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]

Statistic = Callable[[Floats], Floats]
"""From weights of items or of people, shape (draws, n), to values, (draws, k)."""

FEW_PEOPLE = 5
"""With fewer, how people differ is a guess from two to four of them: it is said wherever the number is shown."""

DRAWS = 1000


@dataclass(frozen=True)
class Spread:
    """Standard errors of one or more values, and how well they are known."""

    error: Floats
    """Of other items and other people, shape (k,)."""
    freedom: int
    here: Floats
    """Of other items with these very people, shape (k,)."""
    here_freedom: int

    def half_width(self, level: float = 0.95) -> Floats:
        """Of intervals with Student's t, for other items and other people."""
        return np.asarray(self.error * special.stdtrit(self.freedom, (1 + level) / 2), dtype=np.float64)

    def half_width_here(self, level: float = 0.95) -> Floats:
        """The same for other items and these people."""
        return np.asarray(self.here * special.stdtrit(self.here_freedom, (1 + level) / 2), dtype=np.float64)


def spread(
    by_items: Statistic,
    by_people: Statistic,
    items: int,
    people: int,
    *,
    fitted: int = 0,
    draws: int = DRAWS,
    seed: int = 0,
) -> Spread:
    """Items are drawn again, and so are people; the larger variance counts.

    Each contains the noise of single times, so adding them up would count it twice, as would drawing both at once (the
    pigeonhole bootstrap counts it three times: Owen 2007, Annals of Applied Statistics 1:386). Drawn apart, each can
    leave aside what belongs to the other: how quick people are while items are drawn, how long items are while people
    are. A variance is set right for the units that its draws are made of, n / (n - 1), and that of
    items for what was ``fitted`` to them. Degrees of freedom are those of
    people or of items, whichever are fewer. What that gives, ``benchmarks/timing_coverage.py`` simulates.

    Draws in which a statistic is not defined (nobody drawn has worked in one of the arms) are left out.

    Raises:
        ValueError: fewer than two items or people, or hardly any draw in which a statistic is defined.
    """
    random = np.random.default_rng(seed)
    of_items, of_people = weights_of(items, draws, random), weights_of(people, draws, random)
    return spread_of(by_items(of_items), by_people(of_people), items, people, fitted=fitted)


def weights_of(units: int, draws: int, random: np.random.Generator) -> Floats:
    """How often each unit is drawn, shape (draws, units)."""
    return random.multinomial(units, np.full(units, 1 / units), size=draws).astype(np.float64)


def spread_of(by_items: Floats, by_people: Floats, items: int, people: int, *, fitted: int = 0) -> Spread:
    """The same from values that were drawn before, shape (draws, k) each.

    Raises:
        ValueError: as for :func:`spread`.
    """
    if items - fitted < 2 or people < 2:
        raise ValueError(f"{items} items and {people} people cannot be drawn again")
    of_items = _variance(by_items, items, items - 1 - fitted)
    of_people = _variance(by_people, people, people - 1)
    freedom = min(items, people) - 1
    return Spread(np.sqrt(np.maximum(of_items, of_people)), freedom, np.sqrt(of_items), items - 1 - fitted)


def _variance(values: Floats, units: int, freedom: int) -> Floats:
    defined = values[np.isfinite(values).all(axis=1)]
    if len(defined) < 20:
        raise ValueError("a statistic is hardly ever defined")
    return np.asarray(defined.var(axis=0) * units / freedom, dtype=np.float64)
