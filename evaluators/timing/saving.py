"""What people's times say that correcting saves, in the place of what a model computes."""

from collections.abc import Mapping

from evaluators.quantity import Quantity, quantity_id
from evaluators.saving import Saving, saving
from evaluators.timing.draws import MinuteDraws
from evaluators.timing.paired import METHOD, Paired

ARM = "ai_all"
"""The way of working that the model computes too."""
STUDY = "study"
"""Key of the scope of figures that a study gave."""
CASES = "people"
"""Where the times behind them are: an anchor of the page."""


def measured_saving(drawn: MinuteDraws, found: Paired, *, engine: str, study: str) -> Saving | None:
    """Minutes a form by hand and with AI, as the model gives them.

    Args:
        drawn: minutes of the forms that ``found`` speaks of.
        found: typing beside correcting, every field looked at. The time saved and its share are these, so that a
            page says the same everywhere.
        engine: whose readings were corrected.
        study: its name.

    Returns:
        None where too little was timed for an interval.
    """
    if ARM not in drawn.minutes or found.share.value is None:
        return None
    scope = {STUDY: study, **found.scope}
    made = saving(
        drawn.minutes, drawn.best, engine=engine, n_documents=found.share.n_documents, grades=(drawn.basis.grade,),
        source=drawn.basis.source, scope=scope,
    )  # fmt: skip
    paired = {"minutes_saved": (found.saved, 1 / 60), "share_saved": (found.share, 1.0)}
    quantities = (_as_paired(each, *paired.get(each.metric, (each, 1.0))) for each in made.quantities)
    return Saving(tuple(quantities))


def _as_paired(quantity: Quantity, of: Quantity, factor: float) -> Quantity:
    """With the bounds of the figure of pairs."""
    bounds = {name: None if bound is None else bound * factor for name, bound in
              (("low", of.low), ("value", of.value), ("high", of.high))}  # fmt: skip
    return quantity.model_copy(update={**bounds, "method": METHOD, "cases": CASES})


def scoped(quantity: Quantity, scope: Mapping[str, str]) -> Quantity:
    """A quantity that speaks of less: with more in its scope, and the id that follows."""
    whole = {**quantity.scope, **scope}
    id = quantity_id(quantity.metric, quantity.engine, quantity.normaliser, whole)
    return quantity.model_copy(update={"scope": whole, "id": id})
