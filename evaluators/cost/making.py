"""How a figure of an assessment is made from draws: expected value, interval, grade, id."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from evaluators.cost import options
from evaluators.cost.drawn import Drawn
from evaluators.cost.outcome import Assessment, Draws, Outcome
from evaluators.decisions.acceptability import Share
from evaluators.grade import Grade, Source, worst
from evaluators.methods import FORMS_AND_INPUTS, INPUTS, NONE_IN_SOME, OVER_DRAWS
from evaluators.quantity import Quantity

LEVEL = 0.95
SUMS = {"hours": "hour", "spent": "yen", "staff": "yen", "errors_left": "error", "errors_yen": "yen", "tool": "yen"}
"""Streams that are added up over the horizon, and by fiscal year; their units."""
UNDISCOUNTED = frozenset({*SUMS, "hours_busiest", "hours_saved", "payback"})
CASES = "cost"


@dataclass(frozen=True)
class Basis:
    """What all figures of an assessment share."""

    assessment: Assessment
    numbers: Mapping[str, Drawn]
    n_documents: int
    engine: str | None
    scope: Mapping[str, str]


def shared(basis: Basis, outcome: Outcome, metric: str, share: Share) -> Quantity:
    """A share of the draws, counted."""
    found = made(basis, outcome, metric, (share.low, share.value, share.high), "ratio", {}, OVER_DRAWS)
    return found.model_copy(update={"numerator": round(share.value * share.draws), "denominator": share.draws})


def of_draws(
    basis: Basis, outcome: Outcome, metric: str, draws: Draws, unit: str, scope: Mapping[str, str] = {}
) -> Quantity:
    """A figure of these draws, which is worth what is expected of it; undefined where a draw is no number."""
    return bounded(basis, outcome, metric, expected(draws), draws, unit, scope)


def expected(draws: Draws) -> float:
    """The mean over the draws; of draws that are all the same that number, to its last digit.

    >>> expected(np.full(3, 0.1)), expected(np.array([0.0, 0.5]))
    (0.1, 0.25)
    """
    return float(draws[0] if (draws == draws[0]).all() else draws.mean())


def bounded(
    basis: Basis, outcome: Outcome, metric: str, value: float, draws: Draws, unit: str, scope: Mapping[str, str] = {}
) -> Quantity:
    """A figure whose value is no mean of its draws; the draws give its interval, which is widened to hold the value."""
    if not np.isfinite(value) or not np.isfinite(draws).all():
        return made(basis, outcome, metric, (None, None, None), unit, scope, NONE_IN_SOME)
    low, high = np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return made(basis, outcome, metric, (min(float(low), value), value, max(float(high), value)), unit, scope)


def made(
    basis: Basis,
    outcome: Outcome,
    metric: str,
    bounds: tuple[float | None, float | None, float | None],
    unit: str,
    scope: Mapping[str, str],
    method: str | None = None,
) -> Quantity:
    """A figure with low, value and high, or undefined where one of them is; None as ``method``: it comes of draws."""
    low, value, high = bounds if None not in bounds else (None, None, None)
    before = basis.assessment.outcome(options.baseline_of(outcome.option))
    parts = [basis.engine or "", *(f"{key}={of}" for key, of in sorted({**basis.scope, **scope}.items()))]
    meetings = options.is_of_meetings(outcome.option)
    return Quantity(
        id="/".join(["cost", outcome.option, metric, *(part for part in parts if part)]),
        metric=metric,
        engine=basis.engine,
        scope={**basis.scope, "option": outcome.option, **scope},
        value=value,
        low=low,
        high=high,
        level=LEVEL,
        unit=unit,
        method=method or (INPUTS if meetings or not basis.n_documents else FORMS_AND_INPUTS),
        n_documents=0 if meetings else basis.n_documents,
        grade=worst((*outcome.grades, *before.grades, *_of_rate(basis, metric, scope))),
        source=Source.MODELLED,
        cases=CASES,
    )


def _of_rate(basis: Basis, metric: str, scope: Mapping[str, str]) -> tuple[Grade, ...]:
    """The grade of the discount rate of the case, for figures that are discounted by it."""
    return () if metric in UNDISCOUNTED or "rate" in scope else (basis.numbers["discount_rate"].grade,)
