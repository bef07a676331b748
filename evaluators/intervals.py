"""Intervals for rates. Where errors cluster in documents, documents are what is resampled, never characters.

Two documents hardly ever have independent fields: a faint scan spoils all of one. Intervals that count fields as
independent come out too narrow by the square root of the design effect 1 + (fields per document - 1) * ICC.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from evaluators.resampling import resampled_sums

Floats = NDArray[np.float64]

FEW_DOCUMENTS = 5
"""With errors (or anything right) in fewer documents than this, how errors cluster cannot be estimated.

``benchmarks/interval_coverage.py`` simulates what this rule and the degrees of freedom of
:func:`clustered_proportion` give; docs/statistics.md has its table.
"""


@dataclass(frozen=True)
class Interval:
    """A confidence interval, how it was made, and the number of independent trials that it amounts to.

    ``effective_n`` is None where the method has no such number.
    """

    low: float
    high: float
    method: str
    effective_n: float | None


def wilson(successes: float, n: float, level: float = 0.95) -> Interval:
    """Wilson's score interval for a proportion of independent trials (Wilson 1927, JASA 22:209).

    Raises:
        ValueError: no trial, successes outside 0..n, or a level outside 0..1.
    """
    _check(successes, n, level)
    z = float(special.ndtri((1 + level) / 2))
    centre = (successes + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(successes * (n - successes) / n + z * z / 4)
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return Interval(low, high, "wilson", float(n))


def clopper_pearson(successes: float, n: float, level: float = 0.95) -> Interval:
    """The exact interval for a proportion of independent trials (Clopper & Pearson 1934, Biometrika 26:404).

    Both arguments may be fractions, as an effective sample size is: the bounds are quantiles of the beta
    distribution.

    Raises:
        ValueError: no trial, successes outside 0..n, or a level outside 0..1.
    """
    _check(successes, n, level)
    tail = (1 - level) / 2
    rate = successes / n
    low = 0.0 if successes == 0 else float(special.betaincinv(successes, n - successes + 1, tail))
    high = 1.0 if successes == n else float(special.betainccinv(successes + 1, n - successes, tail))
    # The quantiles are good to some 1e-12, which matters only where hardly anything succeeds or fails.
    return Interval(min(low, rate), max(high, rate), "clopper-pearson", float(n))


def clustered_proportion(
    right: Sequence[float] | Floats, total: Sequence[float] | Floats, level: float = 0.95
) -> Interval:
    """Interval for the rate of fields right, sum(right) / sum(total), where fields cluster in documents.

    ``right`` and ``total`` have one entry a document. The variance of the rate is that of a ratio estimator with
    documents as units (linearised); it gives an effective number of fields, never more than the true one, which is
    made smaller for the degrees of freedom of few documents and goes into Clopper–Pearson: method
    ``korn-graubard`` (Korn & Graubard 1998, Survey Methodology 24:193). Degrees of freedom are one less than the
    documents that hold an error, or than those that hold anything right where these are fewer: where most documents
    hold no error, they add next to nothing to what is known of the variance. Counted as all documents less one, 95 %
    intervals held the rate in as few as .92 of simulated batches (300 documents of 5 to 40 fields, .995, ICC .2).

    That needs errors in several documents. With fewer than ``FEW_DOCUMENTS`` documents that hold an error, or that
    hold anything right, with no variance, or with a single field in every document, the document is the unit as if
    all its fields stood and fell together: method ``clopper-pearson-documents``. Its n is the number of documents,
    or, where they are of different size, that of equal documents which would weigh as much (Kish 1965:
    sum(total)² / sum(total²)). This is the widest interval that clustering can ask for.
    So an error on one more document, the fifth, may narrow the interval: what it shows of clustering weighs more than
    the error itself.

    Raises:
        ValueError: no document has a field, or an entry of ``right`` is negative or above its total,
            or the level lies outside 0..1.
    """
    _check_level(level)
    hits, sizes = per_document(right, total)
    if np.any(hits > sizes):
        raise ValueError("a document has more fields right than fields")
    n, documents = float(sizes.sum()), len(sizes)
    rate = float(hits.sum()) / n
    telling = telling_documents(hits, sizes)
    variance = linearised_variance(hits, sizes)
    if telling < FEW_DOCUMENTS or documents == n or variance is None:
        return _by_documents(rate, sizes, level)
    tail = (1 + level) / 2
    freedom = float(special.stdtrit(n - 1, tail) / special.stdtrit(telling - 1, tail)) ** 2
    effective = min(n, rate * (1 - rate) / variance) * freedom
    exact = clopper_pearson(rate * effective, effective, level)
    return Interval(exact.low, exact.high, "korn-graubard", effective)


def telling_documents(hits: Floats, sizes: Floats) -> int:
    """Documents that hold an error, or those that hold anything right where these are fewer."""
    return int(min(np.count_nonzero(hits < sizes), np.count_nonzero(hits > 0)))


def linearised_variance(hits: Floats, sizes: Floats) -> float | None:
    """The variance of sum(hits) / sum(sizes) as that of a ratio of document sums; None where all residuals are 0.

    Of a single document nothing is known either: None.
    """
    n, documents = float(sizes.sum()), len(sizes)
    residuals = hits - hits.sum() / n * sizes
    # A residual of rounding alone is no variance.
    if documents < 2 or np.abs(residuals).max() < 1e-9:
        return None
    return documents / (documents - 1) * float(residuals @ residuals) / n**2


def clustered_ratio(
    numerators: Sequence[float] | Floats,
    denominators: Sequence[float] | Floats,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> Interval:
    """Interval for sum(numerators) / sum(denominators), a rate that may exceed 1, such as the CER.

    One entry a document. Documents are drawn with replacement ``resamples`` times, and the interval lies between
    percentiles of the rates, a little further out than the level says because percentiles of few documents lie too
    close (Hesterberg 2015, The American Statistician 69:371, "expanded percentile"): method ``document-bootstrap``.
    A draw with nothing in its denominator has no rate and is left out. The same input and seed give the same
    interval, in whatever order the documents stand.

    Percentiles are too narrow for skewed rates: simulated with 10 to 200 documents of 60 to 140 characters and rates
    of .01 to .1, 95 % intervals held the rate in .91 to .95 of cases where 40 documents or more held an error, and in
    .88 to .94 where fewer did.

    Where fewer than ``FEW_DOCUMENTS`` documents hold an error, draws cannot know of the others that might, and the
    document is the unit as in :func:`clustered_proportion`: method ``clopper-pearson-documents``; without any error
    this is 0 .. 1 - (α/2)^(1/documents). So it is where fewer hold anything right, and where all have the same rate,
    which draws would take for certainty. It needs at most as many errors as characters in every document; else the
    draws have to do, unless there are fewer than ``FEW_DOCUMENTS`` at all. These, and one single document with
    errors, say nothing about others: 0 .. max(1, rate), method ``not-estimable``.

    Raises:
        ValueError: the denominators sum to 0, an entry is negative, ``resamples`` is below 20, or the level
            lies outside 0..1.
    """
    return clustered_ratios([(numerators, denominators)], level, resamples, seed)[0]


def clustered_ratios(
    ratios: Sequence[tuple[ArrayLike, ArrayLike]], level: float = 0.95, resamples: int = 2000, seed: int = 0
) -> list[Interval]:
    """The same for many ratios of one batch: numerators and denominators of each, one entry a document in all of them.

    One set of draws serves all ratios that count something in the same documents: of 10,000 documents it is the draws
    that take long, not the sums. A draw is then of documents that are alike in all of these ratios, so that an
    interval may differ by chance from that of its ratio alone.

    Raises:
        ValueError: as for :func:`clustered_ratio`.
    """
    _check_level(level)
    if resamples < 20:
        raise ValueError(f"{resamples} resamples are too few for percentiles")
    found: dict[int, Interval] = {}
    drawn: dict[bytes, list[int]] = {}
    sums = [per_document(*ratio) for ratio in ratios]
    for place, (errors, sizes) in enumerate(sums):
        interval = _without_draws(errors, sizes, level)
        if interval is None:
            numerators, denominators = (np.asarray(side) for side in ratios[place])
            drawn.setdefault(((numerators > 0) | (denominators > 0)).tobytes(), []).append(place)
        else:
            found[place] = interval
    for places in drawn.values():
        rates = _resampled_rates([sums[place] for place in places], resamples, seed)
        found |= {place: _expanded(*sums[place], each, level) for place, each in zip(places, rates, strict=True)}
    return [found[place] for place in range(len(ratios))]


def _without_draws(errors: Floats, sizes: Floats, level: float) -> Interval | None:
    """The interval of a ratio where draws would say nothing."""
    rate = float(errors.sum() / sizes.sum())
    if len(sizes) == 1 and rate > 0:
        return Interval(0.0, max(1.0, rate), "not-estimable", None)
    if np.all(errors <= sizes) and (
        telling_documents(errors, sizes) < FEW_DOCUMENTS or linearised_variance(errors, sizes) is None
    ):
        return _by_documents(rate, sizes, level)
    if len(sizes) < FEW_DOCUMENTS:
        return Interval(0.0, max(1.0, rate), "not-estimable", None)
    return None


def _resampled_rates(ratios: Sequence[tuple[Floats, Floats]], resamples: int, seed: int) -> Iterator[Floats]:
    """Rates in draws of documents, ratio by ratio. Documents that are alike are drawn together, which has no order."""
    columns = np.column_stack([side for ratio in ratios for side in ratio])
    rows, alike = np.unique(columns, axis=0, return_counts=True)
    drawn = resampled_sums(rows, alike, resamples, np.random.default_rng(seed))
    for errors, sizes in zip(drawn[:, ::2].T, drawn[:, 1::2].T, strict=True):
        some = sizes > 0
        yield errors[some] / sizes[some]


def _expanded(errors: Floats, sizes: Floats, rates: Floats, level: float) -> Interval:
    rate, tail = float(errors.sum() / sizes.sum()), expanded_tail(len(sizes), level)
    low, high = (float(bound) for bound in np.quantile(rates, [tail, 1 - tail]))
    return Interval(min(low, rate), max(high, rate), "document-bootstrap", None)


def expanded_tail(documents: int, level: float) -> float:
    """The share of draws beyond either bound: less than (1 - level) / 2, the more so the fewer documents there are."""
    expanded = math.sqrt(documents / (documents - 1)) * special.stdtrit(documents - 1, (1 + level) / 2)
    return float(special.ndtr(-expanded))


def _by_documents(rate: float, sizes: Floats, level: float) -> Interval:
    effective = float(sizes.sum()) ** 2 / float(sizes @ sizes)
    exact = clopper_pearson(rate * effective, effective, level)
    return Interval(exact.low, exact.high, "clopper-pearson-documents", effective)


def per_document(counts: ArrayLike, sizes: ArrayLike) -> tuple[Floats, Floats]:
    """Both as arrays of floats, without the documents that have nothing to count."""
    a, b = np.asarray(counts, dtype=np.float64), np.asarray(sizes, dtype=np.float64)
    if a.shape != b.shape or a.ndim != 1:
        raise ValueError(f"one entry a document is needed, got shapes {a.shape} and {b.shape}")
    if not (np.all(a >= 0) and np.all(b >= 0)):
        raise ValueError("counts are at least 0")
    if b.sum() == 0:
        raise ValueError("there is nothing to take a rate of")
    counted = (a > 0) | (b > 0)
    return a[counted], b[counted]


def _check(successes: float, n: float, level: float) -> None:
    if not n > 0:
        raise ValueError("there is no trial")
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no proportion")
    _check_level(level)


def _check_level(level: float) -> None:
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not at {level}")
