"""``tasks.csv`` or ``tasks.xlsx``: the city's tasks, checked before anything is computed."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from dashboards.language import _
from evaluators.grade import Grade, Origin, Source, grade_of, worst
from evaluators.portfolio.frames import FORMS, TASKS
from pipelines.errors import KoukaError, Place, Problem
from pipelines.tables import Row, Table, problems_of
from pipelines.timings_frame import frame_of
from pipelines.workbooks import read_either

NAME = "tasks.csv"
SPREAD = ("per_year", "minutes")
"""Columns that have a lowest and a highest value beside the most likely one."""
MOST_TASKS = 2_000
LARGEST = 1e9
"""Of any number: a city has no more applications, and no task takes so long."""


def read_tasks(path: Path) -> pd.DataFrame:
    """The list as a table of ``evaluators.portfolio.frames.TASKS``, numbers as numbers.

    Raises:
        KoukaError: for the first thing that is wrong with it, with its line.
    """
    table = read_either(path)
    for problem in task_problems(table):
        raise KoukaError.of(problem)
    return frame_of(table.rows, TASKS)


def task_problems(table: Table) -> list[Problem]:
    """Everything that is wrong with a list of tasks."""
    header = Place(table.path, 1)
    if not table.rows:
        return [Problem(_("The list has no task."), header, _("Write one task a row; kouka new tasks shows how."))]
    if len(table.rows) > MOST_TASKS:
        return [Problem(_("The list has more than {limit} tasks.", limit=MOST_TASKS), header, _("Split it."))]
    found = problems_of(table, TASKS)
    if found:
        return found
    named: dict[tuple[str, str], int] = {}
    for index, row in enumerate(table.rows):
        place = table.place(index)
        found += [Problem(what, place) for what in _wrong(row)]
        name = (row["section"], row["task"])
        if name in named:
            what = _("“{task}” of “{section}” stands in line {line} already.", task=row["task"], section=row["section"],
                     line=table.lines[named[name]])  # fmt: skip
            found.append(Problem(what, place, _("Add the two up, or name them apart.")))
        named.setdefault(name, index)
    return found


def _wrong(row: Row) -> Iterator[str]:
    """What is wrong with a row whose cells are of the right kind."""
    for name in SPREAD:
        low, value, high = (row[f"{name}{end}"] for end in ("_low", "", "_high"))
        if min(map(float, (low, value, high))) < 0:
            yield _("“{name}” is below 0.", name=name)
        elif max(map(float, (low, value, high))) > LARGEST:
            yield _("“{name}” is larger than anything that a city does.", name=name)
        elif not float(low) <= float(value) <= float(high):
            bounds = {"value": value, "low": low, "high": high}
            yield _("“{name}”: value {value} is not between low {low} and high {high}.", name=name, **bounds)
    grade, best = Grade(row["grade"]), grade_of(Origin.REAL, Source(row["source"]))
    if worst([grade, best]) is not grade:
        yield _(
            "“{name}”: what comes from “{source}” is graded “{best}” at best, not “{grade}”.",
            name="grade", source=row["source"], best=best.value, grade=grade.value,
        )  # fmt: skip
    if row["template"] and row["class"] != FORMS:
        yield _("A template is for tasks of class “forms”; this one is of class “{name}”.", name=row["class"])
