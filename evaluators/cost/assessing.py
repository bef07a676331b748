"""From a case and what was measured to what each way of working comes to over the years."""

from collections.abc import Collection, Mapping

import numpy as np

from evaluators.cost import options
from evaluators.cost.case import Case
from evaluators.cost.drawn import Drawn, drawn_inputs
from evaluators.cost.evaluating import behind, lines_computed
from evaluators.cost.figures import figures
from evaluators.cost.formulas import EndlessError, FormulaError, TwiceError, in_order
from evaluators.cost.lines import CALENDAR, formulas_of, lines_of
from evaluators.cost.making import Basis
from evaluators.cost.outcome import Assessment, Outcome, Stream
from evaluators.grade import Grade
from evaluators.quantity import EVERYTHING

DRAWS = 100_000
STREAMS = ("hours", "spent", "staff", "errors_left", "errors_yen", "tool")


def assess(
    case: Case,
    measured: Mapping[str, Drawn],
    *,
    n: int = DRAWS,
    seed: int,
    n_documents: int = 0,
    engine: str | None = None,
    scope: Mapping[str, str] = EVERYTHING,
    ways: Collection[str] | None = None,
) -> Assessment:
    """Every way of working that the case and the measurements can speak of.

    Args:
        case: the city's inputs.
        measured: numbers from runs and studies by the names that lines give them, each with ``n`` draws.
        n: how many draws.
        seed: the same seed gives the same bytes.
        n_documents: forms behind what was measured.
        engine: whose readings are corrected, where the figures of several stand in one file.
        scope: of the figures.
        ways: that alone are spoken of; None: all.
    """
    numbers = {**drawn_inputs(case, n, seed), **measured}
    known = options.options_of(case, numbers)
    found = tuple(outcome(case, option, numbers, n) for option in known if ways is None or option in ways)
    inputs = {name: number for name, number in numbers.items() if number.elementary}
    assessment = Assessment(
        case=case,
        outcomes=found,
        inputs={name: number.draws[:, 0] for name, number in inputs.items()},
        input_grades={name: number.grade for name, number in inputs.items()},
        quantities=(),
        likely={name: number.likely for name, number in numbers.items()},
    )
    return figures(Basis(assessment, numbers, n_documents, engine, scope))


def outcome(case: Case, option: str, numbers: Mapping[str, Drawn], n: int) -> Outcome:
    """What one way of working comes to."""
    formulas = formulas_of(case, option)
    likely, draws = (lines_computed(case, formulas, numbers, part) for part in ("likely", "draws"))
    streams = {
        name: Stream(np.broadcast_to(likely[name], (case.years,)), np.broadcast_to(draws[name], (n, case.years)))
        for name in STREAMS
    }
    grades = {numbers[name].grade for name in behind(formulas, "cost") & numbers.keys()}
    return Outcome(option=option, **streams, grades=tuple(grade for grade in Grade if grade in grades))


def check_numbers(case: Case, numbers: Mapping[str, Drawn], ways: Collection[str] | None = None) -> None:
    """See that every line of every way of working comes to a number, in every draw.

    Args:
        case: the city's inputs.
        numbers: its own among them.
        ways: that alone are seen to; None: all.

    Raises:
        FormulaError: a line names what there is not.
        EndlessError: one comes to no number.
    """
    for option in (each for each in options.options_of(case, numbers) if ways is None or each in ways):
        formulas = formulas_of(case, option)
        for part in ("likely", "draws"):
            lines = lines_computed(case, formulas, numbers, part)
            for name in in_order(formulas, frozenset({*numbers, *CALENDAR})):
                if not np.isfinite(lines[name]).all():
                    raise EndlessError(name, name)


def check(case: Case) -> None:
    """See that the lines of every way of working can be computed, before anything is.

    Raises:
        FormulaError: a line is no formula, or names what there is not.
        TwiceError: a line or further input of the case has the name of something else.
        CircularError: lines need each other.
    """
    known = options.measurable(case)
    found = options.options_of(case, known)
    for option in found:
        table = lines_of(case, option)
        taken = [*(key for key, _entered in case.entered()), *known, *CALENDAR, *(line.name for line in table)]
        twice = next(
            (name for name in [*case.more, *(line.name for line in case.lines)] if taken.count(name) > 1), None
        )
        if twice is not None:
            raise TwiceError(twice, twice)
        in_order({line.name: line.formula for line in table}, frozenset({*case.inputs, *known, *CALENDAR}))
    for line in case.lines:
        if line.option not in found:
            raise FormulaError(line.option, line.name)
