"""docs/timing.md says what the code does: its examples are run, and its tables agree with what they are made from."""

import doctest
from pathlib import Path

import pytest

from benchmarks.timing_coverage import ITEMS, PEOPLE
from evaluators.timing.clock import STATES, Limits
from evaluators.timing.figure import Reason
from evaluators.timing.precision import Scatter, expected_half_width, observations_needed
from evaluators.timing.spread import FEW_PEOPLE

PAGE = Path(__file__).parent.parent.parent / "docs" / "timing.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_examples_of_the_page_give_what_stands_there():
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert failed == 0
    assert tried > 15


def test_names_and_limits_are_those_of_the_code():
    for state in STATES:
        assert f"| {state.removesuffix('_s')} |" in TEXT
    for reason in (Reason.FEW_ITEMS, Reason.ONE_PERSON, Reason.PEOPLE_UNKNOWN, Reason.INSEPARABLE):
        assert f"`{reason.value}`" in TEXT
    limits = Limits()
    assert f"by more than {limits.drift_s:g} s" in TEXT
    assert f"2 to {FEW_PEOPLE - 1} people" in TEXT
    assert observations_needed([7, 6, 7, 7, 6]) == 9


def rows():
    """Of the table of coverage: items, people, then what stands in each cell."""
    for line in TEXT.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[0].isdigit():
            yield int(cells[0]), int(cells[1]), cells[2:]


def test_the_table_has_every_cell_and_the_text_its_extremes():
    assert [(items, people) for items, people, _cells in rows()] == [(i, p) for i in ITEMS for p in PEOPLE]
    ours = [float(cell.split()[0]) for _items, _people, cells in rows() for cell in cells]
    others = [float(cell.split("/")[1].split()[0]) for _items, _people, cells in rows() for cell in cells]
    assert f"nowhere below {min(ours)}" in TEXT
    assert f"hold the truth in {min(others):.0f} % of studies" in TEXT


@pytest.mark.parametrize(("suits", "place"), [(0.0, 0), (0.1, 1), (0.25, 2)])
def test_from_four_people_on_what_comes_out_is_as_wide_as_planned(suits, place):
    scatter = Scatter(within=0.25, between=suits, items=0.5, people=0.25)
    for items, people, cells in rows():
        if people >= 4:
            came_out = float(cells[place].split("±")[1].split(")")[0]) / 100
            planned = expected_half_width(items, people, scatter, share=0.4)
            assert planned == pytest.approx(came_out, rel=0.2), (items, people, suits)
