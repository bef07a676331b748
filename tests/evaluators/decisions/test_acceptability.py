"""How often each option is the best."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import special

from evaluators.decisions.acceptability import acceptability, curve, share_above

NETS = arrays(np.float64, st.tuples(st.integers(1, 30), st.integers(1, 4)), elements=st.integers(-9, 9).map(float))


def test_the_share_above_nothing_is_that_of_the_normal_distribution():
    draws = np.random.default_rng(1).normal(100, 500, 100_000)
    found = share_above(draws)
    assert found.low < special.ndtr(0.2) < found.high
    assert found.high - found.low == pytest.approx(2 * 1.96 * (0.579 * 0.421 / 100_000) ** 0.5, rel=1e-2)


def test_a_result_of_exactly_nothing_does_not_pay():
    assert share_above(np.zeros(10)).value == 0


@given(NETS)
def test_shares_sum_to_one_and_a_tie_goes_to_the_first(net):
    assert acceptability(net).sum() == pytest.approx(1)
    twice = np.hstack([net, net])
    assert acceptability(twice)[net.shape[1] :].sum() == 0


def test_the_curve_over_what_an_hour_is_worth():
    """Two options: 0, and v hours·yen less 3,000: it pays where an hour is worth more than 3,000 over its hours."""
    hours = np.array([1.0, 1.0, 2.0, 4.0])

    def net(value):
        return np.column_stack([np.zeros(4), value * hours - 3_000])

    found = curve(net, [500, 1_000, 1_600, 2_000, 3_500])
    assert found.shares[:, 1].tolist() == [0.0, 0.25, 0.5, 0.5, 1.0]
    # On average 2 hours: chosen from 1,500 yen on.
    assert found.best.tolist() == [0, 0, 1, 1, 1]
    assert found.frontier.tolist() == [1.0, 0.75, 0.5, 0.5, 1.0]
    assert found.switches == (1_600.0,)


def test_the_option_to_choose_may_be_the_less_probable_one():
    """A seldom but large gain: the mean decides, and the frontier says how seldom."""
    found = curve(lambda value: np.array([[0.0, -1], [0, -1], [0, value]]), [10])
    assert (found.best[0], found.frontier[0]) == (1, pytest.approx(1 / 3))
