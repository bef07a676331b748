"""What the net present value comes to with one number at an end of its range, and all others at their most likely."""

from collections.abc import Mapping

import numpy as np

from evaluators.cost import options
from evaluators.cost.evaluating import behind, calendar
from evaluators.cost.formulas import evaluated
from evaluators.cost.lines import formulas_of
from evaluators.cost.outcome import Draws
from evaluators.cost.what_if import Measured
from evaluators.decisions.discounting import npv
from evaluators.decisions.tornado import Bar, Span, tornado

ENDS = (0.025, 0.975)
LOW, LIKELY, HIGH = -1.0, 0.0, 1.0
"""Which end of its range a number is at: it may be another one each year, so that its value is no single number."""


def bars(measured: Measured, way: str) -> tuple[Bar, ...]:
    """The bars of a tornado, the widest first, for every number that the formulas of a way of working name.

    Ends are those of the middle 95 % of the draws. Numbers computed from others, such as minutes by hand from keys and
    sheets, are moved as one.
    """
    case, baseline = measured.case, options.baseline_of(way)
    formulas = {option: formulas_of(case, option) for option in (baseline, way)}
    named = {name for each in formulas.values() for name in behind(each, "cost")} | {"discount_rate"}
    numbers = {name: number for name, number in measured.numbers.items() if name in named}
    ends = {name: _ends(number.draws) for name, number in numbers.items()}

    def net(placed: Mapping[str, float]) -> float:
        values = {name: _at(ends[name], numbers[name].likely, place) for name, place in placed.items()}
        known = calendar(case) | values
        before, after = (np.broadcast_to(evaluated(formulas[each], known)["cost"], (case.years,))
                         for each in (baseline, way))  # fmt: skip
        return float(npv(before - after, float(values["discount_rate"][0])))

    return tornado(net, dict.fromkeys(numbers, Span(LOW, LIKELY, HIGH)))


def _ends(draws: Draws) -> tuple[Draws, Draws]:
    low, high = np.quantile(draws, ENDS, axis=0)
    return low, high


def _at(ends: tuple[Draws, Draws], likely: Draws, place: float) -> Draws:
    return likely if place == LIKELY else ends[0] if place == LOW else ends[1]
