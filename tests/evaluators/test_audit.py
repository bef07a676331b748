"""Looking again at what passed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from evaluators.audit import MOST_ALLOWED, audit_plan, drawn


def test_the_plan_for_many_is_near_the_rule_of_three():
    plan = audit_plan(1_000_000, 0.01, 0.95)
    assert (plan.sample, plan.allowed) == (298, 0)  # 299 would be of fields without end


def test_where_errors_are_expected_some_are_allowed():
    plan = audit_plan(100_000, 0.01, 0.95, expected=0.003)
    assert plan.allowed >= 1
    assert plan.accepted >= 0.9
    assert plan.sample > 299


def test_of_few_nearly_all_are_looked_at():
    # One wrong field of 40 would be too many: 38 hold it with a chance of 38/40.
    plan = audit_plan(40, 0.01, 0.95)
    assert (plan.sample, plan.allowed) == (38, 0)
    assert audit_plan(10, 0.01, 0.95).sample == 10
    assert audit_plan(0, 0.01, 0.95).sample == 0


@given(st.integers(1, 5000), st.sampled_from([0.01, 0.05]), st.sampled_from([0.9, 0.95]), st.sampled_from([0, 0.002]))
@settings(max_examples=40, deadline=None)
def test_what_is_worse_than_the_target_is_rejected(passed, target, sure, expected):
    plan = audit_plan(passed, target, sure, expected)
    assert 0 < plan.sample <= passed
    assert plan.allowed <= max(MOST_ALLOWED, target * passed)
    bad = int(target * passed) + 1
    assert stats.hypergeom.cdf(plan.allowed, passed, bad, plan.sample) <= 1 - sure + 1e-9


def test_the_lot_does_not_depend_on_the_order():
    names = [str(number) for number in range(100)]
    first = drawn(names, 10, "run")
    assert first == drawn(names[::-1], 10, "run")
    assert len(first) == 10
    assert first != drawn(names, 10, "another run")
    assert first < drawn(names, 20, "run")


@pytest.mark.parametrize("number", [0, 100])
def test_none_or_all_can_be_drawn(number):
    assert len(drawn([str(each) for each in range(100)], number, "")) == number
