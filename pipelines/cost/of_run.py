"""Whether it pays by one run alone, for the page of the run: all fields looked at, with each engine."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from evaluators.cost import options
from evaluators.cost.assessing import assess
from evaluators.cost.case import Case
from evaluators.cost.case_forms import Accuracy
from evaluators.cost.case_tools import OwnTool
from evaluators.cost.outcome import Assessment
from evaluators.grade import Origin
from evaluators.quantity import Quantity
from evaluators.saving import Saving
from pipelines.batches.forms import FormsBatch
from pipelines.cost.form_numbers import Draw, OfRun, numbers_of
from pipelines.imports import product_of

DRAWS = 20_000
"""As many as for the minutes of the page: a campaign of several runs is assessed with more."""

WAYS = (options.AS_NOW, options.AI_ALL)
"""That a single run speaks of."""


def assessed(
    case: Case,
    file: Path,
    batch: FormsBatch,
    scored: pd.DataFrame,
    origin: Origin,
    template: str,
    savings: Mapping[str, Saving],
    seed: int,
) -> dict[str, Assessment]:
    """What correcting the readings of each engine comes to, an outside product's at its own price.

    Args:
        case: of the campaign; of it, work on forms as now and with all fields looked at.
        file: where it stands.
        batch: that was read.
        scored: fields of the kind of form that the case speaks of.
        origin: as the run recorded it.
        template: the kind of form.
        savings: of this kind, by engine; one without minutes for want of forms, or without a price, is left out.
        seed: of the draws.
    """
    if case.forms is None:
        return {}
    found = {}
    for engine, saving in savings.items():
        minutes, tool = saving.quantity("minutes_saved"), _tool_of(engine, case)
        if minutes.value is None or tool is None:
            continue
        alone = _alone(case, engine, tool)
        assert alone.forms is not None
        of_run = OfRun(batch, scored, origin, engine)
        numbers = numbers_of(alone, alone.forms, file, of_run, Draw.of(alone, DRAWS, seed))
        found[engine] = assess(
            alone, numbers, n=DRAWS, seed=seed, n_documents=minutes.n_documents, engine=engine,
            scope={"template": template}, ways=WAYS,
        )  # fmt: skip
    return found


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
