"""An upper bound for the share of wrong fields among those that nobody looks at, where errors cluster.

The exact bound of Clopper and Pearson holds for independent fields. Fields of one form stand and fall together, so n
fields are worth n / deff independent ones, deff = 1 + (m - 1) * icc with m fields a cluster. The icc is never taken
from the fields that the bound is of: of few errors it cannot be seen, and a bound that falls when an error is added
would be none. It comes from other fields (those that a rule was chosen on), as an upper limit, and is 1 where they say
nothing.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from evaluators.intervals import FEW_DOCUMENTS

Floats = NDArray[np.float64]

ICC_LEVEL = 0.95
"""One-sided level of the upper limit of the icc."""


@dataclass(frozen=True)
class ClusteringLimit:
    """How far errors cluster at most.

    What a batch shows of it, :class:`evaluators.clustering.SeenClustering`, is too low in half of all batches.
    """

    icc: float
    """Upper limit of the intraclass correlation, 0 to 1."""
    estimated: bool
    """False where errors stand in too few clusters: then the icc is 1, and the cluster is the unit."""


WHOLE = ClusteringLimit(1.0, False)
"""A cluster as if all its fields stood and fell together."""


def clustering_limit(errors: Floats, sizes: Floats) -> ClusteringLimit:
    """The upper limit of the icc from errors and fields of each cluster.

    The variance of the error rate as a ratio estimator over clusters, beside that of independent fields, gives the
    design effect and with it the icc; the jackknife over clusters gives its standard error. With errors, or anything
    right, in fewer than ``FEW_DOCUMENTS`` clusters, or one field in each, nothing is estimated.
    """
    kept = sizes > 0
    e, m = errors[kept].astype(np.float64), sizes[kept].astype(np.float64)
    few = min(np.count_nonzero(e > 0), np.count_nonzero(e < m)) < FEW_DOCUMENTS
    if few or m.max() <= 1:
        return WHOLE
    k, z = len(m), float(special.ndtri(ICC_LEVEL))
    whole = _icc(e.sum(), m.sum(), e @ e, e @ m, m @ m, k)
    left_out = _icc(e.sum() - e, m.sum() - m, e @ e - e * e, e @ m - e * m, m @ m - m * m, k - 1)
    error = math.sqrt((k - 1) / k * float(((left_out - left_out.mean()) ** 2).sum()))
    return ClusteringLimit(float(np.clip(whole + z * error, 0.0, 1.0)), True)


def _icc(e: Floats, m: Floats, ee: Floats, em: Floats, mm: Floats, clusters: int) -> Floats:
    rate = e / m
    squares = ee - 2 * rate * em + rate * rate * mm
    independent = np.maximum(rate * (1 - rate) * m, 1e-12)
    effect = clusters / (clusters - 1) * squares / independent
    return np.asarray((effect - 1) / np.maximum(mm / m - 1, 1e-12))


def design_effect(sizes: Floats, icc: float) -> float:
    """1 + (m - 1) * icc, with m the cluster's size as a field meets it: sum(m²) / sum(m)."""
    kept = sizes[sizes > 0].astype(np.float64)
    return 1 + (float(kept @ kept) / float(kept.sum()) - 1) * icc if len(kept) else 1.0


@dataclass(frozen=True)
class Evidence:
    """Errors among fields, and how many independent fields these are worth."""

    fields: int
    errors: int
    clusters: int
    """Clusters with at least one of the fields."""
    effect: float
    """The design effect."""

    @property
    def effective(self) -> float:
        """Independent fields that they are worth."""
        return self.fields / self.effect

    @property
    def rate(self) -> float | None:
        """Wrong of all; None without a field."""
        return self.errors / self.fields if self.fields else None

    def bound(self, sure: float) -> float:
        """The share of wrong fields that is not exceeded, one-sided, ``sure`` between 0 and 1; 1 without a field."""
        if not self.fields or self.errors == self.fields:
            return 1.0
        k, n = self.errors / self.effect, self.effective
        return max(self.errors / self.fields, float(special.betaincinv(k + 1, n - k, sure)))

    def doubt(self, target: float) -> float:
        """The p-value of "more than ``target`` are wrong": at most 1 - sure just where the bound is at most target."""
        if not self.fields or self.errors == self.fields:
            return 1.0
        k, n = self.errors / self.effect, self.effective
        return float(special.betaincc(k + 1, n - k, target)) if self.errors / self.fields < target else 1.0


def evidence(errors: Floats, sizes: Floats, icc: float) -> Evidence:
    """What errors and fields of each cluster amount to, with an icc known from elsewhere."""
    fields = int(sizes.sum())
    return Evidence(fields, int(errors.sum()), int(np.count_nonzero(sizes)), design_effect(sizes, icc))


def needed(rate: float, target: float, sure: float) -> int | None:
    """Independent fields with so many wrong from which the bound is at most ``target``.

    None where no number is enough, since the rate itself is not below the target.

    >>> needed(0.0, 0.01, 0.95)
    299
    """
    if rate >= target:
        return None

    def enough(n: int) -> bool:
        k = rate * n
        return float(special.betaincinv(k + 1, n - k, sure)) <= target

    high = 1
    while not enough(high):
        high *= 2
        if high > 10**9:
            return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
