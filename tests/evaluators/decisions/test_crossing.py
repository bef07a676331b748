"""From which value it pays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.decisions.crossing import Pays, crossing


def test_the_prefecture_with_a_set_up():
    """18 minutes of set-up, 0.52 a sheet against 0.93 by hand: near 44 sheets."""
    found = crossing(lambda sheets: 0.93 * sheets - (17.78 + 0.5222 * sheets), 0, 1000)
    assert (found.value, found.pays) == (pytest.approx(43.6, abs=0.05), Pays.ABOVE)


@pytest.mark.parametrize(
    ("f", "value", "pays", "others"),
    [
        (lambda x: 10 - x, 10.0, Pays.BELOW, 0),
        (lambda x: x + 1, None, Pays.ALWAYS, 0),
        (lambda x: -x - 1, None, Pays.NEVER, 0),
        (lambda x: 0.0, None, Pays.NEVER, 0),
        (lambda x: (x - 20) * (80 - x), 20.0, Pays.ABOVE, 1),
        (lambda x: x - 100, None, Pays.NEVER, 0),
    ],
)
def test_sides(f, value, pays, others):
    found = crossing(f, 0, 100)
    assert (found.pays, found.others) == (pays, others)
    assert found.value == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize(("low", "high"), [(1, 1), (2, 1), (0, np.inf), (np.nan, 1)])
def test_no_range(low, high):
    with pytest.raises(ValueError, match="nothing lies"):
        crossing(lambda x: x, low, high)


@given(gain=st.floats(0.01, 100), fixed=st.floats(0.1, 100))
def test_a_straight_line_crosses_where_the_closed_form_says(gain, fixed):
    found = crossing(lambda forms: gain * forms - fixed, 0, 1_000)
    assert found.value == (pytest.approx(fixed / gain) if fixed / gain < 1_000 else None)
