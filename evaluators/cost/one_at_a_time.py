"""What the net present value comes to with one number at an end of its range, and all others at their most likely."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from evaluators.cost import options
from evaluators.cost.drawn import Drawn
from evaluators.cost.evaluating import behind, calendar
from evaluators.cost.formulas import evaluated
from evaluators.cost.lines import formulas_of
from evaluators.cost.outcome import Draws
from evaluators.cost.what_if import Measured
from evaluators.decisions.crossing import crossing
from evaluators.decisions.discounting import npv
from evaluators.decisions.tornado import Bar, Span, tornado

ENDS = (0.025, 0.975)
LOW, LIKELY, HIGH = -1.0, 0.0, 1.0
"""Which end of its range a number is at: it may be another one each year, so that its value is no single number."""


@dataclass(frozen=True)
class Turning:
    """A bar of a tornado, and where the answer turns along it."""

    bar: Bar
    low: float
    high: float
    """The ends of the range of the number; of one by year in the first year."""
    unit: str
    turns_at: float | None
    """The value at which the net present value passes 0; None where it does not within the range, or where the number
    is another one each year."""


def bars(measured: Measured, way: str) -> tuple[Turning, ...]:
    """The bars of a tornado, the widest first, for every number that the formulas of a way of working name.

    Ends are those of the middle 95 % of the draws. Numbers computed from others, such as minutes by hand from keys and
    sheets, are moved as one.
    """
    net = _Net(measured, way)
    ends = {name: _ends(number.draws) for name, number in net.numbers.items()}

    def at(places: Mapping[str, float]) -> float:
        return net({name: ends[name][place == HIGH] for name, place in places.items() if place != LIKELY})

    found = tornado(at, dict.fromkeys(net.numbers, Span(LOW, LIKELY, HIGH)))
    return tuple(_turning(net, bar, *ends[bar.input]) for bar in found)


class _Net:
    """The net present value of a way of working, most likely but for what is told."""

    def __init__(self, measured: Measured, way: str) -> None:
        self._case, both = measured.case, (options.baseline_of(way), way)
        self._formulas = [formulas_of(measured.case, option) for option in both]
        named = {name for each in self._formulas for name in behind(each, "cost")} | {"discount_rate"}
        self.numbers: Mapping[str, Drawn] = {name: number for name, number in measured.numbers.items() if name in named}
        self._likely = calendar(self._case) | {name: number.likely for name, number in self.numbers.items()}

    def __call__(self, values: Mapping[str, Draws]) -> float:
        known = {**self._likely, **values}
        before, after = (
            np.broadcast_to(evaluated(formulas, known)["cost"], (self._case.years,)) for formulas in self._formulas
        )
        return float(npv(before - after, float(known["discount_rate"][0])))


def _turning(net: _Net, bar: Bar, low: Draws, high: Draws) -> Turning:
    name, ends = bar.input, (float(low[0]), float(high[0]))
    turns = None
    if bar.crosses and len(low) == 1:
        turns = crossing(lambda value: net({name: np.array([value])}), *ends).value
    return Turning(bar, *ends, net.numbers[name].unit, turns)


def _ends(draws: Draws) -> tuple[Draws, Draws]:
    low, high = np.quantile(draws, ENDS, axis=0)
    return low, high
