import numpy as np
import pandas as pd
import pytest

from evaluators.further import documents_more, half_width, sampled
from evaluators.grade import Grade
from evaluators.rates import Subject
from evaluators.sample_size import documents_for_interval

SUBJECT = Subject("x", {}, Grade.MEASURED)


def a_rate(right, total):
    return SUBJECT.proportion("field_accuracy", "typed", pd.Series(right, dtype=int), pd.Series(total, dtype=int))


def clustered(documents):
    random = np.random.default_rng(9)
    return random.binomial(20, random.beta(0.9 * 9, 0.1 * 9, documents))


def test_what_a_batch_is_like_comes_from_its_rate():
    found = sampled(a_rate([4, 4, 4, 4, 4, 3, 3, 3, 2, 1], [4] * 10))
    assert (found.documents, found.fields, found.estimated) == (10, 4, True)
    assert found.icc == pytest.approx(0.2)
    assert found.effect == pytest.approx(5 / 3)  # as measured, more than the 1.6 of the correlation


def test_without_errors_a_document_is_one_trial():
    found = sampled(a_rate([20] * 30, [20] * 30))
    assert (found.icc, found.effect, found.estimated) == (None, 20, False)


def test_errors_spread_evenly_count_no_more_than_independent_ones():
    assert sampled(a_rate([9] * 39 + [10], [10] * 40)).effect == 1


def test_nothing_counted_says_nothing_of_more():
    rate = a_rate([], [])
    assert (sampled(rate), half_width(rate), documents_more(rate, 0.01)) == (None, None, None)


def test_a_batch_grown_by_what_was_asked_for_is_about_as_sure_as_was_wanted():
    rate = a_rate(clustered(100), [20] * 100)
    more = documents_more(rate, 0.01)
    assert more > 100
    grown = a_rate(clustered(100 + more), [20] * (100 + more))
    assert half_width(grown) == pytest.approx(0.01, rel=0.15)


def test_a_batch_that_is_sure_enough_needs_no_more():
    rate = a_rate(clustered(100), [20] * 100)
    assert documents_more(rate, half_width(rate)) == 0
    assert documents_more(rate, half_width(rate) * 0.999) > 0


def test_a_target_is_planned_for_whatever_was_measured():
    rate = a_rate(clustered(100), [20] * 100)
    batch = sampled(rate)
    wanted = documents_for_interval(0.98, 0.005, 20, batch.effect)
    assert documents_more(rate, 0.005, 0.98) == wanted - 100
    assert documents_more(rate, 0.2, 0.98) == 0


def test_a_reading_without_errors_needs_as_many_documents_as_one_without_a_cluster_needs_fields():
    rate = a_rate([20] * 30, [20] * 30)
    assert documents_more(rate, 0.01) == 183 - 30  # 1 - .025^(1/183) is the first below .02
