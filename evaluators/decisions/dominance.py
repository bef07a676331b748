"""Which of several options nobody should choose, and what the next better one costs for what it brings more."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class State(StrEnum):
    """How an option stands among the others."""

    FRONTIER = "frontier"
    """The best for somebody, depending on what an effect is worth to them."""
    DOMINATED = "dominated"
    """Another costs no more and brings no less."""
    EXTENDED = "extended"
    """A mixture of two others costs no more and brings more: its next step costs more per effect than the one after
    (extended dominance; Cantor 1994, Medical Decision Making 14:259)."""


@dataclass(frozen=True)
class Standing:
    """One option among the others."""

    option: int
    """Its place in what was given."""
    cost: float
    effect: float
    state: State
    icer: float | None
    """Cost of each further effect against the next cheaper option of the frontier (incremental cost-effectiveness
    ratio); None off the frontier, and for the cheapest, which has nothing to be compared with."""
    against: int | None
    """The option it is compared with."""


def dominance(costs: ArrayLike, effects: ArrayLike) -> tuple[Standing, ...]:
    """Each option's standing, from the cheapest to the dearest.

    >>> [(each.state.value, each.icer) for each in dominance([0, 10, 30], [0, 2, 3])]
    [('frontier', None), ('frontier', 5.0), ('frontier', 20.0)]

    Args:
        costs: of each option, in one unit.
        effects: of each option; more is better, so errors left go in with their sign turned.

    Raises:
        ValueError: not as many effects as costs.
    """
    spent, brought = (np.asarray(each, dtype=np.float64) for each in (costs, effects))
    if spent.shape != brought.shape or spent.ndim != 1:
        raise ValueError("as many costs as effects are needed")
    order = sorted(range(len(spent)), key=lambda option: (spent[option], -brought[option], option))
    states = dict.fromkeys(order, State.FRONTIER)
    hull: list[int] = []
    for option in order:
        if hull and brought[option] <= brought[hull[-1]]:
            states[option] = State.DOMINATED
            continue
        while len(hull) > 1 and _icer(spent, brought, hull[-1], option) <= _icer(spent, brought, hull[-2], hull[-1]):
            states[hull.pop()] = State.EXTENDED
        hull.append(option)
    before = dict(zip(hull[1:], hull, strict=False))
    return tuple(
        Standing(
            option=option,
            cost=float(spent[option]),
            effect=float(brought[option]),
            state=states[option],
            icer=_icer(spent, brought, before[option], option) if option in before else None,
            against=before.get(option),
        )
        for option in order
    )


def _icer(spent: Floats, brought: Floats, cheaper: int, dearer: int) -> float:
    return float((spent[dearer] - spent[cheaper]) / (brought[dearer] - brought[cheaper]))
