"""What the clock found as rows of ``timings.csv``, source ``measured``."""

import pandas as pd

from evaluators.grade import Source
from evaluators.timing.frames import TIMINGS

TOGETHER = {"active_s": "sum", "idle_s": "sum", "keystrokes": "sum", "opened_ms": "min"}
"""How the times of a typing and of a decision on it become one."""


def timing_rows(items: pd.DataFrame, work: pd.DataFrame) -> pd.DataFrame:
    """A row for each assignment that was begun. Only the active seconds count as its time.

    Args:
        items: columns of ``frames.CLOCKED_ITEMS``.
        work: what the assignments are: assignment, item, method, worker, sequence, errors_left (None where nobody has
            compared what was entered with the truth).

    Returns:
        Columns of ``timing.frames.TIMINGS``. ``started`` is in UTC, by the server's clock.

    Raises:
        ValueError: a clocked assignment is not in ``work``, or stands there twice.
    """
    missing = set(items["assignment"]) - set(work["assignment"])
    if missing:
        raise ValueError(f"nothing says what assignments {sorted(missing)} are")
    rows = items.merge(work, on="assignment", validate="one_to_one")
    started = pd.to_datetime(rows["opened_ms"].round(), unit="ms", utc=True)
    return rows.assign(
        started=started.dt.strftime("%Y-%m-%dT%H:%M:%SZ"),
        seconds=rows["active_s"].round(3),
        idle_seconds=rows["idle_s"].round(3),
        source=Source.MEASURED.value,
    )[TIMINGS.names]


def submitted_rows(items: pd.DataFrame, work: pd.DataFrame) -> pd.DataFrame:
    """A row for each assignment of ``work``, by worker and sequence; others that were clocked are passed over.

    Of two people's work each has a row. That of the second takes in the time of deciding where they differ.

    Args:
        items: columns of ``frames.CLOCKED_ITEMS``.
        work: as for :func:`timing_rows`, and decided_in: the assignment whose time is added, or missing.

    Returns:
        Columns of ``timing.frames.TIMINGS``.
    """
    later = work.dropna(subset=["decided_in"])
    own = dict(zip(later["decided_in"].astype("int64"), later["assignment"], strict=True))
    known = items[items["assignment"].isin([*work["assignment"], *own])]
    whole = (
        known.assign(assignment=known["assignment"].replace(own)).groupby("assignment", as_index=False).agg(TOGETHER)
    )
    return timing_rows(whole, work.drop(columns="decided_in")).sort_values(["worker", "sequence"], ignore_index=True)
