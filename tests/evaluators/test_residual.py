"""The bound of what stays wrong, and the design effect that it rests on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.intervals import clopper_pearson
from evaluators.residual import WHOLE, Evidence, clustering_limit, design_effect, evidence, needed

sizes = st.lists(st.integers(0, 12), min_size=1, max_size=30).filter(any)


def test_independent_fields_have_the_exact_bound():
    # One-sided 95 % is the upper end of the two-sided 90 % interval.
    found = Evidence(fields=300, errors=2, clusters=300, effect=1.0)
    assert found.bound(0.95) == pytest.approx(clopper_pearson(2, 300, level=0.9).high)


def test_the_rule_of_three():
    assert Evidence(299, 0, 299, 1.0).bound(0.95) == pytest.approx(1 - 0.05 ** (1 / 299))
    assert Evidence(299, 0, 299, 1.0).bound(0.95) <= 0.01 < Evidence(298, 0, 298, 1.0).bound(0.95)
    assert needed(0.0, 0.01, 0.95) == 299
    assert needed(0.0, 0.05, 0.95) == 59


def test_no_number_is_enough_where_more_than_the_target_is_wrong():
    assert needed(0.02, 0.01, 0.95) is None
    assert needed(0.01, 0.01, 0.95) is None


@given(st.floats(0, 0.04), st.floats(0.8, 0.99))
def test_the_number_needed_is_the_smallest(rate, sure):
    n = needed(rate, 0.05, sure)

    def bound(fields: int) -> float:
        return Evidence(fields, 0, fields, 1.0).bound(sure) if rate == 0 else _bound(rate * fields, fields, sure)

    assert bound(n) <= 0.05 + 1e-12
    assert n == 1 or bound(n - 1) > 0.05


def _bound(errors: float, fields: float, sure: float) -> float:
    return clopper_pearson(errors, fields, level=2 * sure - 1).high


def test_fields_that_stand_and_fall_together_are_worth_a_form_each():
    found = evidence(np.zeros(20), np.full(20, 10.0), WHOLE.icc)
    assert found.effective == 20
    assert found.bound(0.95) == pytest.approx(1 - 0.05 ** (1 / 20))
    assert design_effect(np.array([10.0, 0.0, 10.0]), 0.1) == pytest.approx(1.9)


def test_errors_in_few_forms_say_nothing_of_how_they_cluster():
    errors = np.zeros(50)
    errors[:4] = 1
    assert clustering_limit(errors, np.full(50, 10.0)) == WHOLE
    assert clustering_limit(errors[:0], errors[:0] + 1) == WHOLE
    assert clustering_limit(np.ones(50), np.ones(50)) == WHOLE


def test_whole_forms_that_are_wrong_cluster_wholly_and_spread_errors_little():
    together = np.where(np.arange(60) < 20, 10.0, 0.0)
    assert clustering_limit(together, np.full(60, 10.0)).icc == pytest.approx(1.0, abs=1e-6)
    spread = np.ones(60)
    assert clustering_limit(spread, np.full(60, 10.0)).icc == 0.0


def test_the_upper_limit_holds_the_correlation():
    """Beta-binomial forms of ten fields, icc .1 and 10 % wrong: the limit lies above .1 nineteen times in twenty."""
    generator = np.random.default_rng(1)
    concentration = 1 / 0.1 - 1
    held = 0
    for _round in range(300):
        rates = generator.beta(0.1 * concentration, 0.9 * concentration, 150)
        errors = generator.binomial(10, rates).astype(float)
        held += clustering_limit(errors, np.full(150, 10.0)).icc >= 0.1
    assert held / 300 > 0.85  # the jackknife falls short of its level by a little


@given(sizes, st.floats(0, 1), st.floats(0.5, 0.999))
def test_a_perfect_reading_is_never_certified_below_its_exact_bound(fields, icc, sure):
    many = np.array(fields, dtype=float)
    found = evidence(many * 0, many, icc)
    assert found.bound(sure) >= 1 - (1 - sure) ** (1 / many.sum()) - 1e-12
    assert found.bound(sure) > 0


@given(sizes, st.floats(0, 1), st.floats(0.5, 0.999), st.data())
def test_adding_an_error_never_lowers_the_bound(fields, icc, sure, data):
    many = np.array(fields, dtype=float)
    errors = np.array([data.draw(st.integers(0, size)) for size in fields], dtype=float)
    place = data.draw(st.sampled_from(np.flatnonzero(many).tolist()))
    if errors[place] == many[place]:
        return
    more = errors.copy()
    more[place] += 1
    before, after = evidence(errors, many, icc), evidence(more, many, icc)
    assert after.bound(sure) >= before.bound(sure)
    assert after.doubt(0.1) >= before.doubt(0.1)


@given(sizes, st.floats(0, 1), st.floats(0.5, 0.999), st.floats(0.001, 0.5), st.data())
def test_bound_and_p_value_say_the_same(fields, icc, sure, target, data):
    many = np.array(fields, dtype=float)
    errors = np.array([data.draw(st.integers(0, size)) for size in fields], dtype=float)
    found = evidence(errors, many, icc)
    if abs(found.bound(sure) - target) > 1e-6:
        assert (found.bound(sure) <= target) == (found.doubt(target) <= 1 - sure)


def test_nothing_that_passed_has_the_widest_bound():
    found = evidence(np.zeros(3), np.zeros(3), 0.5)
    assert (found.bound(0.95), found.rate, found.doubt(0.01)) == (1.0, None, 1.0)
