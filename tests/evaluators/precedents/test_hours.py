"""Yen an hour, by hand."""

import pytest

from evaluators.precedents.hours import hour_cost, hour_costs_said
from evaluators.precedents.printed import Agreement
from tests.evaluators.precedents.rows import a_row

COSTS = {"body": "市", "year": "2018", "hours": "", "yen": "", "yen_per_hour": "", "basis": "給与", "source": "p. 2"}


def test_hours_and_yen_imply_it():
    """3,700,000 yen for 1,400 h: 2,643; from 3.65 to 3.75 million for 1,350 to 1,450 h: 2,517 to 2,778."""
    found = hour_cost(COSTS | {"hours": "1400", "yen": "3700000", "yen_per_hour": "2643"})
    assert (found.value, found.low, found.high) == pytest.approx((2642.86, 2517.24, 2777.78), abs=0.01)
    assert found.agreement is Agreement.ROUNDED


def test_what_is_printed_alone_is_taken():
    found = hour_cost(COSTS | {"yen_per_hour": "2000"})
    assert (found.value, found.agreement) == (2000, None)


@pytest.mark.parametrize("cells", [{}, {"hours": "100"}, {"yen": "100"}, {"hours": "0", "yen": "100"}])
def test_half_of_it_implies_nothing(cells):
    assert hour_cost(COSTS | cells) is None


def test_an_outcome_that_names_both():
    rows = [a_row(printed="3632時間 1193万円 2人分"), a_row(printed="389時間"), a_row(printed="10時間、20時間、5万円")]
    (found,) = hour_costs_said(rows)
    assert found.value == pytest.approx(3285, abs=0.5)
