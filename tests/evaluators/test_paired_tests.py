"""Tests of pairs against published figures, every sign counted out, and statsmodels."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import mcnemar as published
from statsmodels.stats.multitest import multipletests

from evaluators import paired_tests
from evaluators.paired_tests import holm, mcnemar, permutation_test, smallest_difference

few = st.lists(st.integers(-4, 4), max_size=9)


def test_mcnemar_of_the_textbook():
    found = mcnemar(121, 59)
    assert found.chi_square == pytest.approx(21.356, abs=5e-4)
    assert found.corrected == pytest.approx(20.672, abs=5e-4)
    assert found.p_exact == pytest.approx(4.43e-6, abs=5e-9)


@given(st.integers(0, 300), st.integers(0, 300))
def test_mcnemar_is_that_of_statsmodels(only_first, only_second):
    found = mcnemar(only_first, only_second)
    table = [[50, only_first], [only_second, 50]]
    assert found.p_exact == pytest.approx(published(table, exact=True).pvalue if only_first + only_second else 1)
    if abs(only_first - only_second) > 0:  # statsmodels corrects below zero, where both are alike
        corrected = published(table, exact=False, correction=True)
        assert (found.corrected, found.p) == pytest.approx((corrected.statistic, corrected.pvalue))
        assert found.chi_square == pytest.approx(published(table, exact=False, correction=False).statistic)


def test_where_the_two_never_differ_nothing_is_shown():
    assert mcnemar(0, 0) == paired_tests.McNemar(0, 0, 0.0, 0.0, 1.0, 1.0)
    assert permutation_test([0, 0]).p == permutation_test([]).p == 1


@given(few)
def test_every_sign_is_counted(differences):
    sums = [abs(np.dot(signs, differences)) for signs in itertools.product((1, -1), repeat=len(differences))]
    expected = np.mean(np.array(sums) >= abs(sum(differences)))
    found = permutation_test(differences)
    assert found.exact
    assert found.p == pytest.approx(expected, abs=1e-12)


@given(few, st.randoms())
def test_neither_order_nor_side_matters(differences, random):
    shuffled = random.sample(differences, len(differences))
    assert permutation_test(shuffled) == permutation_test(differences)
    assert permutation_test([-each for each in differences]).p == permutation_test(differences).p


@given(few.filter(lambda found: sum(found) >= 0))
@settings(deadline=None)
def test_a_document_more_for_the_same_side_never_makes_it_less_likely_than_half(differences):
    assert permutation_test([*differences, 1 + sum(map(abs, differences))]).p <= 1
    assert 0 < permutation_test([1] * 30).p == pytest.approx(2**-29, rel=1e-6)


def test_thousands_of_documents_are_counted_exactly():
    assert permutation_test([1] * 600 + [-1] * 500).p == pytest.approx(
        2 * sum(_binomial(1100, k) for k in range(600, 1101)), rel=1e-9
    )


def _binomial(n, k):
    from math import comb

    return comb(n, k) / 2**n


def test_where_that_is_too_much_permutations_are_drawn(monkeypatch):
    differences = [3, -1, 2, 2, -4, 5, 1, 1, -2, 3, 4, -1]
    exact = permutation_test(differences)
    monkeypatch.setattr(paired_tests, "EXACT_CELLS", 0)
    drawn = permutation_test(differences)
    assert not drawn.exact
    assert drawn.p == pytest.approx(exact.p, abs=0.015)
    assert drawn == permutation_test(differences[::-1])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_holm_is_that_of_statsmodels(p_values):
    assert holm(p_values) == pytest.approx(multipletests(p_values, method="holm")[1])


def test_holm_of_nothing():
    assert len(holm([])) == 0


@pytest.mark.parametrize("documents", [60, 400])
def test_a_difference_of_that_size_is_shown_in_four_of_five_batches(documents):
    """Batches drawn with the very difference that is named: the test rejects about as often as the power says."""
    draw = np.random.default_rng(5)
    sizes = np.full(documents, 12.0)
    pilot = draw.normal(0, 1.5, size=documents).round()
    named = smallest_difference(pilot, sizes)
    shown = [
        permutation_test(_around(draw.normal(named * 12, pilot.std(), size=documents))).p < 0.05
        for _batch in range(300)
    ]
    assert 0.72 < np.mean(shown) < 0.88


def _around(values):
    return values.round().astype(int)


def test_too_few_documents_show_nothing_however_large():
    assert smallest_difference([1, 1, 1, 1, 1], [2, 2, 2, 2, 2]) is None  # 2 of 2^5 is above 5 %
    assert smallest_difference([0] * 6, [1] * 6) == pytest.approx(0.8 ** (1 / 6))


def test_without_any_difference_some_could_still_have_been_missed():
    # Six of 60 documents have to differ for a test of signs: that takes a share of about 13 %.
    found = smallest_difference([0] * 60, [10] * 60)
    assert 0.12 / 10 < found < 0.14 / 10
