"""When what was spent has come back, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from evaluators.decisions.payback import payback


@pytest.mark.parametrize(
    ("at_once", "flows", "years"),
    [
        (-100, [40, 40, 40], 2.5),
        (-105_000, [25_000] * 5, 4.2),
        (-100, [50, 50, 50], 2.0),
        (-100, [40, 40, 10], np.inf),
        (0, [10, 10], 0.0),
        (0, [-10, 20], 1.5),
        (-10, [20, -15, 20], 2.25),
        (-10, [20, -15, 4], np.inf),
        (20, [-10, -10], 0.0),
        (20, [-10, -11], np.inf),
    ],
)
def test_by_hand(at_once, flows, years):
    """The seventh: 10 in hand after a year, 5 owed after two, earned back in a quarter of the third."""
    assert payback(np.array(flows, dtype=float), at_once) == pytest.approx(years)


def test_each_draw_has_its_own():
    found = payback(np.array([[40.0, 40, 40], [10, 10, 10]]), np.array([-60.0, -60]))
    assert found.tolist() == [1.5, np.inf]


FLOWS = arrays(np.float64, st.integers(1, 8), elements=st.integers(-1000, 1000).map(float))


@given(flows=FLOWS, at_once=st.integers(-2000, 0))
def test_what_has_come_back_at_that_moment_is_what_was_spent(flows, at_once):
    moment = float(payback(flows, at_once))
    sums = np.concatenate([[at_once], at_once + np.cumsum(flows)])
    if np.isinf(moment):
        assert sums[-1] < 0
    else:
        assert (sums[int(np.ceil(moment)) :] >= 0).all()
        assert moment == 0 or np.interp(moment, np.arange(len(sums)), sums) == pytest.approx(0, abs=1e-6)


@given(flows=FLOWS, at_once=st.integers(-2000, 0), further=st.integers(0, 500))
def test_a_dearer_set_up_never_comes_back_sooner(flows, at_once, further):
    assert payback(flows, at_once - further) >= payback(flows, at_once)
