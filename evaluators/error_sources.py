"""Where an engine's errors come from: a logistic model of wrong fields, with documents as clusters."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import linalg, special, stats
from sklearn.linear_model import LogisticRegression

from evaluators.error_factors import Box, Design, Factor, design, filled_fields
from evaluators.intervals import FEW_DOCUMENTS
from evaluators.paired_tests import holm

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]

FEW_ERRORS = 20
"""With fewer wrong fields, or fewer right ones, nothing is said of where they come from."""
RIDGE = 0.1
"""Weight of the penalty on squared log odds, other than that of the constant: so little that it moves nothing where
the fields say anything, enough that a level in which nothing (or everything) is wrong keeps a finite effect."""


@dataclass(frozen=True)
class Effect:
    """What one level of a factor does, all else being as it is in the batch."""

    level: str
    """Empty for the length."""
    points: float
    """Change of the share of fields wrong against the reference (or at double the length), 0.01 being one point."""
    low: float
    high: float
    fields: int
    wrong: int
    documents: int

    @property
    def separated(self) -> bool:
        """Whether nothing or everything was wrong in it, so that the size of its effect is a guess."""
        return self.wrong in (0, self.fields)


@dataclass(frozen=True)
class Source:
    """A factor, whether it matters, and its effects."""

    factor: str
    reference: str
    p: float
    """Score test of all its levels at once, with documents as clusters."""
    p_holm: float
    """Among the factors of the model."""
    effects: tuple[Effect, ...]
    """The largest first."""

    @property
    def matters(self) -> bool:
        """Whether chance would hardly give it among so many factors."""
        return self.p_holm < 0.05


@dataclass(frozen=True)
class Sources:
    """All that can be said of where an engine's errors come from."""

    engine: str
    wrong: int
    fields: int
    documents: int
    sources: tuple[Source, ...]
    """Those that matter first, by p; empty where there are too few errors."""
    left_out: tuple[str, ...]
    """Factors that could not be told apart from others, or for which errors or documents were too few."""

    @property
    def too_few(self) -> bool:
        """Whether there are too few errors (or fields right) to say anything."""
        return min(self.wrong, self.fields - self.wrong) < FEW_ERRORS

    @property
    def too_few_documents(self) -> bool:
        """Whether there are too few documents to see how they differ."""
        return self.documents < FEW_DOCUMENTS


def error_sources(
    scored: pd.DataFrame, engine: str, boxes: Mapping[tuple[str, str], Box] | None = None, level: float = 0.95
) -> Sources:
    """What made fields wrong by value, of those that hold text.

    Args:
        scored: ``frames.SCORED`` with ``cond_`` columns.
        engine: whose errors.
        boxes: as in :func:`evaluators.error_factors.design`.
        level: of the intervals.

    The model is a logistic regression with a slight ridge, its covariance a sandwich over documents (Liang & Zeger
    1986, Biometrika 73:13) with n / (n - 1) documents; whether a factor matters is told by its score test. Effects are
    average differences of the predicted share, with intervals by the delta method and t quantiles of n - 1. The order
    of rows changes nothing. It says what goes along with errors in this batch, which need not be what causes them.
    """
    rows = filled_fields(scored[scored["engine"] == engine]).sort_values(
        ["document", "template", "field"], ignore_index=True
    )
    wrong, documents = int((rows["right_typed"] == 0).sum()), int(rows["document"].nunique())
    nothing = Sources(engine, wrong, len(rows), documents, (), ())
    if nothing.too_few or nothing.too_few_documents:
        return nothing
    made = design(rows, boxes or {})
    if not made.factors:
        return Sources(engine, wrong, len(rows), documents, (), made.left_out)
    found = sorted(_sources(made, documents, level), key=lambda source: (not source.matters, source.p, source.factor))
    return Sources(engine, wrong, len(rows), documents, tuple(found), made.left_out)


@dataclass(frozen=True)
class _Fit:
    matrix: Floats
    weights: Floats
    covariance: Floats
    freedom: int

    def share(self, matrix: Floats) -> tuple[float, Floats]:
        """Mean predicted share of fields wrong, and how it changes with the weights."""
        chances = special.expit(matrix @ self.weights)
        return float(chances.mean()), (chances * (1 - chances)) @ matrix / len(matrix)


def _weights(matrix: Floats, wrong: Floats) -> Floats:
    if matrix.shape[1] == 1:
        return np.array([float(special.logit(wrong.mean()))])
    model = LogisticRegression(C=1 / RIDGE, solver="newton-cholesky", max_iter=200, tol=1e-8)
    model.fit(matrix[:, 1:], wrong)
    return np.concatenate([model.intercept_, model.coef_[0]])


def _information(matrix: Floats, chances: Floats) -> Floats:
    """The inverse of the curvature of the penalised likelihood."""
    penalty = RIDGE * np.diag([0.0] + [1.0] * (matrix.shape[1] - 1))
    found: Floats = np.linalg.inv(matrix.T @ (matrix * (chances * (1 - chances))[:, None]) + penalty).astype(np.float64)
    return found


def _by_cluster(scores: Floats, clusters: Integers) -> Floats:
    summed = np.zeros((int(clusters.max()) + 1, scores.shape[1]))
    np.add.at(summed, clusters, scores)
    return summed


def _fit(matrix: Floats, wrong: Floats, clusters: Integers, documents: int) -> _Fit:
    weights = _weights(matrix, wrong)
    chances = special.expit(matrix @ weights)
    inverse = _information(matrix, chances)
    scores = _by_cluster(matrix * (wrong - chances)[:, None], clusters)
    meat = scores.T @ scores * documents / (documents - 1)
    return _Fit(matrix, weights, inverse @ meat @ inverse, documents - 1)


def _sources(made: Design, documents: int, level: float) -> Iterator[Source]:
    wrong: Floats = (made.rows["right_typed"].to_numpy() == 0).astype(np.float64)
    clusters = made.rows["document"].factorize()[0]
    fit = _fit(made.matrix(), wrong, clusters, documents)
    begin, spans = 1, []
    for factor in made.factors:
        spans.append(slice(begin, begin + len(factor.levels)))
        begin += len(factor.levels)
    p_values = [_score_test(fit.matrix, wrong, clusters, span) for span in spans]
    for factor, span, p, adjusted in zip(made.factors, spans, p_values, holm(p_values), strict=True):
        effects = [_effect(made, fit, factor, span, place, level) for place in range(len(factor.levels))]
        ordered = tuple(sorted(effects, key=lambda effect: (-abs(effect.points), effect.level)))
        yield Source(factor.name, factor.reference, p, float(adjusted), ordered)


def _score_test(matrix: Floats, wrong: Floats, clusters: Integers, span: slice) -> float:
    """The p of "the factor in these columns does nothing", by the scores of a model without it, summed by document.

    Rotnitzky & Jewell 1990, Biometrika 77:485. A Wald test would be sure of a level in which nothing is wrong, however
    few its fields: the model that has it says so without any doubt.
    """
    without, own = np.delete(matrix, span, axis=1), matrix[:, span]
    chances = special.expit(without @ _weights(without, wrong))
    spread = (chances * (1 - chances))[:, None]
    # What of the columns the others do not say.
    rest = own - without @ (_information(without, chances) @ (without.T @ (own * spread)))
    scores = _by_cluster(rest * (wrong - chances)[:, None], clusters)
    documents, degrees = scores.shape
    freedom = documents - 1
    if freedom <= degrees:
        return 1.0
    # As documents show it, but in no direction less than of fields as if independent: of a level with hardly an error
    # expected, documents show none.
    ratios, axes = linalg.eigh(scores.T @ scores, rest.T @ (rest * spread))
    statistic = float(((scores.sum(axis=0) @ axes) ** 2 / np.maximum(ratios, 1)).sum()) / degrees
    # Hotelling's correction: a covariance from few documents is itself uncertain.
    corrected = statistic * (freedom - degrees + 1) / freedom
    return float(stats.f.sf(corrected, degrees, freedom - degrees + 1))


def _effect(made: Design, fit: _Fit, factor: Factor, span: slice, place: int, level: float) -> Effect:
    with_it, without = fit.matrix.copy(), fit.matrix.copy()
    column = span.start + place
    if factor.numeric:
        with_it[:, column] += 1
        mine = np.ones(len(made.rows), dtype=bool)
    else:
        with_it[:, span] = without[:, span] = 0
        with_it[:, column] = 1
        mine = factor.columns[:, place] == 1
    (share, slope), (before, other) = fit.share(with_it), fit.share(without)
    gradient = slope - other
    error = math.sqrt(max(0.0, float(gradient @ fit.covariance @ gradient)))
    half = float(special.stdtrit(fit.freedom, (1 + level) / 2)) * error
    points = share - before
    rows = made.rows[mine]
    wrong = int((rows["right_typed"] == 0).sum())
    # No share changes by more than all.
    low, high = max(-1.0, points - half), min(1.0, points + half)
    return Effect(factor.levels[place], points, low, high, len(rows), wrong, int(rows["document"].nunique()))
