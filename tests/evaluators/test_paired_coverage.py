"""A small version of benchmarks/paired_coverage.py: intervals of differences hold the true one, tests see no other."""

import pytest

from benchmarks.paired_coverage import Cell, outcome


@pytest.mark.parametrize(
    "cell", [Cell(20, 0.95, 0.0, 0.02), Cell(60, 0.85, 0.1, 0.04), Cell(300, 0.99, 0.1, 0.02, shared=False)], ids=str
)
def test_intervals_hold_the_difference(cell):
    assert outcome(cell, 200).held >= 0.9


@pytest.mark.parametrize("shared", [True, False])
def test_a_difference_is_seldom_seen_where_there_is_none_and_mostly_where_there_is_a_large_one(shared):
    assert outcome(Cell(60, 0.95, 0.1, 0.0, shared), 200).seen <= 0.1
    assert outcome(Cell(300, 0.95, 0.1, 0.04, shared), 50).seen > 0.9
