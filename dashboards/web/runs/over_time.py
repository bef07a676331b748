"""One batch over time: how well each run over it did, by date, engine and version."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from dashboards.language import _
from dashboards.pages import words
from dashboards.pages.meeting_words import recording_name
from dashboards.web.rendering import render
from dashboards.web.runs.drawing import line_through
from dashboards.web.runs.records import address_of, run_at
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.summaries import Summary, summaries, summary_of
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
    edition: int


@dataclass(frozen=True)
class Series:
    """What one engine did, run by run."""

    name: str
    marks: tuple[Mark, ...]

    @property
    def lines(self) -> list[str]:
        """The points of its lines: rates of different documents or truth are not joined."""
        editions: dict[int, list[Mark]] = {}
        for mark in self.marks:
            editions.setdefault(mark.edition, []).append(mark)
        return [line_through(marks) for marks in editions.values() if len(marks) > 1]


@dataclass(frozen=True)
class Row:
    """A run in the table."""

    run: Summary
    edition: int
    """Of the batch, from 0: runs of one edition are of the same documents or recordings and the same truth."""
    change: str
    """What is not as in the run before; empty where nothing is."""

    @property
    def found(self) -> list[tuple[str, str, Quantity]]:
        """What it is of, version of its engine, and the rate."""
        return [
            (_name(rate), self.run.engines.get(rate.engine or "", ""), rate)
            for rate in self.run.rates
            if rate.value is not None
        ]


@router.get("/runs/{campaign}/{run}/over-time")
def over_time(
    request: Request, campaign: str, run: str, _visitor: Annotated[Visitor, Depends(needs(Role.VIEWER))]
) -> Response:
    """All measured runs over the batch of a run."""
    found = run_at(campaign, run)
    rows = rows_of(found)
    return render(
        request, "over_time.html.j2", run=found, address=address_of(found), rows=rows, series=series_of(rows),
        ticks=ticks_of(rows), dates=dates_of(rows), changes=changes_of(rows), size=(WIDE, HIGH), left=LEFT, foot=FOOT,
        top=TOP,
    )  # fmt: skip


def rows_of(run: Run) -> list[Row]:
    """The measured runs over the same batch, oldest first: those from its folder, and those of the same documents."""
    material = summary_of(run.folder).material
    same = [
        each
        for each in summaries()
        if each.finished
        and each.kind == run.file.kind
        and (each.batch == run.file.batch.path or each.material == material)
        and any(rate.value is not None for rate in each.rates)
    ]
    editions: dict[tuple[str, str], int] = {}
    rows: list[Row] = []
    for each in sorted(same, key=lambda each: each.started):
        edition = editions.setdefault((each.material, each.truth), len(editions))
        rows.append(Row(each, edition, _change(rows[-1].run, each) if rows else ""))
    return rows


def _change(before: Summary, now: Summary) -> str:
    documents, truth = before.material != now.material, before.truth != now.truth
    if documents and now.kind == "forms":
        return _("From here on other documents were read than before.")
    if documents:
        return _("From here on other recordings were heard than before.")
    return _("From here on it was measured against another truth than before.") if truth else ""


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
            found.setdefault(name, []).append(Mark(x, y, low, high, f"{name} {version}", row.edition))
    return [Series(name, tuple(marks)) for name, marks in found.items()]


def dates_of(rows: Sequence[Row]) -> list[tuple[float, str]]:
    """Where dates stand below the figure; not all of them where there are many."""
    step = (WIDE - LEFT) / max(1, len(rows))
    every = -(-len(rows) // MOST_DATES)
    return [(LEFT + (place + 0.5) * step, row.run.started[:10])
            for place, row in enumerate(rows) if place % max(1, every) == 0]  # fmt: skip


def changes_of(rows: Sequence[Row]) -> list[tuple[float, str]]:
    """Where the batch changed, between the runs before and behind, and what of it."""
    step = (WIDE - LEFT) / max(1, len(rows))
    return [(LEFT + place * step, row.change) for place, row in enumerate(rows) if row.change]


def ticks_of(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Heights of the lines of the figure, with the rate that each stands for."""
    low, high = _range(rows)
    tenths = range(round(low * 10), round(high * 10) + 1)
    return [(_height(tenth / 10, (low, high)), tenth / 10) for tenth in tenths]
