"""How sure the numbers that sum up confidences are, with clusters of fields as what was sampled."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from evaluators.calibration import EDGES, Codes, Estimate, Floats, auroc, bin_of, brier, calibration_errors, reliability
from evaluators.intervals import Interval, expanded_tail
from evaluators.resampling import resampled_sums

BOOTSTRAP, OBUCHOWSKI = "document-bootstrap", "obuchowski"


@dataclass(frozen=True)
class Judged:
    """Fields whose confidences are summed up; clusters are numbers from 0."""

    confidence: Floats
    right: Floats
    clusters: Codes

    def in_order(self) -> "Judged":
        """The same in an order of their own, so that no sum of floats hangs on that of the rows."""
        order = np.lexsort((self.right, self.confidence, self.clusters))
        return Judged(self.confidence[order], self.right[order], self.clusters[order])


@dataclass(frozen=True)
class Summary:
    """What confidences come to."""

    error: Estimate
    """Expected calibration error."""
    brier: Estimate


def summaries(parts: Sequence[Judged], clusters: int, level: float, resamples: int, seed: int) -> list[Summary]:
    """Calibration error and Brier's score of each part, with intervals from draws of clusters that serve all parts.

    Expanded percentiles, as in :func:`evaluators.intervals.clustered_ratio`. What is drawn has chance in it twice, so
    that calibration errors of draws lie above that of the batch: the interval leans upwards.

    Args:
        parts: fields of one engine, in two clusters at least.
        clusters: so many there are; a part may lie in some of them.
        level: of the intervals.
        resamples: draws.
        seed: the same one gives the same intervals.
    """
    if not parts:
        return []
    parts = [part.in_order() for part in parts]
    columns = [_columns(part, clusters) for part in parts]
    alike = np.ones(clusters, dtype=np.int64)
    drawn = resampled_sums(np.column_stack(columns), alike, resamples, np.random.default_rng(seed))
    found, begin = [], 0
    for part, own in zip(parts, columns, strict=True):
        sums = drawn[:, begin : begin + own.shape[1]].T
        begin += own.shape[1]
        tail = expanded_tail(len(np.unique(part.clusters)), level)
        found.append(_summary(part, sums, tail))
    return found


def _columns(part: Judged, clusters: int) -> Floats:
    """Of each cluster the fields and the squares, then for each bin that holds anything the sum of distances."""
    place, apart = bin_of(part.confidence, EDGES), part.confidence - part.right
    columns = [np.bincount(part.clusters, None, clusters), np.bincount(part.clusters, apart**2, clusters)]
    for number in np.unique(place):
        inside = place == number
        columns.append(np.bincount(part.clusters[inside], apart[inside], clusters))
    return np.column_stack(columns).astype(np.float64)


def _summary(part: Judged, sums: Floats, tail: float) -> Summary:
    some = sums[0] > 0
    fields, squares, apart = sums[0, some], sums[1, some], sums[2:, some]
    error = calibration_errors(reliability(part.confidence, part.right, part.clusters))[0]
    return Summary(
        error=_estimate(error, np.abs(apart).sum(axis=0) / fields, tail),
        brier=_estimate(brier(part.confidence, part.right), squares / fields, tail),
    )


def _estimate(value: float, drawn: Floats, tail: float) -> Estimate:
    low, high = (float(bound) for bound in np.quantile(drawn, [tail, 1 - tail]))
    return Estimate(value, Interval(min(low, value), max(high, value), BOOTSTRAP, None))


def ranked(part: Judged, level: float) -> Estimate | None:
    """The AUROC, its interval by Obuchowski (1997, Biometrics 53:567) for fields that come in clusters.

    The variance is that of each field's own share of won comparisons, summed over clusters, with one factor
    k / (k - 1) for all; the interval is made on the scale of log odds, so that it stays between 0 and 1. None where all
    fields are right or all are wrong; where confidence tells them apart without exception, nothing is known of when it
    would not: 0 .. 1, method ``not-estimable``.
    """
    value = auroc(part.confidence, part.right)
    if value is None:
        return None
    part = part.in_order()
    right = part.right == 1
    own = (
        _won(part.confidence[right], part.confidence[~right]),
        1 - _won(part.confidence[~right], part.confidence[right]),
    )
    clusters = int(part.clusters.max()) + 1
    sums = [
        np.bincount(part.clusters[mine], of - value, clusters) for mine, of in zip((right, ~right), own, strict=True)
    ]
    n, m = int(right.sum()), int((~right).sum())
    k = len(np.unique(part.clusters))
    error = math.sqrt(k / max(1, k - 1)) * float(np.linalg.norm(sums[0] / n + sums[1] / m))
    if not 0 < value < 1:
        return Estimate(value, Interval(0.0, 1.0, "not-estimable", None))
    half = float(special.ndtri((1 + level) / 2)) * error / (value * (1 - value))
    low, high = (float(special.expit(special.logit(value) + sign * half)) for sign in (-1, 1))
    return Estimate(value, Interval(min(low, value), max(high, value), OBUCHOWSKI, None))


def _won(mine: Floats, others: Floats) -> Floats:
    """For each of mine the share of others that lie below it, ties counting half."""
    ranks = stats.rankdata(np.concatenate([mine, others]))[: len(mine)]
    return np.asarray((ranks - stats.rankdata(mine)) / len(others))
