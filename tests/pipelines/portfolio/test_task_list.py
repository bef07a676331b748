"""Lists of tasks that people write: what is wrong is said with its line, before anything is computed."""

import csv
from pathlib import Path

import openpyxl
import pytest

from evaluators.grade import Grade
from evaluators.portfolio.frames import TASKS
from pipelines.errors import KoukaError
from pipelines.portfolio.task_list import read_tasks
from pipelines.tables import write_table

BUNDLED = Path(__file__).parents[3] / "samples" / "portfolio" / "tasks.csv"
GOOD = {
    "task": "転入届の入力", "section": "市民課", "class": "forms", "template": "moving-notice",
    "per_year": "900", "per_year_low": "800", "per_year_high": "1000",
    "minutes": "6", "minutes_low": "4", "minutes_high": "9.5", "grade": "assumed", "source": "asked", "says": "課長",
}  # fmt: skip


def written(folder, *rows):
    path = folder / "tasks.csv"
    write_table(path, rows, TASKS)
    return path


def refused(path):
    with pytest.raises(KoukaError) as caught:
        read_tasks(path)
    return caught.value.problem


def test_numbers_come_back_as_numbers(tmp_path):
    frame = read_tasks(written(tmp_path, GOOD))
    assert list(frame.columns) == TASKS.names
    assert (frame["per_year"] * frame["minutes"]).tolist() == [5400]
    assert frame.at[0, "template"] == "moving-notice"


def test_a_workbook_says_the_same(tmp_path):
    book = openpyxl.Workbook()
    rows = list(csv.reader(written(tmp_path, GOOD).read_text("utf-8-sig").splitlines()))
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "tasks.xlsx")
    assert read_tasks(tmp_path / "tasks.xlsx").equals(read_tasks(tmp_path / "tasks.csv"))


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"per_year": "-900"}, "below 0"),
        ({"minutes_low": "7"}, "not between"),
        ({"minutes_high": "5"}, "not between"),
        ({"per_year_high": "1e12"}, "larger than anything"),
        ({"per_year": "1,000"}, "not a number"),
        ({"minutes": "nan"}, "not a number"),
        ({"says": ""}, "blank"),
        ({"source": ""}, "blank"),
        ({"class": "paper"}, "none of forms, meetings, other"),
        ({"grade": "measured"}, "at best"),
        ({"class": "other"}, "template is for tasks of class"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path, change, said):
    problem = refused(written(tmp_path, GOOD | {"task": "別の事務"}, GOOD | change))
    assert said in problem.what
    assert problem.where.line == 3


@pytest.mark.usefixtures("english")
def test_a_task_that_stands_twice_is_named_with_both_lines(tmp_path):
    problem = refused(written(tmp_path, GOOD, GOOD))
    assert "line 2 already" in problem.what
    assert problem.where.line == 3


@pytest.mark.usefixtures("english")
def test_an_empty_list_is_refused(tmp_path):
    assert "no task" in refused(written(tmp_path)).what


def test_the_bundled_list_is_marked_as_an_example_in_every_row():
    frame = read_tasks(BUNDLED)
    assert set(frame["grade"]) == {Grade.DEMONSTRATION.value}
    assert frame["says"].str.contains("仮の値").all()
    assert set(frame["class"]) == {"forms", "meetings", "other"}
