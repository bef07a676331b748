"""Present values that other tools and manuals print."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from evaluators.decisions.discounting import benefit_cost, factors, npv

COSTS = np.array([10, 20, 30, 30, 20, 10, 5, 5, 5, 5], dtype=float)
BENEFITS = np.array([0, 0, 5, 10, 30, 40, 40, 40, 40, 25], dtype=float)
FLOWS = arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 8)), elements=st.floats(-1e6, 1e6))
RATES = st.floats(0.0, 0.5)


def test_a_sum_of_later_years_at_the_customary_rate():
    """100,000 yen in 10 and in 50 years at 4 %."""
    assert 100_000 * factors(51, 0.04)[[10, 50]] == pytest.approx([67_556, 14_071], abs=0.5)


def test_costs_and_benefits_of_ten_years_at_the_end_of_each():
    """106.40 and 142.41 at 7 %: 36.01 more, 1.34 times as much."""
    assert npv(COSTS, 0.07, first=1) == pytest.approx(106.40, abs=5e-3)
    assert npv(BENEFITS, 0.07, first=1) == pytest.approx(142.41, abs=5e-3)
    assert npv(BENEFITS - COSTS, 0.07, first=1) == pytest.approx(36.01, abs=5e-3)
    assert benefit_cost(BENEFITS, COSTS, 0.07, first=1) == pytest.approx(142.41 / 106.40, abs=1e-4)


@pytest.mark.parametrize(
    ("rate", "first", "flows", "printed"),
    [
        (0.10, 1, [-10_000, 3_000, 4_200, 6_800], 1_188.44),
        (0.08, 0, [-40_000, 8_000, 9_200, 10_000, 12_000, 14_500], 1_922.06),
        (0.08, 0, [-40_000, 8_000, 9_200, 10_000, 12_000, 14_500, -9_000], -3_749.47),
    ],
)
def test_as_the_manual_of_excel_prints_its_npv(rate, first, flows, printed):
    assert npv(np.array(flows, dtype=float), rate, first) == pytest.approx(printed, abs=5e-3)


def test_a_rate_for_each_draw():
    flows = np.array([[-100.0, 60, 60], [-100, 60, 60]])
    both = npv(flows, np.array([0.0, 0.1]))
    assert both == pytest.approx([20, 60 / 1.1 + 60 / 1.21 - 100])


def test_what_costs_nothing_has_no_ratio():
    paid = np.array([[0.0, 0.0], [-5.0, 0.0], [2.0, 0.0]])
    assert np.isnan(benefit_cost(np.ones((3, 2)), paid, 0.04)).tolist() == [True, True, False]


def test_a_rate_that_discounts_nothing_is_refused():
    with pytest.raises(ValueError, match="discounts nothing"):
        npv(np.ones(3), -1.0)


@given(flows=FLOWS, rate=RATES, further=st.floats(0, 1e6), year=st.integers(0, 7))
def test_costs_up_never_raise_the_present_value(flows, rate, further, year):
    dearer = flows.copy()
    dearer[:, year % flows.shape[1]] -= further
    assert (npv(dearer, rate) <= npv(flows, rate)).all()


@given(flows=FLOWS, rate=RATES)
def test_two_ways_to_the_same_sum(flows, rate):
    """Year by year and then over options, or the other way round."""
    total = npv(flows.sum(axis=0), rate)
    assert npv(flows, rate).sum() == pytest.approx(total, rel=1e-9, abs=1e-3)
