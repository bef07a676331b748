"""Rows of tables as data, with numbers as numbers."""

from collections.abc import Sequence

import pandas as pd

from evaluators.frames import Frame
from evaluators.timing.frames import TIMINGS
from pipelines.tables import Row


def frame_of(rows: Sequence[Row], columns: Frame) -> pd.DataFrame:
    """Rows under the columns of a frame; blank numbers are missing."""
    found = pd.DataFrame(rows, columns=columns.names, dtype=object)
    numbers = [column.name for column in columns.columns if column.kind != "text"]
    return found.assign(**{name: pd.to_numeric(found[name].replace("", None)) for name in numbers})


def timings_frame(rows: Sequence[Row]) -> pd.DataFrame:
    """Rows of timings.csv."""
    return frame_of(rows, TIMINGS)
