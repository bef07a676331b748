"""Clocked assignments as rows of timings.csv."""

import pandas as pd
import pytest

from evaluators.timing.clock import clocked
from evaluators.timing.frames import TIMINGS
from evaluators.timing.rows import timing_rows
from tests.evaluators.timing.test_clock import log

WORK = pd.DataFrame(
    [(7, "a.pdf", "manual", "p1", 3, 1)],
    columns=["assignment", "item", "method", "worker", "sequence", "errors_left"],
)
NOON_S = 1_750_000_000


def test_active_seconds_are_the_time_and_idle_ones_stand_beside():
    events = log(
        (NOON_S, "open", "", 0), (NOON_S + 40, "key", "name", 5), (NOON_S + 45.5, "submit", "", 0), assignment=7
    )
    rows = timing_rows(clocked(events).items, WORK)
    assert list(rows.columns) == TIMINGS.names
    assert rows.loc[0].to_dict() == {
        **{"item": "a.pdf", "method": "manual", "worker": "p1", "sequence": 3, "started": "2025-06-15T15:06:40Z"},
        **{"seconds": 35.5, "idle_seconds": 10.0, "keystrokes": 5, "errors_left": 1, "source": "measured"},
    }


def test_an_assignment_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match=r"\[1\]"):
        timing_rows(clocked(log((0, "open", "", 0))).items, WORK)
