"""Is more verification worth its cost? What measuring n more forms would be worth before deciding."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from evaluators.decisions.discounting import Draws
from evaluators.decisions.information import evpi, known


@dataclass(frozen=True)
class Plan:
    """Sizes of a further survey, what each is worth and costs, and the best of them."""

    sizes: tuple[int, ...]
    worth: tuple[float, ...]
    """Yen: expected value of what it would show (EVSI)."""
    costs: tuple[float, ...]
    best: int | None
    """The size with the highest gain; None: no size is worth its cost, so decide now."""

    @property
    def gains(self) -> tuple[float, ...]:
        """Expected net gain of sampling at each size."""
        return tuple(worth - cost for worth, cost in zip(self.worth, self.costs, strict=True))

    @property
    def gain(self) -> float:
        """Of the best size; 0 where there is none."""
        return 0.0 if self.best is None else self.gains[self.sizes.index(self.best)]


def plan(net: Draws, parameter: Draws, prior: float, cost: Callable[[int], float], sizes: Sequence[int]) -> Plan:
    """Which size of a further survey of an input gains most over what it costs.

    Args:
        net: net effect in yen, shape (draws, options); over the whole horizon, as the decision is.
        parameter: draws of the input that would be observed, shape (draws,), or of several, (draws, inputs).
        prior: observations that today's knowledge of it amounts to. Where forms cluster, one observation is one form.
            Infinite where the input is known exactly.
        cost: yen for so many observations.
        sizes: to compare, in rising order.
    """
    given, most = known(net, parameter), evpi(net)
    worth = tuple(_evsi(given, n, prior, most) for n in sizes)
    costs = tuple(float(cost(n)) for n in sizes)
    gains = [each - cost for each, cost in zip(worth, costs, strict=True)]
    best = int(np.argmax(gains)) if gains else None
    return Plan(tuple(sizes), worth, costs, None if best is None or gains[best] <= 0 else sizes[best])


def _evsi(given: Draws, n: float, prior: float, most: float) -> float:
    """Expected value of ``n`` more observations, for any net effect that depends on the input.

    What is expected at each value of the input (:func:`evaluators.decisions.information.known`) is drawn towards its
    mean until it scatters as means after n observations will: by √(n / (n + prior)). This matches their first two
    moments (Jalal & Alarid-Escudero 2018, Medical Decision Making 38:174; Heath, Manolopoulou & Baio 2018, 38:163), is
    exact where the net effect is linear and the input normal, and lies between 0 and the value of knowing the input.
    """
    if n <= 0 or not np.isfinite(prior):
        return 0.0
    centre = given.mean(axis=0)
    return min(evpi(centre + np.sqrt(n / (n + prior)) * (given - centre)), most)
