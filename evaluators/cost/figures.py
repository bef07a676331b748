"""The figures that a person sees of an assessment: sums, net present value, benefit over cost, payback, break-even.

The value of each is what is expected: its mean over the draws, since that is what a choice is made by. A figure at the
most likely value of every input may have the other sign where inputs reach farther to one side; the net present value
is given so beside the mean, under a name of its own, since it is what the workbook computes.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from evaluators.cost import options
from evaluators.cost.break_even import Linear, linear
from evaluators.cost.evaluating import line_of
from evaluators.cost.lines import formulas_of
from evaluators.cost.making import LEVEL, SUMS, Basis, bounded, made, of_draws, shared
from evaluators.cost.outcome import Assessment, Draws, Outcome, Stream, Threshold
from evaluators.decisions.acceptability import acceptability, share_above, share_of
from evaluators.decisions.discounting import benefit_cost, npv
from evaluators.decisions.payback import payback
from evaluators.methods import LIKELY, NONE_IN_SOME, NOT_LINEAR
from evaluators.quantity import Quantity

MANY = 3
"""Ways, with the present one, of which it is more than whether one pays to be the best."""


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
    quantities += [*_best(basis, of_meetings=False), *_best(basis, of_meetings=True)]
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
        yield of_draws(basis, outcome, metric, stream.draws.sum(axis=1), unit)
        for place in range(basis.assessment.years):
            year = {"year": str(basis.assessment.first_year + place)}
            yield of_draws(basis, outcome, metric, stream.draws[:, place], f"{unit}/year", year)


def _busiest(basis: Basis, outcome: Outcome) -> Iterator[Quantity]:
    """Hours in the busiest month of the first year, without training; none where months are not known."""
    case = basis.assessment.case
    share = case.forms.volume.busiest if case.forms else None
    if share is None or options.is_of_meetings(outcome.option):
        return
    hours = outcome.hours
    training = line_of(case, outcome.option, basis.numbers, "training_hours") if _trains(basis, outcome) else None
    draws = hours.draws[:, 0] - (training.draws[:, 0] if training else 0.0)
    yield of_draws(basis, outcome, "hours_busiest", share * draws, "hour/month")


def _trains(basis: Basis, outcome: Outcome) -> bool:
    return "training_hours" in formulas_of(basis.assessment.case, outcome.option)


def compared(basis: Basis, outcome: Outcome) -> Iterator[Quantity]:
    """Figures of a way of working against the way things go now, over the whole horizon."""
    found, before = basis.assessment, basis.assessment.outcome(options.baseline_of(outcome.option))
    saved = before.hours.draws - outcome.hours.draws
    yield of_draws(basis, outcome, "hours_saved", saved.sum(axis=1), "hour")
    gained, money, rate = net(found, outcome.option), cash(found, outcome.option), basis.numbers["discount_rate"]
    worth = npv(gained.draws, rate.draws[:, 0])
    yield of_draws(basis, outcome, "npv", worth, "yen")
    yield _likely(basis, outcome, float(npv(gained.likely, float(rate.likely[0]))))
    yield _pays(basis, outcome, worth)
    yield of_draws(basis, outcome, "npv_cash", npv(money.draws, rate.draws[:, 0]), "yen")
    for beside in dict.fromkeys(found.case.discount_beside):
        scope = {"rate": f"{beside:g}"}
        yield of_draws(basis, outcome, "npv", npv(gained.draws, beside), "yen", scope)
    yield _benefit_cost(basis, outcome, before, gained)


def _benefit_cost(basis: Basis, outcome: Outcome, before: Outcome, gained: Stream) -> Quantity:
    """What is gained in hours and errors over what the tool costs more; undefined where it costs nothing more.

    The mean gain over the mean cost, so that it is above 1 where the mean net present value is above 0: a mean of
    ratios is not.
    """
    rate = basis.numbers["discount_rate"].draws[:, 0]
    more = outcome.tool.draws - before.tool.draws
    benefits, costs = npv(gained.draws + more, rate).mean(), npv(more, rate).mean()
    value = float(benefits / costs) if costs > 0 else np.nan
    return bounded(basis, outcome, "bcr", value, benefit_cost(gained.draws + more, more, rate), "times")


def _likely(basis: Basis, outcome: Outcome, value: float) -> Quantity:
    """The net present value with every input at its most likely value: the line of the workbook."""
    bounds = (value, value, value) if np.isfinite(value) else (None, None, None)
    return made(basis, outcome, "npv_likely", bounds, "yen", {}, LIKELY)


def _best(basis: Basis, of_meetings: bool) -> Iterator[Quantity]:
    """In which share of the draws each way is the best of all for the same work; of two it is whether the one pays."""
    found = basis.assessment
    mine = [each for each in found.outcomes if options.is_of_meetings(each.option) == of_meetings]
    rate = basis.numbers["discount_rate"].draws[:, 0]
    worth = np.column_stack([npv(mine[0].cost.draws - each.cost.draws, rate) for each in mine]) if mine else np.zeros(0)
    if len(mine) < MANY or not np.isfinite(worth).all():
        return
    for outcome, share in zip(mine, acceptability(worth), strict=True):
        yield shared(basis, outcome, "best", share_of(round(float(share) * len(worth)), len(worth)))


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
        yield made(basis, outcome, metric, bounds, unit, {}, method), threshold


def _payback(basis: Basis, outcome: Outcome) -> Linear:
    gained = net(basis.assessment, outcome.option)
    at_once = line_of(basis.assessment.case, outcome.option, basis.numbers, "set_up_yen")
    first = np.eye(basis.assessment.years)[0]
    once = np.broadcast_to(at_once.draws, gained.draws.shape)[:, :1]
    expected = payback((gained.draws + first * once).mean(axis=0), -once.mean())
    draws = payback(gained.draws + first * once, -once[:, 0])
    return Linear(float(expected), draws, True)


def _threshold(found: Linear) -> Threshold:
    """Bounds by draws themselves: between a number and infinity there is none. On a line that bends all are unknown."""
    bounds = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
    told = found.draws[~np.isnan(found.draws)]
    if not found.is_linear or np.isnan(found.value) or not len(told):
        return Threshold(None, None, None)
    low, high = np.quantile(told, bounds, method="closest_observation")
    value = found.value
    return Threshold(_finite(value), _finite(min(low, value)), _finite(max(high, value)))


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _pays(basis: Basis, outcome: Outcome, worth: Draws) -> Quantity:
    if not np.isfinite(worth).all():
        return made(basis, outcome, "pays", (None, None, None), "ratio", {}, NONE_IN_SOME)
    return shared(basis, outcome, "pays", share_above(worth))
