"""Lines computed from numbers: all of a way of working, or one line alone."""

from collections.abc import Mapping

import numpy as np

from evaluators.cost.case import Case
from evaluators.cost.drawn import Drawn
from evaluators.cost.formulas import evaluated, names_in
from evaluators.cost.lines import CALENDAR, formulas_of
from evaluators.cost.outcome import Draws, Stream

UNSCALED: Mapping[str, float] = {}


def calendar(case: Case) -> dict[str, Draws]:
    """``year`` and ``first`` of each fiscal year."""
    years = np.arange(case.years, dtype=np.float64)
    return dict(zip(CALENDAR, (years, (years == 0).astype(np.float64)), strict=True))


def lines_computed(
    case: Case,
    formulas: Mapping[str, str],
    numbers: Mapping[str, Drawn],
    part: str,
    scaled: Mapping[str, float] = UNSCALED,
) -> dict[str, Draws]:
    """Every line of some formulas.

    Args:
        case: whose years they are.
        formulas: by the name of their line.
        numbers: what formulas may name.
        part: ``likely`` or ``draws``.
        scaled: numbers that are taken so many times.
    """
    needed = {name for formula in formulas.values() for name in names_in(formula)} & set(numbers)
    known = {name: getattr(numbers[name], part) * scaled.get(name, 1.0) for name in needed}
    return evaluated(formulas, calendar(case) | known)


def line_of(
    case: Case, option: str, numbers: Mapping[str, Drawn], line: str, scaled: Mapping[str, float] = UNSCALED
) -> Stream:
    """One line of a way of working, by year, without computing what it does not rest on; see :func:`lines_computed`."""
    everything = formulas_of(case, option)
    formulas = {name: everything[name] for name in behind(everything, line) if name in everything}
    n = max(len(number.draws) for number in numbers.values())
    likely, draws = (lines_computed(case, formulas, numbers, part, scaled)[line] for part in ("likely", "draws"))
    return Stream(np.broadcast_to(likely, (case.years,)), np.broadcast_to(draws, (n, case.years)))


def behind(formulas: Mapping[str, str], line: str) -> frozenset[str]:
    """A line, all lines that it rests on, and all inputs."""
    needed, found = [line], set()
    while needed:
        name = needed.pop()
        if name not in found:
            found.add(name)
            needed += names_in(formulas[name]) if name in formulas else ()
    return frozenset(found)
