"""Times of people beside what they did in them: what the model of work is fitted to."""

import pandas as pd

from evaluators.grade import Source
from evaluators.timing.frames import WORK

AMOUNTS = ("sheets", "fields", "characters")


def work_rows(timings: pd.DataFrame, amounts: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``frames.WORK`` of all times whose amount of work is known; a set-up is one batch and nothing else.

    Modelled times are left out: a model fitted to them would give them back.

    Args:
        timings: columns of ``frames.TIMINGS``.
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
