"""Whether two that did the same work differ: tests of pairs, and what a batch of this size could have shown.

A pair is a document that both have read. Fields of a document stand and fall together, so the permutation test takes
documents as its units; McNemar's takes fields as independent, which they are not, and is given because it is known.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import fft, special, stats

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

EXACT_CELLS = 20_000_000
"""Work (distinct differences times possible sums) up to which the permutation test is exact."""
DRAWS = 20_000
"""Permutations drawn beyond that."""


@dataclass(frozen=True)
class McNemar:
    """McNemar's test of two that were right or wrong on the same fields (McNemar 1947, Psychometrika 12:153)."""

    only_first: int
    """Fields that the first alone has right."""
    only_second: int
    chi_square: float
    corrected: float
    """Chi-square with Edwards's correction of continuity."""
    p: float
    """Of chi-square, from the corrected one."""
    p_exact: float
    """Two-sided, binomial."""


def mcnemar(only_first: int, only_second: int) -> McNemar:
    """McNemar's test from the fields on which the two differ. Without any the p values are 1.

    >>> round(mcnemar(121, 59).chi_square, 3), round(mcnemar(121, 59).corrected, 3)
    (21.356, 20.672)
    """
    differing = only_first + only_second
    if not differing:
        return McNemar(0, 0, 0.0, 0.0, 1.0, 1.0)
    apart = abs(only_first - only_second)
    corrected = max(apart - 1, 0) ** 2 / differing
    exact = stats.binomtest(min(only_first, only_second), differing).pvalue
    p = float(stats.chi2.sf(corrected, 1))
    return McNemar(only_first, only_second, apart**2 / differing, corrected, p, float(exact))


@dataclass(frozen=True)
class Permutation:
    """How often swapping the two at random within documents gives a difference at least as large."""

    p: float
    exact: bool
    """Whether every possible swap was counted, not a sample of them."""


def permutation_test(differences: Sequence[int] | Integers, seed: int = 0) -> Permutation:
    """Two-sided test that it makes no difference which of the two read a document.

    ``differences`` has one whole number a document: what the second has more of than the first, in fields right or in
    errors. Were the two alike, its sign would be a coin's. All 2^n signs are counted at once: the sum of coin-flipped
    numbers has the characteristic function ∏ cos(kt), whose inverse transform is its distribution, so the test is
    exact for any number of documents; only where that would be too much work (``EXACT_CELLS``) are ``DRAWS``
    permutations drawn, and p is (1 + as large) / (1 + drawn) (Phipson & Smyth 2010, SAGMB 9:39). The order of
    documents changes nothing.

    >>> permutation_test([1, 1, 1, 1, 1, 1]).p  # 2 of 2^6
    0.03125
    """
    given = np.abs(np.asarray(differences, dtype=np.int64))
    observed = abs(int(np.sum(differences)))
    sizes, times = np.unique(given[given > 0], return_counts=True)
    if observed == 0:
        return Permutation(1.0, True)
    most = int(sizes @ times)
    if len(sizes) * most <= EXACT_CELLS:
        return Permutation(_exact(sizes, times, most, observed), True)
    heads = np.random.default_rng(seed).binomial(times, 0.5, size=(DRAWS, len(sizes)))
    sums = np.abs((2 * heads - times) @ sizes)
    return Permutation((1 + int(np.count_nonzero(sums >= observed))) / (1 + DRAWS), False)


def _exact(sizes: Integers, times: Integers, most: int, observed: int) -> float:
    # The sum is -most + 2j with j from 0 to most, so that half the circle holds all of it.
    cells = fft.next_fast_len(most + 1, real=True)
    angles = math.pi * np.arange(cells // 2 + 1) / cells
    spectrum = np.ones(len(angles))
    for size, count in zip(sizes, times, strict=True):
        spectrum = spectrum * np.cos(size * angles) ** count
    # Turned from sums around 0 to j from 0.
    turned = spectrum * np.exp(-1j * most * angles)
    chances = np.clip(fft.irfft(turned, cells), 0, None)[: most + 1]
    upper = float(chances[(most + observed) // 2 :].sum())
    least = math.ldexp(1.0, 1 - int(min(times.sum(), 1000)))
    return min(1.0, max(2 * upper, least))


def holm(p_values: Sequence[float] | Floats) -> Floats:
    """Holm's adjusted p values in the order given: the chance of even one false alarm among them stays below the level.

    Holm 1979, Scandinavian Journal of Statistics 6:65. Assumes nothing of how the tests hang together.

    >>> [float(p) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    given = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(given, kind="stable")
    steps = given[order] * np.arange(len(given), 0, -1)
    adjusted = np.empty(len(given))
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


POWER = 0.8


def smallest_difference(
    differences: ArrayLike, sizes: ArrayLike, level: float = 0.95, power: float = POWER
) -> float | None:
    """The smallest true difference that a batch like this would have shown in four of five cases.

    As a difference of rates, sum(differences) / sum(sizes), with one entry a document in both. From the spread of the
    differences between documents, by the t approximation: (t(1 - α/2) + t(power)) standard errors.

    Where few documents differ, the spread says little: no test of signs is sure at 95 % with fewer than 6 differing
    documents that all speak for the same one. So it is at least what makes 6 of these documents differ with the
    chance ``power``, each by one field (or character).

    Returns:
        None where documents are too few to show any difference, however large, or where it would lie above 1.
    """
    d, w = np.asarray(differences, dtype=np.float64), np.asarray(sizes, dtype=np.float64)
    d, w = d[w > 0], w[w > 0]
    documents, total = len(d), float(w.sum())
    needed = math.ceil(1 - math.log2(1 - level))
    if documents < needed:
        return None
    residuals = d - d.sum() / total * w
    error = math.sqrt(documents / (documents - 1) * float(residuals @ residuals)) / total
    freedom = documents - 1
    spread = error * float(special.stdtrit(freedom, (1 + level) / 2) + special.stdtrit(freedom, power))
    # The share of documents that have to differ so that the number of those that do is `needed` or more.
    share = float(special.betaincinv(needed, documents - needed + 1, power))
    found = max(spread, share * documents / total)
    return found if found <= 1 else None
