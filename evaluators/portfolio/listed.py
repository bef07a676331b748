"""Hours a year that the list names, with their spread."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from evaluators.inputs import Draws, spread_evenly, triangular

MINUTES_PER_HOUR = 60
NAMES = ("per_year", "minutes")


@dataclass(frozen=True)
class Listed:
    """Hours a year of each task as it is done now."""

    likely: Draws
    """At the most likely values, (tasks,)."""
    draws: Draws
    """(draws, tasks)."""
    inputs: dict[str, Draws]
    """What was drawn, by ``per_year`` and ``minutes``, (draws, tasks)."""


def listed(tasks: pd.DataFrame, n: int, generator: np.random.Generator) -> Listed:
    """Times a year × minutes each ÷ 60, each from the triangle over its low, most likely and high value.

    Each is drawn once from each of ``n`` equal parts of its triangle, so that few draws have its mean.

    Args:
        tasks: columns of ``frames.TASKS``, numbers as numbers.
        n: draws.
        generator: of the draws.
    """
    drawn = {name: _triangles(tasks, name, n, generator) for name in NAMES}
    per_year, minutes = (tasks[name].to_numpy(dtype=np.float64) for name in NAMES)
    return Listed(per_year * minutes / MINUTES_PER_HOUR, drawn["per_year"] * drawn["minutes"] / MINUTES_PER_HOUR, drawn)


def _triangles(tasks: pd.DataFrame, name: str, n: int, generator: np.random.Generator) -> Draws:
    low, likely, high = (tasks[f"{name}{end}"].to_numpy(dtype=np.float64) for end in ("_low", "", "_high"))
    return triangular(low, likely, high, np.column_stack([spread_evenly(n, generator) for _task in low]))
