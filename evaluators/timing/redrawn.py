"""Mean times in two ways of working as they would be with other items, and as they would be with other people.

When people are drawn again, times stand beside the size of their item, so that who happened to get the long ones is not
taken for a difference of people; and when items are, beside the speed of their person.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluators.intervals import FEW_DOCUMENTS
from evaluators.timing.effects import effects
from evaluators.timing.spread import Statistic

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Redrawn:
    """What the mean seconds an item would be with other items, or with other people."""

    by_items: Statistic
    """From weights of items, shape (draws, items): in the way compared with, and in the other, (draws, 2)."""
    by_people: Statistic
    """The same from weights of people."""
    items: int
    people: int
    fitted: int
    """Speeds of people that were fitted to the same times."""


def redrawn(used: pd.DataFrame, both: pd.DataFrame) -> Redrawn:
    """Of items done in two ways.

    Args:
        used: the rows behind them, as from :func:`evaluators.timing.paired.seconds_by_item`.
        both: by item (index), seconds in the way compared with and in the other.
    """
    # Sizes are free of how each way suits each person, so that people's differences are not taken for those of items.
    sizes_of = effects(used, {"cell": used["worker"] + "|" + used["method"]}).size
    speed_of = effects(used, {"person": used["worker"], "method": used["method"]}).of["person"]
    size = used["item"].map(sizes_of).to_numpy(dtype=np.float64)
    fitted = used["worker"].nunique() - 1
    fitted = fitted if len(both) - fitted > FEW_DOCUMENTS else 0
    speed = used["worker"].map(speed_of).to_numpy(dtype=np.float64) if fitted else 1.0
    seconds = (used["seconds"] / used["times"]).to_numpy(dtype=np.float64)
    # A row's share of its item in its way, so that each item weighs the same whoever and however many did it.
    weight = 1 / used.groupby(["item", "method"])["seconds"].transform("count").to_numpy(dtype=np.float64)
    mean_size = float(sizes_of.reindex(both.index).mean())

    ways = [(used["method"] == way).to_numpy(dtype=np.float64) for way in both.columns]

    def sums(of: Floats, by: str) -> list[Floats]:
        """By item or worker, in their order, the sums in the way compared with, and in the other."""
        codes = pd.factorize(used[by], sort=True)[0]
        return [np.bincount(codes, of * way).astype(np.float64) for way in ways]

    items = sums(seconds / speed, "item")
    people, sizes = sums(seconds, "worker"), sums(size * weight, "worker")

    def by_items(weights: Floats) -> Floats:
        return np.column_stack([weights @ way / len(both) for way in items])

    def by_people(weights: Floats) -> Floats:
        return np.column_stack(
            [weights @ way / (weights @ known) * mean_size for way, known in zip(people, sizes, strict=True)]
        )

    return Redrawn(by_items, by_people, len(both), used["worker"].nunique(), fitted)
