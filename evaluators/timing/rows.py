"""What the clock found as rows of ``timings.csv``, source ``measured``."""

import pandas as pd

from evaluators.frames import TIMINGS
from evaluators.grade import Source


def timing_rows(items: pd.DataFrame, work: pd.DataFrame) -> pd.DataFrame:
    """A row for each assignment that was begun. Only the active seconds count as its time.

    Args:
        items: columns of ``frames.CLOCKED_ITEMS``.
        work: what the assignments are: assignment, item, method, worker, sequence, errors_left (None where nobody has
            compared what was entered with the truth).

    Returns:
        Columns of ``frames.TIMINGS``. ``started`` is in UTC, by the server's clock.

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
