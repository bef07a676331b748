"""Times for two volumes of one body."""

import pytest

from evaluators.precedents.volumes import two_volumes
from tests.evaluators.precedents.rows import a_row

HUNDRED = {"id": "A", "before": 93, "after": 70, "unit": "min/100sheets"}
THOUSAND = {"id": "B", "before": 15, "after": 9, "unit": "h/1000sheets"}


def pairs(*rows):
    return list(two_volumes([a_row(**row) for row in rows]))


@pytest.mark.parametrize("order", [(HUNDRED, THOUSAND), (THOUSAND, HUNDRED)])
def test_a_fixed_part_explains_what_a_time_each_cannot(order):
    """70 min and 9 h: 18 min and 0.52 min a sheet against 0.93 by hand, from 44 on; in proportion it were 11.7 h."""
    (pair,) = pairs(*order)
    assert (pair.fewer.id, pair.minutes, pair.items) == ("A", (70, 540), (100, 1000))
    assert pair.line.setup == pytest.approx(17.8, abs=0.05)
    assert pair.line.per_sheet == pytest.approx(0.522, abs=5e-4)
    assert pair.expected == pytest.approx(700)
    assert not pair.is_proportional
    assert pair.break_even == pytest.approx(43.6, abs=0.05)


def test_proportional_figures_need_no_fixed_part():
    (pair,) = pairs(HUNDRED, THOUSAND | {"after": 11.7})
    assert pair.is_proportional


def test_without_work_by_hand_there_is_no_break_even():
    (pair,) = pairs(HUNDRED | {"before": ""}, THOUSAND)
    assert pair.break_even is None


@pytest.mark.parametrize(
    "changed",
    [
        {"body": "別"},
        {"year": "2020"},
        {"kind": "ocr+rpa"},
        {"unit": "min/100forms"},
        {"unit": "h/yr"},
        {"unit": "h/100sheets"},
        {"after": ""},
    ],
)
def test_what_is_not_of_the_same_is_no_pair(changed):
    assert pairs(HUNDRED, THOUSAND | changed) == []
