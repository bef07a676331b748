"""Which way of working is the best, depending on what an hour of staff is held to be worth."""

from dataclasses import replace

import numpy as np

from evaluators.cost.nets import compared, nets
from evaluators.cost.sizes import mean_wage, wage_names
from evaluators.cost.what_if import Measured, nice
from evaluators.decisions.acceptability import Curve, curve

STEPS = 40
"""Values of an hour, from 0 to twice that of the case."""


def over_value_of_hour(measured: Measured, of_meetings: bool) -> tuple[tuple[str, ...], Curve] | None:
    """Ways of working, and how probable it is that each is the best at each value of an hour; None where none compare.

    None as well where hours cost nothing in the case: then kinds of staff have no distances.
    What an hour is worth is for the city to judge and no guess at a fact: it is varied and not drawn. Kinds of staff
    keep their distances. Costs rise evenly with it, so two points of each draw's line give all others.
    """
    ways, mean = compared(measured, of_meetings), mean_wage(measured.numbers, measured.case)
    if not ways or mean == 0:
        return None
    names = wage_names(measured.case)
    numbers = dict(measured.numbers)
    for name in names:
        number = numbers[name]
        numbers[name] = replace(number, draws=np.broadcast_to(number.likely, (measured.n, len(number.likely))))
    fixed = replace(measured, numbers=numbers)
    nothing, whole = nets(fixed, ways, dict.fromkeys(names, 0.0)), nets(fixed, ways)
    step = nice(2 * mean / STEPS)
    values = np.arange(0.0, 2 * mean + step, step)
    return ways, curve(lambda value: nothing + (whole - nothing) * (value / mean), values)
