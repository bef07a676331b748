"""From which value it pays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.decisions.crossing import Pays, break_even, break_even_draws, crossing


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
    assert break_even(f, 0, 100) == found.value


@pytest.mark.parametrize(("low", "high"), [(1, 1), (2, 1), (0, np.inf), (np.nan, 1)])
def test_no_range(low, high):
    with pytest.raises(ValueError, match="nothing lies"):
        crossing(lambda x: x, low, high)


@given(
    gains=st.lists(st.integers(-5_000, 5_000).map(lambda gain: gain / 1_000), min_size=1, max_size=20),
    fixed=st.floats(0.1, 100),
)
def test_each_draw_as_the_closed_form(gains, fixed):
    gain = np.array(gains)
    found = break_even_draws(lambda forms, draws: gain[draws] * forms - fixed, 0, 100, len(gain))
    needed = np.where(gain > 0, fixed / np.where(gain > 0, gain, 1), np.nan)
    needed[~(gain * 100 - fixed > 0)] = np.nan
    assert found == pytest.approx(needed, nan_ok=True, rel=1e-6)


def test_each_draw_as_alone():
    """A wage from which a bent net effect rises above nothing, by both ways."""
    licence = np.array([1.0, 5.0, 9.0])
    found = break_even_draws(lambda wage, draws: np.sqrt(wage) - licence[draws], 0, 50, 3)
    alone = [break_even(lambda wage, each=each: wage**0.5 - each, 0, 50) for each in licence]
    assert found[:2] == pytest.approx(alone[:2])
    assert np.isnan(found[2])
    assert alone[2] is None
