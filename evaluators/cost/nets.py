"""What each way of working brings against the way things go now, draw by draw."""

from collections.abc import Mapping, Sequence

import numpy as np

from evaluators.cost import options
from evaluators.cost.evaluating import UNSCALED, line_of
from evaluators.cost.outcome import Draws
from evaluators.cost.what_if import Measured
from evaluators.decisions.discounting import npv


def compared(measured: Measured, of_meetings: bool) -> tuple[str, ...]:
    """The ways of working on forms, or on minutes, what they are compared with first; none where one is alone."""
    known = options.options_of(measured.case, measured.numbers)
    mine = tuple(option for option in known if options.is_of_meetings(option) == of_meetings)
    return mine if len(mine) > 1 else ()


def nets(measured: Measured, ways: Sequence[str], scaled: Mapping[str, float] = UNSCALED) -> Draws:
    """Net present value in yen against the first, shape (draws, ways); the first is 0 everywhere.

    Args:
        measured: the case with its numbers.
        ways: as from :func:`compared`.
        scaled: numbers that are taken so many times.
    """
    costs = [line_of(measured.case, each, measured.numbers, "cost", scaled).draws for each in ways]
    rate = measured.numbers["discount_rate"].draws[:, 0]
    return np.column_stack([npv(costs[0] - cost, rate) for cost in costs])
