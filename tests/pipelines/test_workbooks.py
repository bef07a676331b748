"""What an Excel workbook may hold, and what is refused in words."""

import zipfile
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest

from pipelines import workbooks
from pipelines.errors import KoukaError
from pipelines.limits import Limits
from pipelines.workbooks import read_workbook


def saved(folder: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = folder / "times.xlsx"
    book.save(path)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(KoukaError) as raised:
        read_workbook(path)
    assert raised.value.problem.where is not None
    assert raised.value.problem.where.file == path
    return raised.value.problem.what


def test_cells_become_text_as_a_csv_file_would_hold_them(tmp_path: Path) -> None:
    row = ["氏名 ", 3.0, 2.5, date(2026, 6, 1), time(9, 30), True, None]
    table = read_workbook(saved(tmp_path, ["a", "b", "c", "d", "e", "f", "g", None], row))
    assert table.columns == ["a", "b", "c", "d", "e", "f", "g"]
    assert [*table.rows[0].values()] == ["氏名", "3", "2.5", "2026-06-01T00:00:00", "09:30:00", "True", ""]


def test_blank_rows_are_passed_over_and_lines_are_those_of_excel(tmp_path: Path) -> None:
    table = read_workbook(saved(tmp_path, [], ["a"], [], ["x"], [None, None], ["y"]))
    assert [row["a"] for row in table.rows] == ["x", "y"]
    assert table.lines == [4, 6]


def test_only_the_first_sheet_is_read_and_formulas_are_not_computed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.active.append(["=1+1"])
    book.active.append(["z"])
    book.create_sheet("more").append(["other"])
    path = tmp_path / "times.xlsx"
    book.save(path)
    assert [row["a"] for row in read_workbook(path).rows] == ["z"]  # no program has kept a value with the formula


def test_a_header_without_names_or_with_one_twice_is_refused(tmp_path: Path) -> None:
    assert refusal(saved(tmp_path)) == "The file has no header row."
    assert refusal(saved(tmp_path, ["a", "a"])) == "Column “a” is there twice."


@pytest.mark.parametrize("content", [b"item,method", b"PK\x03\x04 and nothing else", b"\xd0\xcf\x11\xe0 old Excel"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "times.xlsx"
    path.write_bytes(content)
    assert refusal(path) == "The file is named .xlsx but is something else."


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "times.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refusal(path) == "The file is named .xlsx but is something else."


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "times.xlsx"
    path.write_bytes(b"")
    assert refusal(path) == "The file is empty."


def test_what_unpacks_to_too_much_or_has_too_many_rows_is_refused(tmp_path: Path, monkeypatch) -> None:
    path = saved(tmp_path, ["a"], *([["x" * 50]] * 30))
    monkeypatch.setattr(workbooks, "LIMITS", Limits(workbook_rows=20))
    assert refusal(path) == "The sheet has more than 20 rows."
    monkeypatch.setattr(workbooks, "LIMITS", Limits(workbook_unpacked_bytes=1_000))
    assert refusal(path) == "The document unpacks to more than 0 MB."
