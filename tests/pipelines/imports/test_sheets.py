from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.contracts.mapping import Encoding
from pipelines.errors import KoukaError
from pipelines.imports import sheets
from pipelines.imports.sheets import read_sheet
from pipelines.limits import LIMITS
from tests.pipelines.imports.vendor import save

ROWS = [["ファイル名", "氏名"], ["a.pdf", "髙橋　美咲"], ["b.pdf", "山﨑"]]


def refused(file: Path, encoding: Encoding | None = None) -> KoukaError:
    with pytest.raises(KoukaError) as caught:
        read_sheet(file, encoding)
    assert caught.value.problem.where is not None
    assert caught.value.problem.where.file == file
    return caught.value


@pytest.mark.parametrize(("encoding", "found"), [("cp932", "cp932"), ("utf-8", "utf-8"), ("utf-8-sig", "utf-8")])
def test_the_encodings_of_products(tmp_path: Path, encoding: str, found: str) -> None:
    sheet = read_sheet(save(tmp_path / "a.csv", ROWS, encoding))
    assert sheet.encoding == found
    assert sheet.columns == ("ファイル名", "氏名")
    assert sheet.rows == (("a.pdf", "髙橋　美咲"), ("b.pdf", "山﨑"))
    assert sheet.lines == (2, 3)


def test_an_encoding_that_was_named_is_not_made_out_anew(tmp_path: Path) -> None:
    file = save(tmp_path / "a.csv", ROWS, "cp932")
    error = refused(file, "utf-8")
    assert "not utf-8" in error.problem.what
    assert str(error.problem.where) == f"{file}:1"


def test_neither_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("ファイル名,氏名\r\na.pdf,".encode("cp932") + b"\xff\xff\r\n")
    error = refused(file)
    assert "neither UTF-8 nor Shift_JIS" in error.problem.what
    assert str(error.problem.where) == f"{file}:2"
    file.write_bytes("ファイル名\r\n".encode("utf-16"))
    assert "UTF-16" in refused(file).problem.what


def test_two_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    sheet = read_sheet(save(tmp_path / "a.csv", [["氏名", "氏名", "氏名#2", "氏名", ""], ["1", "2", "3", "4", ""]]))
    assert len(set(sheet.columns)) == 5
    assert sheet.columns[0] == "氏名"
    assert sheet.columns[2] == "氏名#2"
    assert sheet.rows[0][sheet.columns.index(sheet.columns[3])] == "4"


def test_cells_are_only_text(tmp_path: Path) -> None:
    cells = ['=HYPERLINK("http://x")', "'0012", "\x1b[2J\x07", " 0.10 ", "1\n2"]
    sheet = read_sheet(save(tmp_path / "a.csv", [["a", "b", "c", "d", "e"], cells], "utf-8"))
    assert sheet.rows == (tuple(cells),)


def test_a_row_with_other_cells_than_the_header(tmp_path: Path) -> None:
    file = save(tmp_path / "a.csv", [*ROWS, ["c.pdf"]])
    error = refused(file)
    assert str(error.problem.where) == f"{file}:4"
    assert "1 cells, the header has 2" in error.problem.what


def test_a_quote_that_is_not_closed(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('file,name\na.pdf,"平塚\nb.pdf,x\n', "utf-8")
    assert str(refused(file).problem.where) == f"{file}:2"


@pytest.mark.parametrize(
    ("limit", "says"),
    [
        ({"import_bytes": 40}, "larger than"),
        ({"import_rows": 1}, "more than 1 rows"),
        ({"import_columns": 1}, "more than 1 columns"),
        ({"import_cells": 3}, "more than 3 cells"),
        ({"import_header": 2}, "longer than 2"),
    ],
)
@pytest.mark.parametrize("kind", [".csv", ".json"])
def test_what_is_beyond_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: dict[str, int], says: str, kind: str
) -> None:
    file = tmp_path / f"a{kind}"
    if kind == ".csv":
        save(file, ROWS)
    else:
        file.write_text('{"file": "a.pdf", "name": "b"}\n{"file": "c.pdf", "name": "d"}\n', "utf-8")
    monkeypatch.setattr(sheets, "LIMITS", replace(LIMITS, **limit))
    assert says in refused(file).problem.what


@pytest.mark.parametrize("content", [b"", b" \r\n", b"\xef\xbb\xbf"])
def test_nothing_is_there(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    refused(file)


def test_files_of_other_kinds(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    assert ".csv" in refused(tmp_path / "a.xlsx").problem.what
    assert "missing" in refused(tmp_path / "b.csv").problem.what
    (tmp_path / "c.csv").mkdir()
    assert "missing" in refused(tmp_path / "c.csv").problem.what


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": "a", "n": 0.10}, {"id": "b", "sure": true, "none": null}]',
        '{"id": "a", "n": 0.10}\n\n{"id": "b", "sure": true, "none": null}\n',
    ],
)
def test_json_as_a_list_and_line_by_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text, "utf-8")
    sheet = read_sheet(tmp_path / "a.json")
    assert sheet.columns == ("id", "n", "sure", "none")
    assert sheet.rows == (("a", "0.10", "", ""), ("b", "", "1", ""))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"id": "a"}\n{"id": ["b"]}', 2),
        ('{"id": "a"}\n[1]', 2),
        ('{"id": "a"}\n{"id"', 2),
        ("[" * 100_000, 1),
        ('[{"id": "a"},\n{"id": }]', 2),
        ("3", 1),
    ],
)
def test_json_that_is_no_table(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "a.json").write_text(text, "utf-8")
    error = refused(tmp_path / "a.json")
    assert str(error.problem.where) == f"{tmp_path / 'a.json'}:{line}"
    assert error.problem.todo


def test_a_number_of_any_length_is_text(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"id": ' + "9" * 5_000 + "}", "utf-8")
    assert read_sheet(tmp_path / "a.json").rows[0][0] == "9" * 5_000
