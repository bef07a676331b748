"""How strongly right and wrong fields cluster in documents: intraclass correlation and design effect.

An interval uses them; they are given beside it, so that what it rests on can be seen, and a next batch be planned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from evaluators.intervals import FEW_DOCUMENTS, linearised_variance, per_document, telling_documents

Floats = NDArray[np.float64]


class Unknown(StrEnum):
    """Why clustering cannot be estimated."""

    NOTHING = "nothing-counted"
    SINGLE = "one-field-a-document"
    """Nothing can cluster: every document counts once."""
    FEW_ERRORS = "errors-in-few-documents"
    """No error, or errors in fewer than ``FEW_DOCUMENTS`` documents."""
    FEW_RIGHT = "right-in-few-documents"
    """Nothing right, or something right in fewer than ``FEW_DOCUMENTS`` documents."""
    ALIKE = "all-documents-alike"
    """The same rate in every document: no variance to estimate anything by."""


@dataclass(frozen=True)
class SeenClustering:
    """Both numbers as a batch shows them, or the reason why there are none.

    An estimate, for people to see and to plan by; what may pass unchecked rests on the upper limit that
    :class:`evaluators.residual.ClusteringLimit` is.
    """

    icc: float | None
    """Correlation of two fields of one document; negative where errors are spread more evenly than by chance."""
    design_effect: float | None
    """Variance of the rate over that of as many independent fields."""
    unknown: Unknown | None


def seen_clustering(right: Sequence[float] | Floats, total: Sequence[float] | Floats) -> SeenClustering:
    """What is known of the clustering of fields right, one entry a document in both.

    ``icc`` is the analysis-of-variance estimator for documents of different size (:func:`anova_icc`);
    ``design_effect`` is the variance that :func:`evaluators.intervals.clustered_proportion` takes, over p(1 - p)/n. By
    the rule of that interval, neither is given where fewer than ``FEW_DOCUMENTS`` documents hold an error, or hold
    anything right.

    Raises:
        ValueError: shapes differ, an entry is negative, or more is right than there is.
    """
    if not np.sum(total) > 0:
        return SeenClustering(None, None, Unknown.NOTHING)
    hits, sizes = per_document(right, total)
    if np.any(hits > sizes):
        raise ValueError("a document has more fields right than fields")
    variance = linearised_variance(hits, sizes)
    unknown = _unknown(hits, sizes, variance)
    if unknown or variance is None:
        return SeenClustering(None, None, unknown)
    n = float(sizes.sum())
    rate = float(hits.sum()) / n
    return SeenClustering(anova_icc(hits, sizes), variance * n / (rate * (1 - rate)), None)


def _unknown(hits: Floats, sizes: Floats, variance: float | None) -> Unknown | None:
    if np.all(sizes == 1):
        return Unknown.SINGLE
    if telling_documents(hits, sizes) < FEW_DOCUMENTS:
        few_errors = np.count_nonzero(hits < sizes) < FEW_DOCUMENTS
        return Unknown.FEW_ERRORS if few_errors else Unknown.FEW_RIGHT
    return Unknown.ALIKE if variance is None else None


def anova_icc(hits: Floats, sizes: Floats) -> float | None:
    """Intraclass correlation of right and wrong by analysis of variance (Ridout et al. 1999, Biometrics 55:137).

    (MSB - MSW) / (MSB + (m - 1) MSW), with m = (n - sum(sizes²)/n) / (documents - 1). None for fewer than two
    documents, where every document has a single field, or where all fields are right or all wrong.
    """
    n, documents = float(sizes.sum()), len(sizes)
    if documents < 2 or n <= documents:
        return None
    rates = hits / sizes
    between = float(sizes @ (rates - hits.sum() / n) ** 2) / (documents - 1)
    within = float(hits @ (1 - rates)) / (n - documents)
    size = (n - float(sizes @ sizes) / n) / (documents - 1)
    spread = between + (size - 1) * within
    # Where hardly any document has a second field, the estimator can leave the range of correlations.
    return max(-1.0, (between - within) / spread) if spread > 0 else None
