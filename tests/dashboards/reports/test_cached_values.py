"""Values beside formulas, as a program sees them that does not compute."""

import io

import openpyxl
import pytest

from dashboards.reports.cached_values import with_values


def saved(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, cells in sheets:
        sheet = book.create_sheet(title)
        for place, value in cells.items():
            sheet[place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_each_formula_has_its_value_on_its_own_sheet():
    plain = saved(("a", {"A1": 2, "B1": "=A1*3"}), ("b", {"B1": "='a'!B1+1", "C1": "=B1 is text"[1:]}))
    made = with_values(plain, ["a", "b"], {"a": {"B1": 6.0}, "b": {"B1": 7.0}})
    values = openpyxl.load_workbook(io.BytesIO(made), data_only=True)
    assert (values["a"]["B1"].value, values["b"]["B1"].value) == (6, 7)
    formulas = openpyxl.load_workbook(io.BytesIO(made))
    assert (formulas["a"]["B1"].value, formulas["b"]["B1"].value) == ("=A1*3", "='a'!B1+1")
    assert formulas["b"]["C1"].value == "B1 is text"


def test_a_formula_without_a_value_is_no_silent_gap():
    with pytest.raises(KeyError):
        with_values(saved(("a", {"B1": "=1+1"})), ["a"], {})


def test_the_same_content_is_the_same_file():
    def made():
        return with_values(saved(("a", {"A1": "=1+1"})), ["a"], {"a": {"A1": 2.0}})

    assert made() == made()
