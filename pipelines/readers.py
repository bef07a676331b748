"""The engines of a run that read text, and which of them reads best."""

from collections.abc import Iterable, Sequence

import pandas as pd

from evaluators.mark_types import MARKS_ENGINE
from evaluators.quantity import Quantity


def readers_of(engines: Iterable[str]) -> list[str]:
    """Those that read text."""
    return [name for name in engines if name != MARKS_ENGINE]


def ranked(scored: pd.DataFrame, readers: Sequence[str]) -> list[str]:
    """Engines of text by the share of fields that they read right, the best first; of equals as they come."""
    right = scored.groupby("engine")["right_typed"].mean()
    return sorted((name for name in readers if name in right.index), key=lambda name: -float(right[name]))


def best_of(quantities: Sequence[Quantity], readers: Sequence[str]) -> str:
    """The engine with the highest share of fields right; of equals the first."""
    rates = {
        quantity.engine: quantity.value or 0
        for quantity in quantities
        if quantity.metric == "field_accuracy" and quantity.normaliser == "typed" and not quantity.scope
    }
    return max((name for name in readers if name in rates), key=lambda name: rates[name], default="")
