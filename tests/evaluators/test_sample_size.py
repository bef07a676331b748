import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom
from statsmodels.stats.proportion import samplesize_confint_proportion

from evaluators.intervals import clopper_pearson
from evaluators.sample_size import (
    acceptance,
    design_effect,
    documents_for_interval,
    fields_for_interval,
    fields_for_margin,
    fields_to_accept,
)

rates = st.floats(0.5, 0.999)
margins = st.floats(0.005, 0.2)


def test_the_usual_formula_and_the_design_effect_are_those_of_manuals():
    assert fields_for_margin(0.95, 0.01) == 1825
    assert design_effect(20, 0.05) == pytest.approx(1.95)
    assert design_effect(1, 0.5) == 1
    assert design_effect(20, -0.03) == 1


@given(rates, margins)
def test_the_usual_formula_is_that_of_statsmodels(rate, margin):
    assert fields_for_margin(rate, margin) == math.ceil(samplesize_confint_proportion(rate, margin))


@pytest.mark.parametrize(("least", "errors", "fields"), [(0.95, 0, 59), (0.95, 1, 93), (0.95, 2, 124), (0.99, 0, 299)])
def test_acceptance_is_that_of_published_plans(least, errors, fields):
    assert fields_to_accept(least, errors) == fields


@given(st.floats(0.6, 0.99), st.integers(0, 8), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_a_plan_is_the_smallest_that_keeps_its_word(least, errors, level):
    n = fields_to_accept(least, errors, level)
    assert binom.cdf(errors, n, 1 - least) <= 1 - level + 1e-12
    assert n - 1 <= errors or binom.cdf(errors, n - 1, 1 - least) > 1 - level - 1e-12
    # One-sided: the lower bound of the two-sided interval of twice the doubt.
    assert clopper_pearson(n - errors, n, 1 - 2 * (1 - level)).low >= least - 1e-9


@given(rates, margins)
def test_an_interval_is_as_narrow_as_was_asked_for_and_only_just(rate, margin):
    n = fields_for_interval(rate, margin)
    found = clopper_pearson(rate * n, n)
    assert found.high - found.low <= 2 * margin
    if n > 1:
        before = clopper_pearson(rate * (n - 1), n - 1)
        assert before.high - before.low > 2 * margin


def test_near_one_the_usual_formula_asks_for_too_few():
    assert fields_for_margin(1, 0.01) == 0
    assert fields_for_interval(1, 0.01) == math.ceil(math.log(0.025) / math.log(0.98))
    assert fields_for_interval(0.995, 0.01) > 1.5 * fields_for_margin(0.995, 0.01)


def test_documents_are_fields_times_the_effect_over_fields_a_document():
    fields = fields_for_interval(0.98, 0.01)
    assert documents_for_interval(0.98, 0.01, 20, 1.95) == math.ceil(fields * 1.95 / 20)
    assert documents_for_interval(0.98, 0.01, 20, 20) == fields  # the document is the trial


def test_an_acceptance_plan_of_clustered_fields_by_hand():
    found = acceptance(0.95, 2, 20, 1.95)
    assert (found.independent, found.documents, found.fields) == (124, 13, 260)  # 124 · 1.95 / 20 = 12.09
    assert found.errors == 3  # 2 · 1.95 = 3.9
    assert found.documents_with_error == 2


@given(st.floats(0.8, 0.99), st.integers(0, 5), st.integers(1, 40), st.floats(0, 1))
def test_a_plan_of_clustered_fields_shows_what_it_says_on_the_effective_number(least, errors, fields, share):
    effect = 1 + (fields - 1) * share
    found = acceptance(least, errors, fields, effect)
    effective = found.fields / effect
    assert clopper_pearson(effective - found.errors / effect, effective, 0.9).low >= least - 1e-6
    assert found.documents <= found.independent


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: fields_for_margin(1.1, 0.01), "no rate"),
        (lambda: fields_for_interval(0.9, 0), "margin"),
        (lambda: fields_for_interval(0.9, 0.01, 1), "level"),
        (lambda: fields_for_interval(0.5, 1e-6), "more than"),
        (lambda: design_effect(0.5, 0.1), "too few"),
        (lambda: design_effect(5, 2), "no correlation"),
        (lambda: fields_to_accept(1, 0), "between"),
        (lambda: fields_to_accept(0.9, -1), "negative"),
        (lambda: acceptance(0.9, 0, 5, 6), "does not go"),
    ],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
