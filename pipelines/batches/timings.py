"""timings.csv or timings.xlsx: times of people from outside, such as timesheets. They come in as ``reported``.

A file proves no clock. What the review station measured stays with its events, and never comes in by this way.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dashboards.language import _
from evaluators.grade import Source
from evaluators.timing.frames import TIMING_METHODS, TIMINGS
from pipelines.errors import KoukaError, Place, Problem, Severity
from pipelines.tables import Row, Table, problems_of
from pipelines.workbooks import read_either

TIMINGS_FILES = ("timings.csv", "timings.xlsx")
"""One of them."""
SETUP = "setup"
LONGEST = 1e7
"""Seconds of one time: more than a year of working hours."""
HANDED_IN = (Source.REPORTED.value, Source.ASKED.value)
"""Sources that a file may speak of; whatever else it says is taken as the first."""
LEFT_OUT = Severity.FAILS_DOCUMENT


@dataclass(frozen=True)
class Timed:
    """What can be timed in a batch."""

    kind: str
    """``forms`` or ``meetings``."""
    items: Mapping[str, int | None]
    """Documents or sessions, and how many fields can be wrong in each; None where nobody counts them."""
    listed_in: str
    """The file that lists them."""

    @property
    def methods(self) -> tuple[str, ...]:
        """Ways of working on items of this kind, and set-up."""
        minutes = [method for method in TIMING_METHODS if method.startswith("minutes_")]
        ways = minutes if self.kind == "meetings" else [each for each in TIMING_METHODS if each not in minutes]
        return (*(way for way in ways if way != SETUP), SETUP)


def timings_files(batch: Path) -> list[Path]:
    """The files with times that a batch has; one at most, where all is well."""
    return [batch / name for name in TIMINGS_FILES if (batch / name).is_file()]


def read_timings(batch: Path, timed: Timed) -> tuple[tuple[Row, ...], list[Problem]]:
    """Rows of ``timing.frames.TIMINGS`` that can be used, in their order, and what is wrong with the others.

    Where there is no file there are none. The column ``source`` need not be there: what a person hands in is reported.
    """
    files = timings_files(batch)
    if not files:
        return (), []
    if len(files) > 1:
        what = _("There are {names}, and only one can hold.", names=", ".join(file.name for file in files))
        return (), [Problem(what, Place(files[0]), _("Take one of them out."), LEFT_OUT)]
    (file,) = files
    try:
        table = read_either(file)
    except KoukaError as error:
        return (), [replace(error.problem, severity=LEFT_OUT)]
    table, claimed = _reported(table)
    problems = [replace(problem, severity=LEFT_OUT) for problem in problems_of(table, TIMINGS)]
    if set(TIMINGS.names) - {*table.columns}:
        return (), problems
    wrong = {problem.where.line for problem in problems if problem.where}
    rows: list[Row] = []
    seen: Counter[tuple[str, str, str]] = Counter()
    for index, row in enumerate(table.rows):
        if table.lines[index] in wrong:
            continue
        found = list(_row_problems(row, table.place(index), timed, seen))
        problems += found
        if not found:
            rows.append({name: row[name] for name in TIMINGS.names})
            seen[row["worker"], row["item"], row["method"]] += 1
    return tuple(rows), [*problems, *claimed, *_seen_before(table, rows)]


def _reported(table: Table) -> tuple[Table, list[Problem]]:
    """The table with a source that a file can have in every row, and what it claimed beyond that."""
    rows = [
        row | {"source": row["source"] if row.get("source") in HANDED_IN else Source.REPORTED.value}
        for row in table.rows
    ]
    columns = table.columns if "source" in table.columns else [*table.columns, "source"]
    claims = [index for index, row in enumerate(table.rows) if row.get("source", "") not in ("", *HANDED_IN)]
    problems = []
    if claims:
        what = _(
            "{n} rows say that their times are “{source}”; times from a file are taken as reported.",
            n=len(claims),
            source=table.rows[claims[0]]["source"],
        )
        todo = _("Only the review station measures. Write “reported”, or “asked” for what somebody expects.")
        problems.append(Problem(what, table.place(claims[0]), todo, Severity.WARNING))
    return replace(table, columns=columns, rows=rows), problems


def _row_problems(row: Row, place: Place, timed: Timed, seen: Mapping[tuple[str, str, str], int]) -> Iterator[Problem]:
    item, method = row["item"], row["method"]
    if method not in timed.methods:
        what = _("“{method}” is no way of working in a batch of this kind.", method=method)
        yield Problem(what, place, _("Ways here: {methods}", methods=", ".join(timed.methods)), LEFT_OUT)
    elif method != SETUP and item not in timed.items:
        what = _("“{item}” is not in {file}.", item=item, file=timed.listed_in)
        yield Problem(what, place, _("Compare the spelling, or take the row out."), LEFT_OUT)
    if not 0 < float(row["seconds"]) <= LONGEST or not 0 <= float(row["idle_seconds"] or 0) <= LONGEST:
        what = _("A time of {seconds} seconds cannot be.", seconds=row["seconds"])
        yield Problem(what, place, _("Write how long the work took, in seconds."), LEFT_OUT)
    if row["started"] and not _is_moment(row["started"]):
        what = _("“{cell}” is no date and time.", cell=row["started"])
        yield Problem(what, place, _("A moment is written like 2026-06-01T09:30:00."), LEFT_OUT)
    fields = timed.items.get(item)
    if fields is not None and row["errors_left"] and int(row["errors_left"]) > fields:
        what = _("{n} errors are left in a form of {fields} fields.", n=row["errors_left"], fields=fields)
        yield Problem(what, place, _("Count the fields that are wrong."), LEFT_OUT)
    if row["worker"] and method != SETUP and seen.get((row["worker"], item, method)):
        what = _("“{worker}” has a time for “{item}” in this way before.", worker=row["worker"], item=item)
        todo = _("Whoever sees an item again knows it. Keep the first time.")
        yield Problem(what, place, todo, LEFT_OUT)


def _is_moment(cell: str) -> bool:
    try:
        datetime.fromisoformat(cell)
    except ValueError:
        return False
    return True


def _seen_before(table: Table, rows: list[Row]) -> Iterator[Problem]:
    """Items that one person did in several ways: the later one is quicker because the item is known."""
    ways: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row["worker"] and row["method"] != SETUP:
            ways.setdefault((row["worker"], row["item"]), set()).add(row["method"])
    twice = [both for both, methods in ways.items() if len(methods) > 1]
    if twice:
        what = _(
            "In {n} cases one person did the same item in several ways, the first is “{item}”.",
            n=len(twice),
            item=twice[0][1],
        )
        todo = _("Whoever sees an item again knows it: the times compare badly. Let other people do it.")
        yield Problem(what, Place(table.path), todo, Severity.WARNING)
