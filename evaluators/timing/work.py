"""Times of people beside what they did in them: what the model of work is fitted to."""

from collections.abc import Mapping

import pandas as pd

from evaluators.grade import Source
from evaluators.timing.design import TWO_PERSON
from evaluators.timing.frames import PARTS, WORK

AMOUNTS = ("sheets", "fields", "characters")


def work_rows(timings: pd.DataFrame, amounts: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``frames.WORK`` of all times whose amount of work is known; a set-up is one batch and nothing else.

    Modelled times are left out: a model fitted to them would give them back.

    Args:
        timings: columns of ``timing.frames.TIMINGS``.
        amounts: item, method, then for one person's part in the item: sheets that they handled, fields that they
            looked at or typed, characters that they corrected or typed, and further columns ``engine_<name>``.

    Raises:
        ValueError: an item and method stand twice in ``amounts``.
    """
    timed = timings[timings["source"] != Source.MODELLED.value]
    engines = sorted(name for name in amounts.columns if name.startswith("engine_"))
    items = timed[timed["method"] != "setup"].merge(amounts, on=["item", "method"], validate="many_to_one")
    setups = timed[timed["method"] == "setup"].assign(**dict.fromkeys([*AMOUNTS, *engines], 0.0))
    rows = pd.concat([items.assign(batches=0.0), setups.assign(batches=1.0)], ignore_index=True)
    return rows.rename(columns={"item": "unit"})[[*WORK.names, *engines]]


def work_like(amounts: pd.DataFrame, method: str, items: float, corrected: float = 1.0) -> Mapping[str, float]:
    """The work in so many items of the same kind, for :meth:`evaluators.timing.effort.Effort.predicted`.

    Args:
        amounts: as for :func:`work_rows`.
        method: a way of working that stands in them.
        items: how many.
        corrected: times as many characters are corrected as were, where an engine has read: 0.5 is an engine with half
            the errors. What is typed without an engine stays as it is.

    Raises:
        ValueError: nothing of the method is known.
    """
    rows = amounts[amounts["method"] == method].drop(columns=["item", "method"])
    if rows.empty:
        raise ValueError(f"no amounts of {method}")
    mean = rows.mean()
    engines = [name for name in mean.index if name not in AMOUNTS]
    if mean[engines].sum() > 0:
        mean["characters"] *= corrected
    people = len(PARTS) if method == TWO_PERSON else 1
    return {str(name): float(amount) * items * people for name, amount in mean.items()}
