"""One batch over time: how well each run over it did, by date, engine and version."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from dashboards.pages import words
from dashboards.pages.meeting_words import recording_name
from dashboards.web.rendering import render
from dashboards.web.runs.records import address_of, all_runs, headline_of, run_at
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from evaluators.quantity import Quantity
from pipelines.runs.store import Run

router = APIRouter()
WIDE, HIGH, LEFT, TOP, FOOT = 100.0, 40.0, 7.0, 1.5, 4.0
"""Of the figure, in units of its view box."""
MOST_DATES = 10


@dataclass(frozen=True)
class Mark:
    """A rate as it is drawn: its place, and its interval as a line."""

    x: float
    y: float
    low: float
    high: float
    said: str


@dataclass(frozen=True)
class Series:
    """What one engine did, run by run."""

    name: str
    marks: tuple[Mark, ...]

    @property
    def line(self) -> str:
        """The points of its line."""
        return " ".join(f"{mark.x:.2f},{mark.y:.2f}" for mark in self.marks)


@dataclass(frozen=True)
class Row:
    """A run in the table."""

    run: Run
    address: str
    found: tuple[tuple[str, str, Quantity], ...]
    """What it is of, version of its engine, and the rate."""


@router.get("/runs/{campaign}/{run}/over-time")
def over_time(
    request: Request, campaign: str, run: str, _visitor: Annotated[Visitor, Depends(needs(Role.VIEWER))]
) -> Response:
    """All measured runs over the batch of a run."""
    found = run_at(campaign, run)
    rows = rows_of(found)
    return render(
        request, "over_time.html.j2", run=found, address=address_of(found), rows=rows, series=series_of(rows),
        ticks=ticks_of(rows), dates=dates_of(rows), size=(WIDE, HIGH), left=LEFT, foot=FOOT,
    )  # fmt: skip


def rows_of(run: Run) -> list[Row]:
    """The measured runs over the same batch, oldest first."""
    same = [each for each in all_runs() if each.file.batch.path == run.file.batch.path and each.file.finished]
    ordered = sorted(same, key=lambda each: each.file.started)
    rows = [Row(each, address_of(each), tuple(_found(each))) for each in ordered]
    return [row for row in rows if row.found]


def _found(run: Run) -> list[tuple[str, str, Quantity]]:
    versions = {record.name: record.version for record in run.file.engines}
    return [
        (_name(quantity), versions.get(quantity.engine or "", ""), quantity)
        for quantity in headline_of(run)
        if quantity.value is not None
    ]


def _name(quantity: Quantity) -> str:
    recording = quantity.scope.get("recording")
    engine = words.engine_name(quantity.engine or "")
    return f"{engine} · {recording_name(recording)}" if recording else engine


def _range(rows: Sequence[Row]) -> tuple[float, float]:
    """What the figure reaches over: all intervals, in whole tenths."""
    bounds = [bound for row in rows for _name, _version, rate in row.found for bound in (rate.low, rate.high)]
    known = [bound for bound in bounds if bound is not None]
    low, high = (int(min(known, default=0.0) * 10) / 10, -(-max(known, default=1.0) * 10 // 1) / 10)
    return low, max(high, low + 0.1)


def _height(value: float, reach: tuple[float, float]) -> float:
    low, high = reach
    return TOP + (1 - (value - low) / (high - low)) * (HIGH - TOP - FOOT)


def series_of(rows: Sequence[Row]) -> list[Series]:
    """The rates of each engine as they are drawn, one place a run."""
    reach = _range(rows)
    step = (WIDE - LEFT) / max(1, len(rows))
    found: dict[str, list[Mark]] = {}
    for place, row in enumerate(rows):
        for number, (name, version, rate) in enumerate(row.found):
            x = LEFT + (place + 0.5) * step + (number - (len(row.found) - 1) / 2) * min(0.8, step / 8)
            y, low, high = (_height(value or 0.0, reach) for value in (rate.value, rate.low, rate.high))
            found.setdefault(name, []).append(Mark(x, y, low, high, f"{name} {version}"))
    return [Series(name, tuple(marks)) for name, marks in found.items()]


def dates_of(rows: Sequence[Row]) -> list[tuple[float, str]]:
    """Where dates stand below the figure; not all of them where there are many."""
    step = (WIDE - LEFT) / max(1, len(rows))
    every = -(-len(rows) // MOST_DATES)
    return [(LEFT + (place + 0.5) * step, row.run.file.started[:10])
            for place, row in enumerate(rows) if place % max(1, every) == 0]  # fmt: skip


def ticks_of(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Heights of the lines of the figure, with the rate that each stands for."""
    low, high = _range(rows)
    tenths = range(round(low * 10), round(high * 10) + 1)
    return [(_height(tenth / 10, (low, high)), tenth / 10) for tenth in tenths]
