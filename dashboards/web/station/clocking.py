"""The times of assignments, by the clock of the evaluators, from the raw events and nothing else."""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, insert, select

from dashboards.web.database.tables import assignments, events, timings
from dashboards.web.station.lookup import Assignment, Study
from evaluators.timing.clock import Limits, clocked
from evaluators.timing.frames import EVENTS

DIGITS = 3
"""Seconds are kept to the millisecond."""


@dataclass(frozen=True)
class Difference:
    """A figure that is stored otherwise than the events give it."""

    assignment: int
    figure: str
    stored: object
    computed: object


def events_of(connection: Connection, study: Study) -> pd.DataFrame:
    """All events of a study: ``timing.frames.EVENTS``."""
    asked = select(*(events.c[name] for name in EVENTS.names)).join(assignments).where(assignments.c.study == study.id)
    return pd.DataFrame(connection.execute(asked.order_by(events.c.id)).all(), columns=EVENTS.names)


def clocked_items(connection: Connection, study: Study) -> pd.DataFrame:
    """Times of every assignment of a study that has events: ``timing.frames.CLOCKED_ITEMS``."""
    return clocked(events_of(connection, study), Limits(idle_s=study.idle_seconds)).items


def keep_times(connection: Connection, assignment: Assignment) -> None:
    """Compute the times of an assignment that was just submitted, and store them."""
    asked = select(*(events.c[name] for name in EVENTS.names)).where(events.c.assignment == assignment.id)
    frame = pd.DataFrame(connection.execute(asked.order_by(events.c.id)).all(), columns=EVENTS.names)
    items = clocked(frame, Limits(idle_s=assignment.study.idle_seconds)).items
    connection.execute(insert(timings).values(_figures(items.iloc[0])))


def kept_items(connection: Connection, study: Study) -> pd.DataFrame:
    """The same of submitted assignments as it was kept, the columns that become a row of timings.csv."""
    kept = timings.c.seconds, timings.c.idle_seconds, timings.c.keystrokes, timings.c.started
    asked = select(timings.c.assignment, *kept).join(assignments).where(assignments.c.study == study.id)
    names = ["assignment", "active_s", "idle_s", "keystrokes", "started"]
    found = pd.DataFrame(connection.execute(asked.order_by(timings.c.assignment)).all(), columns=names)
    opened = pd.to_datetime(found.pop("started"), utc=True).astype("datetime64[ms, UTC]").astype("int64")
    return found.assign(opened_ms=opened.astype("float64"))


def flags_of(connection: Connection, study: Study) -> list[list[str]]:
    """Of each submitted assignment, practice apart, why its time is to be doubted."""
    counts = assignments.c.study == study.id, assignments.c.practice.is_(False)
    asked = select(timings.c.flags).join(assignments).where(*counts)
    return [flags.split("|") for flags in connection.scalars(asked) if flags]


def differences(connection: Connection, study: Study) -> list[Difference]:
    """Every figure of a submitted assignment that the events give otherwise than it is stored; none if all is well."""
    stored = {
        row.assignment: dict(row._mapping)
        for row in connection.execute(select(timings).join(assignments).where(assignments.c.study == study.id))
    }
    computed = {int(row["assignment"]): _figures(row) for _index, row in clocked_items(connection, study).iterrows()}
    submitted = connection.scalars(
        select(assignments.c.id).where(assignments.c.study == study.id, assignments.c.submitted.is_not(None))
    )
    found = []
    for number in submitted:
        one, other = stored.get(number, {}), computed.get(number, {})
        names = [name for name in (*one, *other) if one.get(name) != other.get(name)]
        found += [Difference(number, name, one.get(name), other.get(name)) for name in dict.fromkeys(names)]
    return found


def _figures(item: pd.Series) -> dict[str, object]:
    """A row of the table of times, from one of ``timing.frames.CLOCKED_ITEMS``."""
    started = pd.Timestamp(round(item["opened_ms"]), unit="ms", tz="UTC")
    return {
        "assignment": int(item["assignment"]),
        "started": started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "seconds": _seconds(item["active_s"]),
        "idle_seconds": _seconds(item["idle_s"]),
        "paused_seconds": _seconds(item["paused_s"]),
        "hidden_seconds": _seconds(item["hidden_s"]),
        "away_seconds": _seconds(item["away_s"]),
        "keystrokes": int(item["keystrokes"]),
        "flags": str(item["flags"]),
    }


def _seconds(value: float) -> float:
    return round(float(value), DIGITS)
