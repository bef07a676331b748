import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm

from evaluators.clustering import Unknown, seen_clustering

documents = st.lists(st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1)


def test_icc_and_design_effect_by_hand():
    # Ten documents of 4 fields, right 4 4 4 4 4 3 3 3 2 1 (p = .8). Squares between: Σ4(r/4 - .8)² = 2.4, /9 = .26667;
    # within: Σ r(1 - r/4) = 3·.75 + 1 + .75 = 4, /30 = .13333. ICC = .13333/(.26667 + 3·.13333) = .2.
    # Variance 10/9 · 9.6/1600 = .0066667 against .16/40 = .004: design effect 1.6667.
    found = seen_clustering([4, 4, 4, 4, 4, 3, 3, 3, 2, 1], [4] * 10)
    assert found.icc == pytest.approx(0.2)
    assert found.design_effect == pytest.approx(5 / 3)
    assert found.unknown is None


def test_icc_of_documents_of_different_size_is_that_of_the_analysis_of_variance_of_statsmodels():
    random = np.random.default_rng(5)
    sizes = random.integers(2, 30, 40)
    right = random.binomial(sizes, random.beta(6, 2, 40))
    rows = [(d, i < r) for d, (r, n) in enumerate(zip(right, sizes, strict=True)) for i in range(n)]
    table = anova_lm(ols("y ~ C(d)", pd.DataFrame(rows, columns=["d", "y"]).astype(float)).fit())
    between, within = table["mean_sq"]
    size = (sizes.sum() - (sizes**2).sum() / sizes.sum()) / 39
    assert seen_clustering(right, sizes).icc == pytest.approx((between - within) / (between + (size - 1) * within))


def test_what_was_put_in_is_found():
    random = np.random.default_rng(6)
    right = random.binomial(20, random.beta(0.9 * 9, 0.1 * 9, 5000))  # ICC = 1/(9 + 1)
    found = seen_clustering(right, np.full(5000, 20))
    assert found.icc == pytest.approx(0.1, abs=0.01)
    assert found.design_effect == pytest.approx(1 + 19 * 0.1, rel=0.05)


def test_with_documents_of_one_size_the_two_agree():
    right = [20, 18, 20, 15, 19, 20, 20, 12, 20, 19]
    found = seen_clustering(right, [20] * 10)
    # The variance is taken over documents - 1, so the two differ by terms of 1/documents.
    assert found.design_effect == pytest.approx(1 + 19 * found.icc, rel=0.1)


def test_errors_spread_evenly_have_a_negative_correlation():
    found = seen_clustering([9] * 39 + [10], [10] * 40)
    assert found.icc < 0
    assert found.design_effect < 1


@pytest.mark.parametrize(
    ("right", "total", "reason"),
    [
        ([], [], Unknown.NOTHING),
        ([0, 0], [0, 0], Unknown.NOTHING),
        ([1] * 8 + [0] * 8, [1] * 16, Unknown.SINGLE),
        ([10] * 20, [10] * 20, Unknown.FEW_ERRORS),
        ([9] * 4 + [10] * 16, [10] * 20, Unknown.FEW_ERRORS),
        ([7], [10], Unknown.FEW_ERRORS),
        ([0] * 20, [10] * 20, Unknown.FEW_RIGHT),
        ([9] * 20, [10] * 20, Unknown.ALIKE),
    ],
)
def test_what_cannot_be_estimated_has_a_reason(right, total, reason):
    found = seen_clustering(right, total)
    assert (found.icc, found.design_effect, found.unknown) == (None, None, reason)


@given(documents, st.randoms())
def test_there_are_numbers_or_a_reason_in_any_order(counts, random):
    found = seen_clustering(*zip(*counts, strict=True))
    if found.unknown:
        assert found.icc is None
        assert found.design_effect is None
    else:
        assert -1 <= found.icc <= 1
        assert 0 <= found.design_effect <= sum(n for _, n in counts) * 2
    random.shuffle(counts)
    again = seen_clustering(*zip(*counts, strict=True))
    assert again.unknown == found.unknown
    assert (again.icc, again.design_effect) == pytest.approx((found.icc, found.design_effect))


def test_a_correlation_is_never_below_minus_one():
    # One document with two fields among single ones, and no difference between documents left to speak of.
    found = seen_clustering([1, 0] * 6 + [1], [1, 1] * 6 + [2])
    assert found.icc is not None
    assert found.icc >= -1


def test_more_right_than_there_is_is_refused():
    with pytest.raises(ValueError, match="more"):
        seen_clustering([3], [2])
