"""From a case and what was measured to what each way of working comes to over the years."""

from collections.abc import Collection, Mapping

import numpy as np

from evaluators.cost import options
from evaluators.cost.case import Case
from evaluators.cost.drawn import Drawn, drawn_inputs
from evaluators.cost.evaluating import behind, lines_computed
from evaluators.cost.figures import Basis, figures
from evaluators.cost.formulas import in_order
from evaluators.cost.lines import CALENDAR, formulas_of
from evaluators.cost.outcome import Assessment, Outcome, Stream
from evaluators.grade import Grade

DRAWS = 100_000
STREAMS = ("hours", "spent", "staff", "errors_left", "errors_yen", "tool")
EVERYTHING: Mapping[str, str] = {}


def assess(
    case: Case,
    measured: Mapping[str, Drawn],
    *,
    n: int = DRAWS,
    seed: int,
    n_documents: int = 0,
    engine: str | None = None,
    scope: Mapping[str, str] = EVERYTHING,
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
    """
    numbers = {**drawn_inputs(case, n, seed), **measured}
    found = tuple(outcome(case, option, numbers, n) for option in options.options_of(case, numbers))
    inputs = _inputs(case, found, numbers, measured)
    assessment = Assessment(
        case=case,
        first_year=case.first_year,
        years=case.years,
        outcomes=found,
        inputs={name: number.draws[:, 0] for name, number in inputs.items()},
        input_grades={name: number.grade for name, number in inputs.items()},
        quantities=(),
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


def _inputs(
    case: Case, found: tuple[Outcome, ...], numbers: Mapping[str, Drawn], measured: Mapping[str, Drawn]
) -> dict[str, Drawn]:
    """What was drawn and is used, but for what was computed from other draws."""
    used = {name for each in found for name in behind(formulas_of(case, each.option), "cost")}
    used |= measured.keys() | {"discount_rate"}
    return {name: number for name, number in numbers.items() if number.elementary and name in used}


def check(case: Case, known: Collection[str]) -> None:
    """See that the lines of every way of working can be computed, before anything is.

    Raises:
        FormulaError: a line is no formula, or names what there is not.
        CircularError: lines need each other.
    """
    for option in options.options_of(case, known):
        in_order(formulas_of(case, option), frozenset({*case.inputs, *known, *CALENDAR}))
