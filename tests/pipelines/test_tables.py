import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.frames import DOCUMENTS, PAGES, Column, Frame
from pipelines import tables
from pipelines.errors import KoukaError
from pipelines.tables import problems_of, read_table, to_csv, write_table

TEXTS = Frame("texts.csv", 1, (Column("one", "text", "a text"), Column("two", "text", "a text")))
STARTS = ["", *"=+-@\t\r\n'\"", "＝", "＋", "－", "＠", ",", "''", "\ufeff"]
ANY_TEXT = st.builds(
    str.__add__, st.sampled_from(STARTS), st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
)
HEADER = "document,file,first_page,last_page,template\r\n"


def cells(text: str) -> list[list[str]]:
    """The cells as a spreadsheet program gets them."""
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@pytest.fixture
def table_of(tmp_path: Path):
    """Write text to a file and read it as a table."""

    def read(content: str | bytes) -> tables.Table:
        path = tmp_path / "table.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_table(path)

    return read


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=4))
def test_any_text_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    written = [{"one": one, "two": two} for one, two in rows]
    path = tmp_path_factory.mktemp("tables") / "texts.csv"
    write_table(path, written, TEXTS)
    # A row of nothing but blanks is no row: Excel leaves such rows below a table.
    assert read_table(path).rows == [row for row in written if any(row.values())]


@given(ANY_TEXT)
def test_no_cell_is_a_formula(text: str) -> None:
    _header, (cell, _two) = cells(to_csv([{"one": text}], TEXTS.names))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


def test_the_file_opens_in_excel(tmp_path: Path) -> None:
    write_table(tmp_path / "t.csv", [{"one": "平塚", "two": 'a,"b"\nc'}, {"one": "=1+1", "two": None}], TEXTS)
    assert (tmp_path / "t.csv").read_bytes() == (
        b"\xef\xbb\xbf" + 'one,two\r\n平塚,"a,""b""\nc"\r\n\'=1+1,\r\n'.encode()
    )


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    frame = Frame("n.csv", 1, (Column("n", "number", "a number"),))
    write_table(tmp_path / "n.csv", [{"n": -1.5}, {"n": 1e-07}, {"n": 0.1 + 0.2}], frame)
    assert (tmp_path / "n.csv").read_text("utf-8-sig").split() == ["n", "-1.5", "1e-07", "0.30000000000000004"]
    assert not problems_of(read_table(tmp_path / "n.csv"), frame)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_tables_that_people_save_are_read(table_of, bom: str, ends: str) -> None:
    table = table_of(bom + ends.join(["one, two ", "1,2", ",", "3,平塚"]) + ends)
    assert table.columns == ["one", "two"]
    assert table.rows == [{"one": "1", "two": "2"}, {"one": "3", "two": "平塚"}]
    assert table.lines == [2, 4]


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("one,two\r\na,b\r\n平塚,c\r\n".encode("cp932"), 3, "not UTF-8"),
        ("one,two\r\n".encode("utf-16"), 1, "not UTF-8"),
        ("one,two\r\na,b\r\na,b,c\r\n", 3, "3 cells, the header has 2"),
        ("one,two\r\na\r\n", 2, "1 cells, the header has 2"),
        ('one,two\r\na,b\r\na,"b\r\nc,d\r\ne,f\r\n', 3, "not a CSV row"),
        ('one,two\r\na,"b"c\r\n', 2, "not a CSV row"),
        ("one,two,one\r\n", 1, "“one” is there twice"),
        ("one,,\r\n", 1, "“” is there twice"),
        ("", 1, "no header"),
        ("\ufeff", 1, "no header"),
        (",,\r\n1,2,3\r\n", 1, "no header"),
    ],
)  # fmt: skip
def test_a_broken_table_is_refused_with_its_line(table_of, content: str | bytes, line: int, says: str) -> None:
    with pytest.raises(KoukaError, match=says) as caught:
        table_of(content)
    assert caught.value.problem.where is not None
    assert (caught.value.problem.where.file.name, caught.value.problem.where.line) == ("table.csv", line)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(KoukaError, match="missing") as caught:
        read_table(tmp_path / "truth.csv")
    assert str(caught.value.problem.where) == str(tmp_path / "truth.csv")


def test_a_folder_in_the_place_of_a_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "truth.csv").mkdir()
    with pytest.raises(KoukaError, match="cannot be read") as caught:
        read_table(tmp_path / "truth.csv")
    assert str(caught.value.problem.where) == str(tmp_path / "truth.csv")


def test_a_table_over_the_limit_is_not_read(table_of, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LIMITS", tables.LIMITS.__class__(table_bytes=10))
    with pytest.raises(KoukaError, match="larger than"):
        table_of("one,two\r\na,b\r\n")


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("document,file,first_page,last_page\r\n", 1, "“template” is missing"),
        (HEADER.replace("template", "template,pen"), 1, "“pen” is not known here"),
        (HEADER + "a.pdf,,1,1,t\r\n", 2, "“file” is blank"),
        (HEADER + "a.pdf,a.pdf,1,1,t\r\na.pdf,a.pdf,one,1,t\r\n", 3, "“one” in column “first_page” is not a whole"),
        (HEADER + "a.pdf,a.pdf,1,-1,t\r\n", 2, "“-1” in column “last_page” is not a whole number"),
        (HEADER + "a.pdf,a.pdf,1,1.0,t\r\n", 2, "not a whole number"),
        (HEADER + "a.pdf,a.pdf,１,1,t\r\n", 2, "“１” in column “first_page” is not a whole number"),
    ],
)  # fmt: skip
def test_a_table_that_does_not_fit_its_frame(table_of, content: str, line: int, says: str) -> None:
    (problem,) = problems_of(table_of(content), DOCUMENTS)
    assert says in problem.what
    assert problem.where is not None
    assert problem.where.line == line


def test_the_words_of_a_choice_are_named(table_of) -> None:
    names = PAGES.names
    row = dict.fromkeys(names, "") | {"document": "a", "page": "1", "template": "t", "status": "lost", "dpi": "nan"}
    problems = problems_of(table_of(to_csv([row], names)), PAGES)
    assert [problem.what for problem in problems] == [
        "“lost” in column “status” is none of registered, refused, failed.",
        "“nan” in column “dpi” is not a number.",
    ]


def test_conditions_are_free(table_of) -> None:
    assert not problems_of(
        table_of(HEADER.replace("\r\n", ",cond_pen,cond_字\r\n") + "a.pdf,a.pdf,1,1,t,,x\r\n"), DOCUMENTS
    )


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_float_is_a_plain_number(value: float) -> None:
    assert tables.is_plain_number(str(value))


@pytest.mark.parametrize("cell", ["", "nan", "inf", "1,000", "１", "0x10", "1_000", " 1", "1.", ".5", "--1"])
def test_what_is_no_plain_number(cell: str) -> None:
    assert not tables.is_plain_number(cell)
