"""Hours a year that the list names, with their spread."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Draws = npt.NDArray[np.float64]

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
    drawn = generator.random((n, len(tasks)))
    span = high - low
    with np.errstate(divide="ignore", invalid="ignore"):
        turn = np.where(span > 0, (likely - low) / span, 0.0)
    rising = low + np.sqrt(drawn * span * (likely - low))
    falling = high - np.sqrt((1 - drawn) * span * (high - likely))
    return np.asarray(np.where(drawn < turn, rising, falling), dtype=np.float64)
