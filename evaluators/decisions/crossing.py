"""From which value of one input on it pays, with everything else as it is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.optimize import brentq

STEPS = 64
"""Equal steps in which a range is looked through for where it begins to pay."""


class Pays(StrEnum):
    """Where in a range it pays."""

    ABOVE = "above"
    """From the value found up to the next one, if there is one."""
    BELOW = "below"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True)
class Crossing:
    """The first value at which the net effect passes 0."""

    value: float | None
    pays: Pays
    others: int = 0
    """How many further ones the range holds; 0 wherever the effect only rises, or only falls."""


def crossing(f: Callable[[float], float], low: float, high: float, steps: int = STEPS) -> Crossing:
    """Where a net effect passes 0 between ``low`` and ``high``, to about twelve digits.

    >>> crossing(lambda forms: forms * 0.5 - 20, 0, 1000)
    Crossing(value=40.0, pays=<Pays.ABOVE: 'above'>, others=0)

    Args:
        f: the net effect at a value of the input; above 0 it pays. It need not rise all along the range.
        low: the least value that makes sense.
        high: the largest.
        steps: in which the range is looked through. Two crossings within one step are not seen.

    Raises:
        ValueError: the range is empty or has no end.
    """
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise ValueError(f"nothing lies between {low} and {high}")
    places = np.linspace(low, high, steps + 1)
    above = np.array([f(float(place)) for place in places]) > 0
    changes = np.flatnonzero(above[1:] != above[:-1])
    if not len(changes):
        return Crossing(None, Pays.ALWAYS if above[0] else Pays.NEVER)
    at = changes[0]
    value = brentq(lambda place: float(f(float(place))), places[at], places[at + 1], xtol=1e-300, rtol=1e-12)
    return Crossing(float(value), Pays.BELOW if above[at] else Pays.ABOVE, len(changes) - 1)
