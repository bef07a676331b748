"""How far the confidence of an engine can be believed: does it rise with being right, is 0.9 right nine times in ten?

All functions take arrays with one entry a field: ``confidence`` from 0 to 1, ``right`` (0 or 1) and the number of its
cluster (:mod:`evaluators.clusters`), and depend on no order of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from evaluators.intervals import FEW_DOCUMENTS, Interval, clustered_proportion

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)
"""Bins of the reliability curve, the last one closed. Finer towards 1, where engines put most of what they read and
where it is decided what may pass."""

FEW_ERRORS = 20
"""With fewer errors (or fewer right) nothing is drawn or fitted: a logistic curve has two parameters, each of which
asks for ten events (Peduzzi et al. 1996, J Clin Epidemiol 49:1373). They have to stand in ``FEW_DOCUMENTS`` clusters,
too."""


@dataclass(frozen=True)
class Bin:
    """One bin of a reliability curve."""

    low: float
    high: float
    n: int
    confidence: float
    """Mean of the confidences in it."""
    right: int
    clusters: int
    interval: Interval
    """Of the share right, with clusters as units."""

    @property
    def rate(self) -> float:
        """Share right."""
        return self.right / self.n


@dataclass(frozen=True)
class Estimate:
    """A number and how sure it is."""

    value: float
    interval: Interval


@dataclass(frozen=True)
class Calibration:
    """What confidences are worth, over everything or of one type of field."""

    engine: str
    type: str
    """Empty: all types."""
    n: int
    """Fields with a confidence."""
    without: int
    """Fields without one, which no number here is about."""
    errors: int
    clusters: int
    few: bool
    """Too few errors, or too few right: there is neither curve nor number."""
    bins: tuple[Bin, ...] = ()
    ece: Estimate | None = None
    """Mean distance between confidence and share right over bins, by fields."""
    brier: Estimate | None = None
    """Mean square of confidence minus right."""
    auroc: Estimate | None = None
    """Chance that of a right and a wrong field the right one has the higher confidence; ties count half."""
    pool: str = ""
    """What the recalibration was fitted on: ``type``, ``class`` or ``engine``; empty where there is none."""
    method: str = ""
    """``isotonic`` or ``logistic``."""
    ece_after: Estimate | None = None
    """The same, of confidences recalibrated on other documents."""
    brier_after: Estimate | None = None


def few(right: Floats, clusters: Codes) -> bool:
    """Whether too few fields are wrong, or right, or they stand in too few clusters, for anything to be seen."""
    wrong = right == 0
    return any(
        np.count_nonzero(kind) < FEW_ERRORS or len(np.unique(clusters[kind])) < FEW_DOCUMENTS
        for kind in (wrong, ~wrong)
    )


def reliability(
    confidence: Floats, right: Floats, clusters: Codes, edges: Sequence[float] = EDGES, level: float = 0.95
) -> tuple[Bin, ...]:
    """The share right by confidence, in bins ``low <= confidence < high``; empty bins are left out."""
    place = bin_of(confidence, edges)
    found = []
    for number in np.unique(place):
        inside = place == number
        _names, code = np.unique(clusters[inside], return_inverse=True)
        hits, sizes = (np.bincount(code, of).astype(np.float64) for of in (right[inside], np.ones(len(code))))
        found.append(
            Bin(
                low=float(edges[number]),
                high=float(edges[number + 1]),
                n=int(inside.sum()),
                # Sorted, so that the last digit does not hang on the order of rows.
                confidence=float(np.sort(confidence[inside]).mean()),
                right=int(right[inside].sum()),
                clusters=len(sizes),
                interval=clustered_proportion(hits, sizes, level),
            )
        )
    return tuple(found)


def bin_of(confidence: Floats, edges: Sequence[float] = EDGES) -> Codes:
    """The number of the bin in which each confidence lies."""
    return np.clip(np.searchsorted(np.asarray(edges), confidence, side="right") - 1, 0, len(edges) - 2)


def calibration_errors(bins: Sequence[Bin]) -> tuple[float, float, float]:
    """Expected calibration error over bins, as mean distance (L1), root mean square (L2) and largest distance."""
    weights = np.array([each.n for each in bins], dtype=np.float64)
    weights /= weights.sum()
    gaps = np.array([abs(each.rate - each.confidence) for each in bins])
    return float(weights @ gaps), float(np.sqrt(weights @ gaps**2)), float(gaps.max())


def brier(confidence: Floats, right: Floats) -> float:
    """Mean square of confidence minus right."""
    return float(np.sort((confidence - right) ** 2).mean())


def auroc(confidence: Floats, right: Floats) -> float | None:
    """Area under the ROC curve, ties counting half; None where all are right or all are wrong."""
    return None if len(np.unique(right)) < 2 else float(roc_auc_score(right, confidence))
