"""What the net present value comes to with one number at an end of its range, and all others at their most likely.

Inputs that move together are moved together: with one of them the others go where they are to be expected with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from evaluators.cost import options
from evaluators.cost.drawn import Drawn
from evaluators.cost.evaluating import behind, calendar
from evaluators.cost.formulas import evaluated
from evaluators.cost.lines import formulas_of
from evaluators.cost.moving import Move, moves
from evaluators.cost.outcome import Draws
from evaluators.cost.together import AND, groups_of
from evaluators.cost.what_if import Measured
from evaluators.decisions.crossing import crossing
from evaluators.decisions.discounting import npv
from evaluators.decisions.tornado import Bar, Span, tornado

LOW, LIKELY, HIGH = 0.025, 0.0, 0.975
"""Share of its draws below which a number is moved to, 0 where it isn't moved: it may be another one each year, so that
its value is no single number."""


@dataclass(frozen=True)
class Turning:
    """A bar of a tornado, and where the answer turns along it."""

    bar: Bar
    """Of inputs that move together by all of their keys, the one that is moved first."""
    low: float
    """The ends of the range of the number that is moved; of one by year in the first year."""
    high: float
    unit: str
    turns_at: float | None
    """The value of that number at which the net present value passes 0; None where it does not within the range, or
    where the number is another one each year."""


def bars(measured: Measured, way: str) -> tuple[Turning, ...]:
    """The bars of a tornado, the widest first, for every number that the formulas of a way of working name.

    Ends are those of the middle 95 % of the draws. Numbers computed from others, such as minutes by hand from keys and
    sheets, are moved as one. Inputs that move together have one bar: that of the one which, with the others along,
    moves the result most.
    """
    net = _Net(measured, way)
    tied = groups_of(measured.case.together)
    moved = {move.key: move for move in moves(measured.numbers, [*net.numbers], tied)}

    def at(places: Mapping[str, float]) -> float:
        found: dict[str, Draws] = {}
        for key, place in places.items():
            found |= moved[key].at(place) if place != LIKELY else {}
        return net(found)

    widest: dict[frozenset[str], Bar] = {}
    for bar in tornado(at, dict.fromkeys(moved, Span(LOW, LIKELY, HIGH))):
        widest.setdefault(frozenset(bar.input.split(AND)), bar)
    return tuple(_turning(net, bar, moved[bar.input]) for bar in widest.values())


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


def _turning(net: _Net, bar: Bar, move: Move) -> Turning:
    low, high = (move.value_at(place) for place in (LOW, HIGH))
    turns = None
    if bar.crosses and len(low) == 1:
        place = crossing(lambda place: net(move.at(place)), LOW, HIGH).value
        turns = None if place is None else float(move.value_at(place)[0])
    return Turning(bar, float(low[0]), float(high[0]), move.lead.unit, turns)
