"""Whether it pays by one run alone, for the page of the run: all fields looked at, with each engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from evaluators.cost import options
from evaluators.cost.assessing import assess, check_numbers
from evaluators.cost.case import Case
from evaluators.cost.case_forms import Accuracy
from evaluators.cost.case_tools import OwnTool
from evaluators.cost.drawn import Drawn
from evaluators.cost.formulas import FormulaError, names_in
from evaluators.cost.outcome import Assessment
from evaluators.cost.what_if import Measured
from evaluators.quantity import Quantity
from evaluators.saving import Saving
from pipelines.batches.forms import FormsBatch
from pipelines.cost.case_file import wrong_formula
from pipelines.cost.form_numbers import Draw, OfRun, numbers_of
from pipelines.cost.passed import with_policy
from pipelines.errors import KoukaError, Problem, Severity
from pipelines.imports import product_of
from pipelines.runs.store import Run

DRAWS = 20_000
"""As many as for the minutes of the page: a campaign of several runs is assessed with more."""

WAYS = (options.AS_NOW, options.AI_ALL)
"""That a single run speaks of."""


@dataclass(frozen=True)
class OneRun:
    """A run, and of it the kind of form that the case speaks of."""

    run: Run
    batch: FormsBatch
    scored: pd.DataFrame
    """``frames.SCORED``, of this kind of form alone."""
    template: str
    readers: Sequence[str]
    """Engines of text of the city's own, the better ones first."""


@dataclass(frozen=True)
class Costs:
    """What the case says of a run."""

    assessed: Mapping[str, Assessment]
    """By engine."""
    left_out: Mapping[str, Problem]
    """By engine, why nothing could be computed of it."""


NOTHING = Costs({}, {})


def assessed(case: Case, file: Path, one: OneRun, savings: Mapping[str, Saving], seed: int) -> Costs:
    """What correcting the readings of each engine comes to, an outside product's at its own price.

    Nothing that is wrong with the case keeps anybody from what was measured: where a number is missing that a line
    names, or a line comes to none, the engine is left out and the reason is told.

    Args:
        case: of the campaign; of it, work on forms as now and with all fields looked at.
        file: where it stands.
        one: the run.
        savings: of this kind of form, by engine; one without minutes for want of forms, or without a price, is no part
            of it.
        seed: of the draws.
    """
    found: dict[str, Assessment] = {}
    left_out: dict[str, Problem] = {}
    for engine, saving in savings.items():
        minutes, tool = saving.quantity("minutes_saved"), _tool_of(engine, case)
        if case.forms is None or minutes.value is None or tool is None:
            continue
        alone = _alone(case, engine, tool)
        try:
            numbers = _numbers(case, alone, file, one, engine, seed)
            _check(alone, numbers, file, case)
        except KoukaError as error:
            left_out[engine] = replace(error.problem, severity=Severity.WARNING)
            continue
        found[engine] = assess(
            alone, numbers, n=DRAWS, seed=seed, n_documents=minutes.n_documents, engine=engine,
            scope={"template": one.template}, ways=WAYS,
        )  # fmt: skip
    return Costs(found, left_out)


def _numbers(case: Case, alone: Case, file: Path, one: OneRun, engine: str, seed: int) -> Mapping[str, Drawn]:
    """Whatever the lines of an engine name, as far as there is such a number.

    What its lines name beyond the numbers of this way of working is taken from the whole case, as ``kouka cost`` does.
    That is computed only where it is named, since it doubles the time.
    """
    found = _measured(alone, file, OfRun(one.batch, one.scored, one.run.file.batch.origin, engine), seed)
    names = {name for line in alone.lines for name in names_in(line.formula)}
    if not (names - found.keys()) & (options.measurable(case) | case.inputs.keys()):
        return found
    own = engine if engine in one.readers else next(iter(one.readers), engine)
    of_run = OfRun(one.batch, one.scored, one.run.file.batch.origin, own, one.readers)
    assert case.forms is not None
    of_run = with_policy(one.run, of_run, case.forms.policy, file, [])
    return {**_measured(case, file, of_run, seed), **found}


def _measured(case: Case, file: Path, of_run: OfRun, seed: int) -> Mapping[str, Drawn]:
    assert case.forms is not None
    numbers = numbers_of(case, case.forms, file, of_run, Draw.of(case, DRAWS, seed))
    return Measured.of(case, numbers, DRAWS, seed).numbers


def _check(alone: Case, numbers: Mapping[str, Drawn], file: Path, case: Case) -> None:
    """See that every line comes to a number.

    Raises:
        KoukaError: one does not, or names what there is not.
    """
    try:
        check_numbers(alone, numbers, WAYS)
    except FormulaError as error:
        raise wrong_formula(error, file, case) from None


def _tool_of(engine: str, case: Case) -> OwnTool | None:
    """What an engine costs; None where the case does not say."""
    product = product_of(engine)
    if not product:
        return case.ai
    offers = [each for each in case.products if each.name == product]
    return OwnTool.model_validate(offers[0].model_dump(exclude={"name"})) if offers else None


def _alone(case: Case, engine: str, tool: OwnTool) -> Case:
    """The case with what one engine costs, in the place of what the city's own costs.

    Accuracy is that of the run, whatever the case says, and further lines are those of this engine. What else there is
    in the case stays: lines may name it.
    """
    forms, product = case.forms, product_of(engine)
    assert forms is not None
    mine = options.PRODUCT + product if product else options.AI_ALL
    return case.model_copy(
        update={
            "forms": forms.model_copy(
                update={"accuracy": Accuracy.model_validate({"from": "run:latest"}), "policy": None}
            ),
            "ai": tool,
            "lines": tuple(
                line.model_copy(update={"option": options.AI_ALL}) if line.option == mine else line
                for line in case.lines
                if line.option in (options.AS_NOW, mine)
            ),
        }
    )


def shown(assessment: Assessment) -> tuple[Quantity, ...]:
    """Its figures for accuracy.json: of the way with AI, over the whole horizon."""
    return tuple(
        quantity
        for quantity in assessment.quantities
        if quantity.scope["option"] == options.AI_ALL and "year" not in quantity.scope
    )
