"""How long an item is, parted from who worked on it and how: factors of every time."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

SHORTEST_S = 0.001
"""What a time of 0 counts as, where its logarithm is needed."""

SHRINKAGE = 0.25
"""Variance of noise over that of items where it cannot be estimated. Assumed whatever the truth (0.06 to 1.8, in
simulated studies of 20 to 200 items and 3 to 10 people), it left the coverage of intervals as it was."""
LEAST_SHRINKAGE, MOST_SHRINKAGE = 1e-6, 1.0
ENOUGH_FREEDOM = 10
"""Degrees of freedom that the variance of noise needs for an estimate of its share."""


@dataclass(frozen=True)
class Effects:
    """Factors of times; each kind has the geometric mean 1 over rows."""

    size: pd.Series
    """By item."""
    of: Mapping[str, pd.Series]
    """By the name of a kind, the factor of each of its members."""
    residual: Floats
    """Logarithms, one a row: what no factor explains."""


def logarithms(seconds: pd.Series) -> Floats:
    """Of seconds, none of them 0."""
    return np.asarray(np.log(np.maximum(seconds.to_numpy(dtype=np.float64), SHORTEST_S)), dtype=np.float64)


def effects(rows: pd.DataFrame, kinds: Mapping[str, pd.Series]) -> Effects:
    """Factors by least squares on logarithms: seconds = size of the item · factors of other kinds · noise.

    Sizes are shrunk by the variance of noise over that of items, since few times tell them. Where kinds cannot be told
    apart (some people only type, others only correct),
    the smallest factors that explain the times are taken.

    Args:
        rows: item, seconds.
        kinds: by name, the member that each row belongs to, such as its person.
    """
    logs = logarithms(rows["seconds"])
    mean = float(logs.mean())
    codes, items = pd.factorize(rows["item"], sort=True)
    others = [pd.factorize(labels, sort=True) for labels in kinds.values()]
    wanted = logs - mean
    members = np.hstack([np.eye(len(names))[codes_of] for codes_of, names in others])
    shrinkage = _shrinkage(wanted, codes, members, len(rows) - len(items) - members.shape[1] + len(kinds))
    sizes, found = _least_squares(wanted, codes, members, shrinkage)
    ends = np.cumsum([len(names) for _codes, names in others])[:-1]
    factors = [
        pd.Series(np.exp(part - part[of_row].mean()), index=names)
        for part, (of_row, names) in zip(
            [sizes, *np.split(found, ends)], [(codes, items), *others], strict=True
        )
    ]  # fmt: skip
    residual = np.asarray(wanted - sizes[codes] - members @ found, dtype=np.float64)
    return Effects(factors[0], dict(zip(kinds, factors[1:], strict=True)), residual)


def _least_squares(wanted: Floats, codes: Places, members: Floats, shrinkage: float) -> tuple[Floats, Floats]:
    """Sizes by item, and factors by member. Items are eliminated first, each stands alone in the normal equations."""
    weights = np.bincount(codes) + shrinkage
    of_item = np.zeros((len(weights), members.shape[1]))
    np.add.at(of_item, codes, members)
    sums = np.bincount(codes, wanted)
    left = members.T @ members - of_item.T @ (of_item / weights[:, None])
    found = np.linalg.pinv(left, hermitian=True) @ (members.T @ wanted - of_item.T @ (sums / weights))
    return (sums - of_item @ found) / weights, found


def _shrinkage(wanted: Floats, codes: Places, members: Floats, freedom: int) -> float:
    """The variance of noise over that of items, by moments of the fit that shrinks nothing."""
    if freedom < ENOUGH_FREEDOM:
        return SHRINKAGE
    sizes, found = _least_squares(wanted, codes, members, 0.0)
    noise = float(np.square(wanted - sizes[codes] - members @ found).sum()) / freedom
    between = float(sizes.var(ddof=1)) - noise * len(sizes) / len(wanted)
    share = noise / between if between > 0 else MOST_SHRINKAGE
    return min(max(share, LEAST_SHRINKAGE), MOST_SHRINKAGE)
