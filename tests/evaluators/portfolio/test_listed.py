"""Hours of a list: the triangle against its known mean and quantile."""

import numpy as np
import pytest

from evaluators.portfolio.listed import listed
from tests.evaluators.portfolio.listing import a_list

WIDE = {"minutes_low": 0.0, "minutes_high": 60.0}


def test_draws_are_those_of_a_triangle():
    # Over 0, 30, 60: mean 30, variance (60²)/24 = 150, first quartile 30·√(0.5) = 21.213.
    found = listed(a_list(("a", "forms", 60, 30.0, WIDE)), 200_000, np.random.default_rng(1))
    minutes = found.inputs["minutes"][:, 0]
    assert minutes.mean() == pytest.approx(30, abs=0.1)
    assert minutes.var() == pytest.approx(150, rel=0.01)
    assert np.quantile(minutes, 0.25) == pytest.approx(21.213, abs=0.1)
    assert found.likely.tolist() == [30]
    assert found.draws[:, 0] == pytest.approx(minutes)  # 60 times a year


@pytest.mark.parametrize("likely", [0.0, 60.0])
def test_a_triangle_that_only_falls_or_only_rises(likely):
    found = listed(a_list(("a", "forms", 60, likely, WIDE)), 100_000, np.random.default_rng(1))
    assert found.inputs["minutes"].mean() == pytest.approx((60 + likely) / 3, abs=0.2)


def test_a_value_without_spread_is_not_drawn():
    found = listed(a_list(("a", "forms", 120, 7)), 10, np.random.default_rng(1))
    assert set(found.draws[:, 0]) == {14.0}
