"""The figures that a person sees of an assessment: sums, net present value, benefit over cost, payback, break-even."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from evaluators.cost import options
from evaluators.cost.break_even import Linear, linear
from evaluators.cost.drawn import Drawn
from evaluators.cost.evaluating import line_of
from evaluators.cost.lines import formulas_of
from evaluators.cost.outcome import Assessment, Draws, Outcome, Stream, Threshold
from evaluators.decisions.acceptability import share_above
from evaluators.decisions.discounting import benefit_cost, npv
from evaluators.decisions.payback import payback
from evaluators.grade import Grade, Source, worst
from evaluators.quantity import Quantity

LEVEL = 0.95
SUMS = {"hours": "hour", "spent": "yen", "staff": "yen", "errors_left": "error", "errors_yen": "yen", "tool": "yen"}
"""Streams that are added up over the horizon, and by fiscal year; their units."""
UNDISCOUNTED = frozenset({*SUMS, "hours_busiest", "hours_saved", "payback"})
FORMS, INPUTS, OVER_DRAWS = "document-bootstrap-and-input-draws", "input-draws", "wilson-over-draws"
NONE_IN_SOME = "none-in-some-draws"
"""The method of a break-even or payback without a value: there are draws, or the most likely values are such, in which
there is none."""
NOT_LINEAR = "not-linear"
CASES = "cost"


@dataclass(frozen=True)
class Basis:
    """What all figures of an assessment share."""

    assessment: Assessment
    numbers: Mapping[str, Drawn]
    n_documents: int
    engine: str | None
    scope: Mapping[str, str]


def figures(basis: Basis) -> Assessment:
    """The assessment with its quantities and thresholds."""
    quantities: list[Quantity] = []
    thresholds: dict[str, Threshold] = {}
    for outcome in basis.assessment.outcomes:
        quantities += [*_sums(basis, outcome), *_busiest(basis, outcome)]
        if outcome.option == options.baseline_of(outcome.option):
            continue
        quantities += compared(basis, outcome)
        for quantity, threshold in thresholds_of(basis, outcome):
            quantities.append(quantity)
            thresholds[quantity.id] = threshold
    return replace(basis.assessment, quantities=tuple(quantities), thresholds=thresholds)


def net(assessment: Assessment, option: str) -> Stream:
    """Yen by year that an option brings against the way things go now: money, hours and errors together."""
    before, after = assessment.outcome(options.baseline_of(option)).cost, assessment.outcome(option).cost
    return Stream(before.likely - after.likely, before.draws - after.draws)


def cash(assessment: Assessment, option: str) -> Stream:
    """The same of money alone that is really paid or not paid."""
    before, after = assessment.outcome(options.baseline_of(option)).spent, assessment.outcome(option).spent
    return Stream(before.likely - after.likely, before.draws - after.draws)


def _sums(basis: Basis, outcome: Outcome) -> Iterator[Quantity]:
    for metric, unit in SUMS.items():
        stream: Stream = getattr(outcome, metric)
        yield _quantity(basis, outcome, metric, float(stream.likely.sum()), stream.draws.sum(axis=1), unit)
        for place in range(basis.assessment.years):
            year = {"year": str(basis.assessment.first_year + place)}
            yield _quantity(
                basis, outcome, metric, float(stream.likely[place]), stream.draws[:, place], f"{unit}/year", year
            )


def _busiest(basis: Basis, outcome: Outcome) -> Iterator[Quantity]:
    """Hours in the busiest month of the first year, without training; none where months are not known."""
    case = basis.assessment.case
    share = case.forms.volume.busiest if case.forms else None
    if share is None or options.is_of_meetings(outcome.option):
        return
    hours = outcome.hours
    training = line_of(case, outcome.option, basis.numbers, "training_hours") if _trains(basis, outcome) else None
    likely = float(hours.likely[0] - (training.likely[0] if training else 0.0))
    draws = hours.draws[:, 0] - (training.draws[:, 0] if training else 0.0)
    yield _quantity(basis, outcome, "hours_busiest", share * likely, share * draws, "hour/month")


def _trains(basis: Basis, outcome: Outcome) -> bool:
    return "training_hours" in formulas_of(basis.assessment.case, outcome.option)


def compared(basis: Basis, outcome: Outcome) -> Iterator[Quantity]:
    """Figures of a way of working against the way things go now, over the whole horizon."""
    found, before = basis.assessment, basis.assessment.outcome(options.baseline_of(outcome.option))
    saved = Stream(before.hours.likely - outcome.hours.likely, before.hours.draws - outcome.hours.draws)
    yield _quantity(basis, outcome, "hours_saved", float(saved.likely.sum()), saved.draws.sum(axis=1), "hour")
    gained, money, rate = net(found, outcome.option), cash(found, outcome.option), basis.numbers["discount_rate"]
    worth = npv(gained.draws, rate.draws[:, 0])
    yield _quantity(basis, outcome, "npv", float(npv(gained.likely, float(rate.likely[0]))), worth, "yen")
    yield _pays(basis, outcome, worth)
    yield _quantity(
        basis, outcome, "npv_cash", float(npv(money.likely, float(rate.likely[0]))), npv(money.draws, rate.draws[:, 0]),
        "yen",
    )  # fmt: skip
    for beside in dict.fromkeys(found.case.discount_beside):
        scope = {"rate": f"{beside:g}"}
        yield _quantity(
            basis, outcome, "npv", float(npv(gained.likely, beside)), npv(gained.draws, beside), "yen", scope
        )
    yield _benefit_cost(basis, outcome, before, gained)


def _benefit_cost(basis: Basis, outcome: Outcome, before: Outcome, gained: Stream) -> Quantity:
    """What is gained in hours and errors over what the tool costs more; undefined where it costs nothing more."""
    rate = basis.numbers["discount_rate"]
    more = Stream(outcome.tool.likely - before.tool.likely, outcome.tool.draws - before.tool.draws)
    value = float(benefit_cost(gained.likely + more.likely, more.likely, float(rate.likely[0])))
    draws = benefit_cost(gained.draws + more.draws, more.draws, rate.draws[:, 0])
    return _quantity(basis, outcome, "bcr", value, draws, "times")


def thresholds_of(basis: Basis, outcome: Outcome) -> Iterator[tuple[Quantity, Threshold]]:
    """From when and from which values on a way of working pays."""
    for metric, unit, found in (
        ("payback", "year", _payback(basis, outcome)),
        *((f"break_even_{of}", unit, linear(basis.assessment, basis.numbers, outcome.option, of))
          for of, unit in (("volume", "forms/year"), ("wage", "yen/hour"), ("accuracy", "ratio"))),
    ):  # fmt: skip
        if found is None:
            continue
        unit = "hour/year" if metric == "break_even_volume" and options.is_of_meetings(outcome.option) else unit
        threshold = _threshold(found)
        bounds = (threshold.low, threshold.value, threshold.high)
        method = NOT_LINEAR if not found.is_linear else NONE_IN_SOME if None in bounds else None
        yield _made(basis, outcome, metric, bounds, unit, {}, method), threshold


def _payback(basis: Basis, outcome: Outcome) -> Linear:
    gained = net(basis.assessment, outcome.option)
    at_once = line_of(basis.assessment.case, outcome.option, basis.numbers, "set_up_yen")
    first = np.eye(basis.assessment.years)[0]
    likely = payback(gained.likely + first * at_once.likely[..., :1], -at_once.likely[..., 0])
    once = np.broadcast_to(at_once.draws, gained.draws.shape)[:, :1]
    draws = payback(gained.draws + first * once, -once[:, 0])
    return Linear(float(likely), draws, True)


def _threshold(found: Linear) -> Threshold:
    """Bounds by draws themselves: between a number and infinity there is none."""
    bounds = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
    told = found.draws[~np.isnan(found.draws)]
    if np.isnan(found.value) or not len(told):
        return Threshold(None, None, None)
    low, high = np.quantile(told, bounds, method="closest_observation")
    value = found.value
    return Threshold(_finite(value), _finite(min(low, value)), _finite(max(high, value)))


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _pays(basis: Basis, outcome: Outcome, worth: Draws) -> Quantity:
    if not np.isfinite(worth).all():
        return _made(basis, outcome, "pays", (None, None, None), "ratio", {}, NONE_IN_SOME)
    share = share_above(worth)
    quantity = _made(basis, outcome, "pays", (share.low, share.value, share.high), "ratio", {}, OVER_DRAWS)
    return quantity.model_copy(update={"numerator": round(share.value * share.draws), "denominator": share.draws})


def _quantity(
    basis: Basis, outcome: Outcome, metric: str, value: float, draws: Draws, unit: str, scope: Mapping[str, str] = {}
) -> Quantity:
    if not np.isfinite(value) or not np.isfinite(draws).all():
        return _made(basis, outcome, metric, (None, None, None), unit, scope, NONE_IN_SOME)
    low, high = np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return _made(basis, outcome, metric, (min(float(low), value), value, max(float(high), value)), unit, scope)


def _made(
    basis: Basis,
    outcome: Outcome,
    metric: str,
    bounds: tuple[float | None, float | None, float | None],
    unit: str,
    scope: Mapping[str, str],
    method: str | None = None,
) -> Quantity:
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
        method=method or (INPUTS if meetings or not basis.n_documents else FORMS),
        n_documents=0 if meetings else basis.n_documents,
        grade=worst((*outcome.grades, *before.grades, *_of_rate(basis, metric, scope))),
        source=Source.MODELLED,
        cases=CASES,
    )


def _of_rate(basis: Basis, metric: str, scope: Mapping[str, str]) -> tuple[Grade, ...]:
    """The grade of the discount rate of the case, for figures that are discounted by it."""
    return () if metric in UNDISCOUNTED or "rate" in scope else (basis.numbers["discount_rate"].grade,)
