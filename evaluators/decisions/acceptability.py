"""How probable it is that each option is the best, given what is not known."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.typing import ArrayLike

from evaluators.decisions.discounting import Draws
from evaluators.intervals import wilson


@dataclass(frozen=True)
class Share:
    """A share of draws, and how far it would move with others."""

    value: float
    low: float
    high: float
    """Interval of the computation alone: what is uncertain about the city is in the share itself."""
    draws: int


def share_above(net: Draws, threshold: float = 0.0, level: float = 0.95) -> Share:
    """In which share of the draws the net effect is above a threshold: the probability that it pays.

    Raises:
        ValueError: there is no draw.
    """
    return share_of(int(np.count_nonzero(net > threshold)), len(net), level)


def share_of(count: int, draws: int, level: float = 0.95) -> Share:
    """The share that so many draws of all are."""
    interval = wilson(count, draws, level)
    return Share(count / draws, interval.low, interval.high, draws)


def acceptability(net: Draws) -> Draws:
    """Share of the draws in which each option has the highest net effect; they sum to 1.

    Of options that are equal in a draw the first is taken: nothing new is chosen for nothing.

    Args:
        net: shape (draws, options).
    """
    best = np.argmax(net, axis=1)
    return np.bincount(best, minlength=net.shape[1]) / len(net)


@dataclass(frozen=True)
class Curve:
    """Acceptability over what something is worth (cost-effectiveness acceptability curve and frontier)."""

    values: Draws
    """What an hour (or whatever is varied) is worth."""
    shares: Draws
    """Probability that an option is the best, shape (values, options)."""
    best: npt.NDArray[np.int64]
    """The option with the highest expected net effect, shape (values,). It is the one to choose, and need not be the
    one that is most often the best (Fenwick, Claxton & Sculpher 2001, Health Economics 10:779)."""

    @property
    def frontier(self) -> Draws:
        """Probability that the option to choose is the best, shape (values,)."""
        return np.asarray(self.shares[np.arange(len(self.values)), self.best])

    @property
    def switches(self) -> tuple[float, ...]:
        """The values from which another option is the one to choose."""
        return tuple(float(value) for value in self.values[1:][self.best[1:] != self.best[:-1]])


def curve(net: Callable[[float], Draws], values: ArrayLike) -> Curve:
    """Acceptability at each of some values.

    Args:
        net: from a value to the net effect, shape (draws, options); the same draws for every value.
        values: in rising order.
    """
    at = np.asarray(values, dtype=np.float64)
    effects = [net(float(value)) for value in at]
    return Curve(
        at,
        np.array([acceptability(each) for each in effects]),
        np.array([int(np.argmax(each.mean(axis=0))) for each in effects]),
    )
