"""Which tasks gain most, and how sure their order is."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Draws = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Place:
    """A task's place among those that were compared, 1 being the one that gains most."""

    expected: int
    """By what each gains on average over the draws."""
    low: int
    high: int
    """Bounds of the middle share of the draws."""
    first: float
    """Share of the draws in which it is among the first ``k``."""


def places(gained: Draws, k: int, level: float = 0.95) -> list[Place]:
    """The place of each task.

    Of equals the one that stands first in the list comes first, so that every draw has every place once.

    Args:
        gained: what each task gains by draw, (draws, tasks).
        k: how many count as the first.
        level: of the bounds.
    """
    if not gained.shape[1]:
        return []
    ranks, on_average = _ranks(gained), _ranks(gained.mean(axis=0)[None, :])[0]
    bounds = np.quantile(ranks, [(1 - level) / 2, (1 + level) / 2], axis=0, method="closest_observation")
    among = (ranks <= k).mean(axis=0)
    return [
        Place(int(rank), min(int(low), int(rank)), max(int(high), int(rank)), float(share))
        for rank, low, high, share in zip(on_average, *bounds, among, strict=True)
    ]


def _ranks(gained: Draws) -> Ranks:
    """From 1, by row; the largest is 1."""
    order = np.argsort(-gained, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, gained.shape[1] + 1)[None, :], axis=1)
    return ranks
