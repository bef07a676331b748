"""Kanagawa's two published figures (2019): 100 sheets 93 to 70 minutes, 1,000 sheets about 15 to about 9 hours."""

import pytest

from evaluators.timing.precedent import Line, break_even, proportional, through


def test_the_line_through_both_figures():
    line = through((100, 70), (1000, 9 * 60))
    assert line.setup == pytest.approx(17.78, abs=5e-3)
    assert line.per_sheet == pytest.approx(0.522, abs=5e-4)
    assert (line.at(100), line.at(1000)) == pytest.approx((70, 540))
    assert break_even(0.93, line) == pytest.approx(43.6, abs=0.05)


def test_a_model_per_sheet_cannot_produce_both():
    """From 70 minutes it makes 11.7 hours of what is published as 9."""
    assert proportional((100, 70), 1000) / 60 == pytest.approx(11.67, abs=5e-3)


def test_by_hand_the_figures_are_nearly_proportional():
    by_hand = through((100, 93), (1000, 15 * 60))
    assert by_hand.setup == pytest.approx(3.3, abs=0.05)
    assert by_hand.per_sheet == pytest.approx(0.897, abs=5e-4)


def test_rounding_alone_moves_the_set_up_by_a_third():
    """“About 9 hours” may be 8.75 or 9.25, and the set-up 16 or 19.4 minutes: two figures prove nothing."""
    low, high = (through((100, 70), (1000, hours * 60)).setup for hours in (9.25, 8.75))
    assert (low, high) == pytest.approx((16.1, 19.4), abs=0.05)


def test_no_line_and_no_break_even():
    with pytest.raises(ValueError, match="one volume"):
        through((100, 70), (100, 60))
    assert break_even(0.5, Line(10, 0.5)) is None
    assert break_even(1.0, Line(-5, 0.5)) == 0
