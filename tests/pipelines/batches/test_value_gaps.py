"""What truth says and values do not."""

from pathlib import Path

import pytest

from pipelines.batches.examine import examine_forms
from pipelines.errors import Severity
from pipelines.tables import read_table, to_csv


def changed(batch: Path, folder: str, field: str, cells: dict[int, str]) -> None:
    file = batch / folder / "moving-notice.csv"
    table = read_table(file)
    rows = [row | ({field: cells[index]} if index in cells else {}) for index, row in enumerate(table.rows)]
    file.write_text(to_csv(rows, table.columns), encoding="utf-8-sig")


def warnings(batch: Path) -> list[tuple[str, str]]:
    _batch, problems = examine_forms(batch)
    assert {problem.severity for problem in problems} <= {Severity.WARNING}
    return [(str(problem.where).removeprefix(f"{batch}/"), problem.what) for problem in problems]


@pytest.mark.usefixtures("english")
def test_the_samples_have_none(forms_batch: Path) -> None:
    assert warnings(forms_batch) == []


@pytest.mark.usefixtures("english")
def test_a_blank_value_beside_something_written_is_named_at_its_first_row(forms_batch: Path) -> None:
    changed(forms_batch, "values", "name", {1: "", 4: ""})
    ((where, what),) = warnings(forms_batch)
    assert where == "truth/moving-notice.csv:3"
    assert "“name”: something is written in 2 rows" in what


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("cell", ["Jan-02", "2001/2/3"])
def test_what_a_spreadsheet_program_made_of_a_date_is_named(forms_batch: Path, cell: str) -> None:
    changed(forms_batch, "truth", "notice_date", {2: cell})
    ((where, what),) = warnings(forms_batch)
    assert where == "truth/moving-notice.csv:4"
    assert "“notice_date”: in 1 rows truth/ does not seem to mean" in what


@pytest.mark.usefixtures("english")
def test_names_may_be_written_in_ways_that_are_no_mistake(forms_batch: Path) -> None:
    changed(forms_batch, "truth", "name", {0: "平塚　花子"})
    assert warnings(forms_batch) == []


@pytest.mark.usefixtures("english")
def test_without_values_it_is_said_how_readings_are_compared(forms_batch: Path) -> None:
    (forms_batch / "values" / "moving-notice.csv").unlink()
    ((where, what),) = warnings(forms_batch)
    assert where == "truth/moving-notice.csv"
    assert "compared with truth as text" in what
