"""Numbers that are put in: what is refused, and draws that have the distribution they say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evaluators.grade import Grade, Source
from evaluators.inputs import ByYear, Distribution, Input, generator_of, quantiles, spread_evenly

GOOD = {"value": 4.0, "low": 2.0, "high": 8.0, "unit": "yen", "grade": "assumed", "source": "asked", "says": "a test"}
U = np.linspace(0.0005, 0.9995, 1000)


@pytest.mark.parametrize(
    ("distribution", "value", "reference"),
    [
        (Distribution.UNIFORM, 4.0, stats.uniform(2, 6)),
        (Distribution.TRIANGULAR, 4.0, stats.triang(2 / 6, 2, 6)),
        # Malcolm and others 1959: beta with mean (2 + 4 · 4 + 8) / 6.
        (Distribution.PERT, 4.0, stats.beta(1 + 4 * 2 / 6, 1 + 4 * 4 / 6, 2, 6)),
        (Distribution.NORMAL, 5.0, stats.norm(5, 6 / (2 * 1.959964))),
        (Distribution.LOGNORMAL, 4.0, stats.lognorm(np.log(4) / (2 * 1.959964), scale=4)),
    ],
)
def test_draws_have_the_distribution_they_say(distribution, value, reference):
    expected = np.maximum(reference.ppf(U), 0)  # a normal distribution goes below; an amount does not
    assert quantiles(distribution, 2.0, value, 8.0, U) == pytest.approx(expected, rel=1e-6)


def test_the_mean_of_a_pert_is_that_of_its_formula():
    drawn = Input(**GOOD | {"distribution": "pert"}).draws(200_000, generator_of(1, "x"))
    assert drawn.mean() == pytest.approx((2 + 4 * 4 + 8) / 6, abs=0.01)


def test_normal_and_lognormal_hold_their_middle_share_between_the_bounds():
    for distribution, value in (("normal", 5.0), ("lognormal", 4.0)):
        drawn = Input(**GOOD | {"value": value, "distribution": distribution}).draws(100_000, generator_of(1, "x"))
        assert np.mean((drawn > 2) & (drawn < 8)) == pytest.approx(0.95, abs=0.003)


@given(
    st.sampled_from([Distribution.UNIFORM, Distribution.TRIANGULAR, Distribution.PERT]),
    st.tuples(*[st.floats(0, 1e6)] * 3).map(sorted),
    st.floats(1, 10),
)
def test_quantiles_stay_within_the_bounds_rise_and_follow_them(distribution, bounds, factor):
    low, value, high = bounds
    drawn = quantiles(distribution, low, value, high, U)
    assert drawn.min() >= low - 1e-9 * high
    assert drawn.max() <= high * (1 + 1e-9)
    assert (np.diff(drawn) >= -1e-9 * high).all()
    larger = quantiles(distribution, low * factor, value * factor, high * factor, U)
    assert (larger >= drawn - 1e-9 * high * factor).all()


@pytest.mark.parametrize("distribution", ["normal", "lognormal"])
def test_no_draw_of_a_rate_is_above_1(distribution):
    rate = {"value": 0.9, "low": 0.82, "high": 0.98, "unit": "ratio", "distribution": distribution}
    drawn = Input(**GOOD | rate).draws(10_000, generator_of(1, "x"))
    assert drawn.max() == 1.0
    by_year = {name: [each] * 2 if name in ("value", "low", "high") else each for name, each in (GOOD | rate).items()}
    assert ByYear(**by_year).draws(10_000, generator_of(1, "x")).max() == 1.0


def test_a_fixed_number_is_that_number():
    fixed = Input(**GOOD | {"low": 4.0, "high": 4.0, "distribution": "fixed"})
    assert set(fixed.draws(10, generator_of(1, "x"))) == {4.0}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"low": 5.0}, "between"),
        ({"value": -1.0, "low": -1.0}, "greater than or equal to 0"),
        ({"unit": "ratio"}, "above 1"),
        ({"distribution": "fixed"}, "no spread"),
        ({"distribution": "normal"}, "not in the middle, 5"),
        ({"distribution": "lognormal", "value": 5.0}, "not in the middle, 4"),
        ({"distribution": "lognormal", "low": 0.0}, "not in the middle"),
        # 14 of 1–100 would put the middle 95 % at 1.4–140: the middle is 10, and is looked for in logarithms.
        ({"distribution": "lognormal", "low": 1.0, "high": 100.0, "value": 14.0}, "not in the middle, 10"),
        ({"high": 1.1e12}, "1.1e\\+12 is above 1e\\+12"),
        ({"high": 1e308}, "is above"),
        ({"unit": "factor", "high": 1e4}, "10000 is above 1000"),
        ({"says": ""}, "at least 1 character"),
        ({"value": float("nan")}, "finite"),
    ],
)
def test_a_wrong_input_is_refused(change, says):
    with pytest.raises(ValueError, match=says):
        Input(**GOOD | change)


def test_without_a_source_there_is_no_input():
    with pytest.raises(ValueError, match="source"):
        Input(**{key: value for key, value in GOOD.items() if key != "source"})


@pytest.mark.parametrize(
    ("source", "grade", "fine"),
    [("asked", "measured", False), ("asked", "assumed", True), ("reported", "estimated", False),
     ("cited", "cited", True), ("cited", "measured", False), ("measured", "measured", True),
     ("modelled", "assumed", True), ("measured", "demonstration", True)],
)  # fmt: skip
def test_a_grade_has_to_be_earned_by_its_source(source, grade, fine):
    values = GOOD | {"grade": Grade(grade), "source": Source(source)}
    if fine:
        assert Input(**values).grade == grade
    else:
        with pytest.raises(ValueError, match="at best"):
            Input(**values)


def test_one_share_lies_in_each_equal_part_in_random_order():
    found = spread_evenly(1000, generator_of(1, "x"))
    assert sorted((found * 1000).astype(int)) == list(range(1000))
    assert abs(np.corrcoef(found[1:], found[:-1])[0, 1]) < 0.1
    assert (found == spread_evenly(1000, generator_of(1, "x"))).all()


def test_few_draws_have_the_mean_of_their_distribution():
    """A triangle of 2, 4 and 8: 14 / 3. Shares drawn each by itself would miss it by 0.04 at a thousand draws."""
    assert Input(**GOOD).draws(1000, generator_of(1, "x")).mean() == pytest.approx(14 / 3, abs=1e-3)
