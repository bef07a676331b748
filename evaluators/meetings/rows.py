"""Counts of a recording as rows that add up over units."""

from collections.abc import Sequence

import pandas as pd

from evaluators.meetings.transcript import Floats, Integers

COUNTS = ["unit", "speaker", "pace", "metric", "normaliser", "part", "whole"]
"""Columns: the unit, whose words and how fast they are spoken (empty where that means nothing), and sums of what is
counted over what it is counted of."""


def by_speaker(places: pd.DataFrame, metric: str, normaliser: str) -> pd.DataFrame:
    """Sums by unit, speaker and pace."""
    keys = ["unit", "speaker", "pace"]
    summed = places.groupby(keys, as_index=False)[["part", "whole"]].sum()
    return summed.assign(metric=metric, normaliser=normaliser)[COUNTS]


def by_unit(
    unit: Integers, part: Sequence[float] | Integers | Floats | int, whole: object, metric: str, name: str
) -> pd.DataFrame:
    """Sums by unit alone."""
    rows = pd.DataFrame({"unit": unit, "speaker": "", "pace": "", "part": part, "whole": whole})
    return by_speaker(rows, metric, name)
