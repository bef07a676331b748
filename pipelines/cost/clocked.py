"""Whether the times of a table are those of the events beside it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from evaluators.timing.clock import Limits, clocked
from evaluators.timing.frames import EVENTS
from pipelines.tables import Row, problems_of, read_table

EVENTS_FILE = "events.csv"
ANY_LIMIT = 60.0
"""Idle limit in seconds. Active and idle time together do not depend on it, and are what is compared."""


def clocked_by_events(folder: Path, rows: Sequence[Row]) -> bool:
    """Whether every time of the table, active and idle together, is that of an item in events.csv of the folder.

    It shows that nobody changed times by mistake or put others in; events that somebody invents it does not find out.
    """
    file = folder / EVENTS_FILE
    if not file.is_file():
        return False
    table = read_table(file)
    if problems_of(table, EVENTS):
        return False
    events = pd.DataFrame(table.rows, columns=EVENTS.names)
    numbers = [column.name for column in EVENTS.columns if column.kind != "text"]
    events[numbers] = events[numbers].apply(pd.to_numeric)
    items = clocked(events, Limits(idle_s=ANY_LIMIT)).items
    known = Counter(_tenths(items["active_s"] + items["idle_s"]))
    timed = pd.DataFrame(rows, columns=["seconds", "idle_seconds"]).apply(pd.to_numeric).fillna(0.0)
    return not Counter(_tenths(timed["seconds"] + timed["idle_seconds"])) - known


def _tenths(seconds: pd.Series) -> list[int]:
    return [int(each) for each in (seconds * 10).round()]
