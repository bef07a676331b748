import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from evaluators import resampling
from evaluators.intervals import (
    Interval,
    clopper_pearson,
    clustered_proportion,
    clustered_ratio,
    clustered_ratios,
    wilson,
)

EXACT = [wilson, clopper_pearson]
ROUNDING = 1e-12
proportions = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
levels = st.sampled_from([0.8, 0.9, 0.95, 0.99])
documents = st.lists(st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1)
ratios = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30)), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("method", "successes", "n", "low", "high"),
    [
        (wilson, 81, 263, 0.2553, 0.3662),
        (clopper_pearson, 81, 263, 0.2527, 0.3676),
        (wilson, 0, 20, 0, 0.1611),
        (clopper_pearson, 0, 20, 0, 0.1684),
    ],
)
def test_intervals_are_those_that_manuals_print(method, successes, n, low, high):
    found = method(successes, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert found.effective_n == n


@given(proportions, levels)
def test_intervals_are_those_of_statsmodels(proportion, level):
    for method, name in [(wilson, "wilson"), (clopper_pearson, "beta")]:
        found = method(*proportion, level)
        expected = proportion_confint(*proportion, alpha=1 - level, method=name)
        assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("method", EXACT)
@pytest.mark.parametrize("n", [1, 7, 1000, 2.5])
def test_the_bound_is_exact_where_all_or_none_succeed(method, n):
    assert method(0, n).low == 0
    assert method(n, n).high == 1


@given(proportions, levels)
def test_intervals_are_in_order_and_hold_the_proportion(proportion, level):
    for method in EXACT:
        found = method(*proportion, level)
        assert 0 <= found.low <= proportion[0] / proportion[1] <= found.high <= 1


@given(proportions)
def test_one_more_error_never_raises_a_bound(proportion):
    successes, n = proportion
    for method in EXACT:
        before, added = method(successes, n), method(successes, n + 1)
        assert added.low <= before.low + ROUNDING
        assert added.high <= before.high + ROUNDING
        if successes:
            turned = method(successes - 1, n)
            assert turned.low <= before.low + ROUNDING
            assert turned.high <= before.high + ROUNDING


@given(st.floats(0, 1), st.floats(0.5, 100), levels)
def test_clopper_pearson_holds_the_rate_of_fractions(rate, n, level):
    found = clopper_pearson(rate * n, n, level)
    assert 0 <= found.low <= rate + ROUNDING
    assert rate - ROUNDING <= found.high <= 1


@given(st.integers(1, 60), st.integers(1, 60), st.floats(0, 1))
def test_clopper_pearson_of_a_fraction_lies_between_its_whole_neighbours(successes, failures, share):
    below, above = (clopper_pearson(successes - 1 + one, successes + failures) for one in (0, 1))
    between = clopper_pearson(successes - 1 + share, successes + failures)
    assert below.low - ROUNDING <= between.low <= above.low + ROUNDING
    assert below.high - ROUNDING <= between.high <= above.high + ROUNDING


@pytest.mark.parametrize("method", EXACT)
@pytest.mark.parametrize(
    ("arguments", "message"),
    [((0, 0), "no trial"), ((-1, 5), "no proportion"), ((6, 5), "no proportion"), ((1, 5, 1.0), "level")],
)
def test_what_is_no_proportion_is_refused(method, arguments, message):
    with pytest.raises(ValueError, match=message):
        method(*arguments)


# --- fields clustered in documents ------------------------------------------------------------------------------


def test_korn_graubard_by_hand():
    # Ten documents of 4 fields; right 4 4 4 4 4 3 3 3 2 1: p = 32/40 = .8. Residuals r - 3.2: five times .8, three
    # times -.2, -1.2, -2.2; their squares sum to 3.2 + .12 + 1.44 + 4.84 = 9.6. Variance 10/9 · 9.6/1600 = .0066667,
    # so .16/.0066667 = 24 fields. Five documents hold an error: times (t39/t4)² = (2.0226909/2.7764451)².
    found = clustered_proportion([4, 4, 4, 4, 4, 3, 3, 3, 2, 1], [4] * 10)
    n = 24 * (2.0226909 / 2.7764451) ** 2
    expected = clopper_pearson(0.8 * n, n)
    assert found.method == "korn-graubard"
    assert found.effective_n == pytest.approx(n, rel=1e-6)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-6)


def test_clustered_errors_widen_the_interval():
    spread = clustered_proportion([9, 10] * 20, [10] * 40)  # 20 errors in 20 documents
    heaped = clustered_proportion([6] * 5 + [10] * 35, [10] * 40)  # 20 errors in 5 documents
    assert spread.method == heaped.method == "korn-graubard"
    assert spread.effective_n > 300
    assert heaped.effective_n < 120
    assert heaped.low < spread.low < spread.high < heaped.high


def test_fields_never_count_for_more_than_they_are():
    # Errors spread more evenly than chance would: the variance alone would give more than the 400 fields. What is
    # left is the price of estimating it from 39 documents with an error: (t399/t38)² = (1.965927/2.024394)².
    found = clustered_proportion([9] * 39 + [10], [10] * 40)
    assert found.method == "korn-graubard"
    assert found.effective_n == pytest.approx(400 * (1.965927 / 2.024394) ** 2, rel=1e-5)


@pytest.mark.parametrize(
    ("right", "rate"),
    [
        ([10] * 20, 1.0),  # no error
        ([0] * 20, 0.0),  # nothing right
        ([6] + [10] * 19, 0.98),  # all errors in one document
        ([9] * 4 + [10] * 16, 0.98),  # in four
        ([1] * 4 + [0] * 16, 0.02),  # right in four
        ([9] * 20, 0.9),  # no variance
    ],
)
def test_the_document_is_the_unit_where_clustering_cannot_be_estimated(right, rate):
    found = clustered_proportion(right, [10] * 20)
    expected = clopper_pearson(rate * 20, 20)
    assert (found.method, found.effective_n) == ("clopper-pearson-documents", 20)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_one_document_is_one_trial():
    assert clustered_proportion([40], [40]) == Interval(pytest.approx(0.025), 1.0, "clopper-pearson-documents", 1.0)


def test_with_one_field_a_document_the_interval_is_the_plain_one():
    found = clustered_proportion([1] * 30 + [0] * 10, [1] * 40)
    plain = clopper_pearson(30, 40)
    assert (found.low, found.high, found.effective_n) == (plain.low, plain.high, 40)


def test_documents_of_different_size_weigh_as_many_equal_ones():
    # (36 + 4·1)² / (36² + 4·1²) = 1600/1300: hardly more than the one large document.
    assert clustered_proportion([36, 1, 1, 1, 1], [36, 1, 1, 1, 1]).effective_n == pytest.approx(1600 / 1300)


def test_documents_without_an_error_add_nothing_to_what_is_known_of_the_variance():
    # Six documents hold an error, of 20 or of 200: t5 is what the effective number is divided by.
    few, many = (clustered_proportion([8] * 6 + [10] * (n - 6), [10] * n) for n in (20, 200))
    rate = 1 - 12 / 2000
    residuals = 6 * (8 - 10 * rate) ** 2 + 194 * (10 - 10 * rate) ** 2
    variance = 200 / 199 * residuals / 2000**2
    freedom = (1.961152 / 2.570582) ** 2
    assert many.effective_n == pytest.approx(rate * (1 - rate) / variance * freedom, rel=1e-5)
    assert few.effective_n < many.effective_n


def test_documents_without_fields_say_nothing():
    assert clustered_proportion([9, 0, 10, 0], [10, 0, 10, 0]) == clustered_proportion([9, 10], [10, 10])


@pytest.mark.parametrize(
    ("right", "total", "message"),
    [([], [], "nothing"), ([0], [0], "nothing"), ([2], [1], "more"), ([1], [1, 2], "shapes"), ([-1], [3], "at least")],
)
def test_impossible_counts_are_refused(right, total, message):
    with pytest.raises(ValueError, match=message):
        clustered_proportion(right, total)


@given(documents, levels, st.randoms())
def test_the_clustered_interval_holds_the_rate_in_any_order(counts, level, random):
    right, total = zip(*counts, strict=True)
    found = clustered_proportion(right, total, level)
    assert 0 <= found.low <= sum(right) / sum(total) + ROUNDING
    assert sum(right) / sum(total) - ROUNDING <= found.high <= 1
    assert 0 < found.effective_n <= sum(total) + ROUNDING
    random.shuffle(counts)
    shuffled = clustered_proportion(*zip(*counts, strict=True), level)
    assert shuffled.method == found.method
    assert (shuffled.low, shuffled.high) == pytest.approx((found.low, found.high), abs=1e-9)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=40), levels)
def test_a_perfect_reading_is_exactly_one_with_a_lower_bound_below(sizes, level):
    found = clustered_proportion(sizes, sizes, level)
    assert found.high == 1
    assert 0 < found.low < 1
    none = clustered_proportion([0] * len(sizes), sizes, level)
    assert none.low == 0
    assert none.high == pytest.approx(1 - found.low)


@given(documents, levels)
def test_right_and_wrong_are_treated_alike(counts, level):
    right, total = zip(*counts, strict=True)
    found = clustered_proportion(right, total, level)
    wrong = clustered_proportion([n - r for r, n in counts], total, level)
    assert wrong.method == found.method
    assert (1 - wrong.high, 1 - wrong.low) == pytest.approx((found.low, found.high), abs=1e-8)


@given(documents, st.integers(0, 100), levels)
def test_one_more_error_never_raises_a_bound_where_the_document_is_the_unit(counts, which, level):
    at = which % len(counts)
    right, total = counts[at]
    assume(right > 0)
    before = clustered_proportion(*zip(*counts, strict=True), level)
    counts[at] = (right - 1, total)
    after = clustered_proportion(*zip(*counts, strict=True), level)
    assume(before.method == after.method == "clopper-pearson-documents")
    assert after.low <= before.low + ROUNDING
    assert after.high <= before.high + ROUNDING


def test_a_fifth_document_with_an_error_may_narrow_the_interval():
    # What the docstring says: only then can it be seen that errors do not come in heaps.
    four, five = (clustered_proportion([19] * n + [20] * (100 - n), [20] * 100) for n in (4, 5))
    assert (four.method, five.method) == ("clopper-pearson-documents", "korn-graubard")
    assert five.low > four.low


@pytest.mark.parametrize("correlation", [0, 0.1])
@pytest.mark.parametrize("rate", [0.9, 0.98])
@pytest.mark.parametrize("n_documents", [20, 60])
def test_clustered_intervals_hold_the_true_rate_as_often_as_they_say(n_documents, rate, correlation):
    random = np.random.default_rng(20)
    size = (500, n_documents)
    strength = (1 - correlation) / correlation if correlation else math.inf
    chance = np.full(size, rate) if correlation == 0 else random.beta(rate * strength, (1 - rate) * strength, size)
    right = random.binomial(10, chance)
    found = [clustered_proportion(row, np.full(n_documents, 10)) for row in right]
    coverage = np.mean([interval.low <= rate <= interval.high for interval in found])
    assert coverage >= 0.93


# --- rates that may exceed 1 -------------------------------------------------------------------------------------


def test_without_errors_the_bound_is_that_of_documents():
    found = clustered_ratio([0] * 20, [50] * 20)
    assert (found.low, found.method, found.effective_n) == (0, "clopper-pearson-documents", 20)
    assert found.high == pytest.approx(1 - 0.025 ** (1 / 20))


def test_errors_in_few_documents_are_no_better_known_than_none():
    none, one = clustered_ratio([0] * 20, [50] * 20), clustered_ratio([5] + [0] * 19, [50] * 20)
    assert one.method == "clopper-pearson-documents"
    assert one.high > none.high


@pytest.mark.parametrize("right", [0, 1, 4])
def test_little_that_is_right_is_no_better_known_than_few_errors(right):
    sizes = [10] * 9
    errors = [9] * right + [10] * (9 - right)
    found = clustered_ratio(errors, sizes)
    mirrored = clustered_ratio([10 - each for each in errors], sizes)
    assert (found.low, found.high) == pytest.approx((1 - mirrored.high, 1 - mirrored.low), abs=1e-9)
    assert found.method == "clopper-pearson-documents"
    assert found.low < 0.7


def test_documents_that_are_all_alike_are_not_taken_for_certainty():
    found = clustered_ratio([5] * 9, [10] * 9)
    assert found.method == "clopper-pearson-documents"
    assert found.low < 0.3 < 0.7 < found.high


def test_a_single_document_with_errors_says_nothing_about_others():
    assert clustered_ratio([5], [50]) == Interval(0.0, 1.0, "not-estimable", None)
    assert clustered_ratio([150], [50]) == Interval(0.0, 3.0, "not-estimable", None)


def test_the_bootstrap_agrees_with_the_normal_interval_where_documents_are_many():
    random = np.random.default_rng(3)
    sizes = random.integers(50, 150, 2000)
    errors = random.binomial(sizes, random.beta(3, 27, 2000))
    found = clustered_ratio(errors, sizes)
    rate = errors.sum() / sizes.sum()
    half = 1.96 * math.sqrt(2000 / 1999 * np.sum((errors - rate * sizes) ** 2)) / sizes.sum()
    assert found.method == "document-bootstrap"
    assert (found.low, found.high) == pytest.approx((rate - half, rate + half), abs=0.1 * half)


def test_a_rate_above_one_has_an_interval_above_one():
    found = clustered_ratio([20, 30, 25, 40, 35, 15], [10] * 6)
    assert 1 < found.low < 165 / 60 < found.high <= 4


def test_what_was_invented_counts_without_a_length():
    without = clustered_ratio([1, 2, 1, 2, 1, 2], [10] * 6)
    invented = clustered_ratio([1, 2, 1, 2, 1, 2, 30], [10] * 6 + [0])
    assert invented.high > 2 * without.high


def test_draws_do_not_depend_on_the_block_that_they_are_made_in(monkeypatch):
    errors, sizes = [1, 0, 3, 2, 5, 1, 0], [10, 12, 9, 20, 11, 10, 8]
    whole = clustered_ratio(errors, sizes, resamples=500)
    monkeypatch.setattr(resampling, "BLOCK_CELLS", 30)
    assert clustered_ratio(errors, sizes, resamples=500) == whole


def test_another_seed_gives_another_interval_and_the_same_seed_the_same():
    errors, sizes = [1, 0, 3, 2, 5, 1, 0, 7], [10, 12, 9, 20, 11, 10, 8, 31]
    assert clustered_ratio(errors, sizes, seed=1) == clustered_ratio(errors, sizes, seed=1)
    assert clustered_ratio(errors, sizes, seed=1) != clustered_ratio(errors, sizes, seed=2)


def test_ratios_of_other_documents_have_draws_of_their_own():
    # The second counts nothing in the last two documents, and is what it is without them.
    many = [1, 0, 3, 2, 5, 1, 0, 7, 2, 2], [10, 12, 9, 20, 11, 10, 8, 31, 9, 9]
    fewer = [1, 0, 3, 2, 5, 1, 0, 7, 0, 0], [10, 12, 9, 20, 11, 10, 8, 31, 0, 0]
    assert clustered_ratios([many, fewer]) == [clustered_ratio(*many), clustered_ratio(*(side[:8] for side in fewer))]
    assert clustered_ratios([]) == []


def test_ratios_are_given_in_their_order_whether_drawn_or_not():
    drawn, exact = ([1, 2, 0, 3, 2, 1], [10] * 6), ([0] * 6, [10] * 6)
    assert [each.method for each in clustered_ratios([exact, drawn, exact])] == [
        "clopper-pearson-documents",
        "document-bootstrap",
        "clopper-pearson-documents",
    ]


@pytest.mark.parametrize(
    ("errors", "sizes", "resamples", "message"),
    [([], [], 100, "nothing"), ([3], [0], 100, "nothing"), ([1], [2], 5, "too few"), ([-1], [2], 100, "at least")],
)
def test_a_ratio_of_nothing_is_refused(errors, sizes, resamples, message):
    with pytest.raises(ValueError, match=message):
        clustered_ratio(errors, sizes, resamples=resamples)


@pytest.mark.parametrize("method", [clustered_proportion, clustered_ratio])
@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_lies_between_0_and_1(method, level):
    with pytest.raises(ValueError, match="level"):
        method([8, 7, 6, 5, 4, 3], [10] * 6, level)


@given(ratios, levels, st.randoms())
def test_the_ratio_lies_in_its_interval_in_any_order(counts, level, random):
    errors, sizes = zip(*counts, strict=True)
    assume(sum(sizes) > 0)
    found = clustered_ratio(errors, sizes, level, resamples=50)
    assert 0 <= found.low <= sum(errors) / sum(sizes) <= found.high < math.inf
    random.shuffle(counts)
    assert clustered_ratio(*zip(*counts, strict=True), level, resamples=50) == found


def test_ratios_of_sixty_documents_are_held_nearly_as_often_as_said():
    # Percentiles of 60 documents hold the rate in about .94 of cases, not .95: the docstring says so.
    random = np.random.default_rng(8)
    sizes = random.integers(60, 140, (300, 60))
    errors = random.binomial(sizes, random.beta(3, 27, (300, 60)))
    found = [clustered_ratio(e, s, resamples=500) for e, s in zip(errors, sizes, strict=True)]
    assert np.mean([interval.low <= 0.1 <= interval.high for interval in found]) >= 0.91
