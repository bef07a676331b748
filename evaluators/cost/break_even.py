"""From which volume, which wage, which accuracy on it pays.

What a way of working costs is a straight line over each of the three: hours and pages rise with forms, yen with the
wage, corrections and errors left with what is read wrong. So two points of the line tell where it passes 0, draw by
draw, and a third shows whether lines of the case's own have bent it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from evaluators.cost import options
from evaluators.cost.drawn import Drawn
from evaluators.cost.evaluating import behind, line_of
from evaluators.cost.lines import formulas_of
from evaluators.cost.outcome import Assessment, Draws, Stream
from evaluators.cost.sizes import ACCURACY, names_of, size_of
from evaluators.decisions.discounting import npv

STRAIGHT = 1e-6
"""How far the third point may lie off, of the size of the others."""


@dataclass(frozen=True)
class Linear:
    """A threshold, as expected and in each draw: infinite where there is none, NaN where nobody can say."""

    value: float
    draws: Draws
    is_linear: bool


def linear(found: Assessment, numbers: Mapping[str, Drawn], option: str, of: str) -> Linear | None:
    """Where the net present value passes 0.

    The value is where its mean over the draws does, in what the number is most likely: the number as it is entered,
    with its range in proportion.

    Args:
        found: what ways of working come to at the numbers as they are.
        numbers: all that lines may name.
        option: a way of working.
        of: ``volume``, ``wage`` or ``accuracy``. It pays from this value upwards.

    Returns:
        None where the option has no such number. Of the volume forms (or hours of meeting) in the first year; of the
        wage the mean yen an hour; of the accuracy the share of fields read right.
    """
    case = found.case
    names = names_of(case, option, of)
    if not names or not set(names) <= set(numbers) or (of == ACCURACY and options.is_of_meetings(option)):
        return None
    whole, none = (_worth(found, numbers, option, names, factor) for factor in (1.0, 0.0))
    likely = {name: replace(number, draws=number.likely[None, :]) for name, number in numbers.items()}
    double = _worth(found, likely, option, names, 2.0)
    straight = abs(double[0] - 2 * whole[0] + none[0]) <= STRAIGHT * max(abs(none[0]), abs(whole[0]), 1.0)
    size = size_of(numbers, case, option, of, "likely"), size_of(numbers, case, option, of, "draws")[:, 0]
    rising = of != "accuracy"
    at_none, at_whole = (np.atleast_1d(each[1].mean()) for each in (none, whole))
    value, draws = _crossing(at_none, at_whole, rising), _crossing(none[1], whole[1], rising)
    if rising:
        return Linear(float(_times(value, size[0])[0]), _times(draws, size[1]), straight)
    return Linear(float(_right(value, size[0])[0]), _right(draws, size[1]), straight)


def _right(factor: Draws, wrong: Draws) -> Draws:
    """A factor of what is read wrong as the share that is read right, which is never below 0.

    NaN where nothing is read wrong: then nobody knows what errors would cost.
    """
    share = np.minimum(_times(factor, np.where(wrong > 0, wrong, np.nan)), 1)
    return np.where(np.isfinite(factor), 1 - share, np.inf)


def _times(factor: Draws, size: Draws) -> Draws:
    """So many times a size; infinite where the factor is, also of a size of 0."""
    found = np.full(np.broadcast_shapes(factor.shape, size.shape), np.inf)
    np.multiply(factor, size, out=found, where=np.isfinite(factor))
    return found


def _crossing(none: Draws, whole: Draws, rising: bool) -> Draws:
    """The factor at which a line through its values at 0 and 1 passes 0.

    Of a factor that helps (volume, wage), it pays above; infinite where it never does, or where it pays below alone
    (dearer hours harm a way that takes longer), 0 where it always does. Of one that harms (errors), it pays below;
    infinite (no accuracy is enough) where it does not even pay without any.
    """
    slope = whole - none
    with np.errstate(divide="ignore", invalid="ignore"):
        at = -none / slope
    if rising:
        return np.where(slope > 0, np.maximum(at, 0.0), np.where((slope == 0) & (none > 0), 0.0, np.inf))
    return np.where(none <= 0, np.inf, np.where(slope < 0, at, LARGE))


LARGE = 1e12
"""A factor so large that whatever is read is wrong."""


def _worth(
    found: Assessment, numbers: Mapping[str, Drawn], option: str, names: Sequence[str], factor: float
) -> tuple[float, Draws]:
    """The net present value with some numbers taken so many times."""
    both = (options.baseline_of(option), option)
    before, after = (_cost(found, numbers, each, names, factor) for each in both)
    rate = numbers["discount_rate"]
    likely = float(npv(before.likely - after.likely, float(rate.likely[0])))
    return likely, npv(before.draws - after.draws, rate.draws[:, 0])


def _cost(found: Assessment, numbers: Mapping[str, Drawn], option: str, names: Sequence[str], factor: float) -> Stream:
    """What a way of working costs then; what is known already is not computed again."""
    touched = behind(formulas_of(found.case, option), "cost") & set(names)
    if factor == 1.0 or (not touched and len(next(iter(numbers.values())).draws) > 1):
        return found.outcome(option).cost
    return line_of(found.case, option, numbers, "cost", dict.fromkeys(names, factor))
