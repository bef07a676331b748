"""Minutes by the keystroke-level model, against sums done by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.keystrokes import DEFAULT, document_counts
from evaluators.minutes import minutes_best, minutes_draws, timings
from tests.evaluators.test_keystrokes import TWO, scored

A_BY_HAND = (2 * 4.5 + 3 + 3) * 0.20 + 3 * 1.35
A_WITH_AI = (3 + 4) * 0.20 + 3 * 1.35 + 12
B_BY_HAND = (2 + 2) * 0.20 + 2 * 1.35
B_WITH_AI = 2 * 0.20 + 2 * 1.35 + 12
"""Seconds: the counts of the two documents, as in the test of counts, at the most likely inputs."""


def test_best_minutes_are_the_mean_over_documents():
    best = minutes_best(document_counts(TWO, "x"))
    assert best["manual"] == pytest.approx((A_BY_HAND + B_BY_HAND) / 2 / 60)
    assert best["ai_all"] == pytest.approx((A_WITH_AI + B_WITH_AI) / 2 / 60)


def test_draws_are_seeded_and_surround_the_best():
    counts = document_counts(TWO, "x")
    first, again = (minutes_draws(counts, 4000, seed=1) for _time in range(2))
    for method in ("manual", "ai_all"):
        assert np.array_equal(first[method], again[method])
        assert not np.array_equal(first[method], minutes_draws(counts, 4000, seed=2)[method])
        low, high = np.quantile(first[method], [0.01, 0.99])
        assert low < minutes_best(counts)[method] < high


@pytest.mark.parametrize("name", DEFAULT.inputs)
def test_each_input_widens_the_interval(name):
    """With all inputs but one fixed, and documents that are all alike, what varies is that input."""
    counts = document_counts(scored([("a.pdf", "x", "平ア1", 0)]), "x")
    fixed = {
        each: entry.model_copy(update={"low": entry.value, "high": entry.value}) if each != name else entry
        for each, entry in DEFAULT.inputs.items()
    }
    found = minutes_draws(counts, 500, seed=1, model=DEFAULT.model_copy(update=fixed))
    assert np.ptp(found["ai_all"]) > 0
    assert (np.ptp(found["manual"]) > 0) == (name != "handling")
    assert np.ptp(
        minutes_draws(
            counts,
            500,
            1,
            DEFAULT.model_copy(
                update=fixed
                | {name: fixed[name].model_copy(update={"low": fixed[name].value, "high": fixed[name].value})}
            ),
        )["ai_all"]
    ) == pytest.approx(0)


def test_timings_say_that_they_are_modelled():
    rows = timings(document_counts(TWO, "x"))
    assert list(rows["method"]) == ["manual", "manual", "ai_all", "ai_all"]
    assert set(rows["source"]) == {"modelled"}
    assert list(rows["seconds"]) == pytest.approx([A_BY_HAND, B_BY_HAND, A_WITH_AI, B_WITH_AI])
    # 2 kanji of 4.5, 3 digits and 3 keys; a kana of 2 and 2 keys; 3 digits and 4 keys; 2 keys.
    assert list(rows["keystrokes"]) == [15, 4, 7, 2]


texts = st.text(alphabet="平塚アァーｱ1a/ ", max_size=8)


@given(st.lists(st.tuples(texts, st.booleans()), min_size=1, max_size=8), st.integers(min_value=0))
def test_one_more_error_never_saves_time(fields, which):
    rows = [("d", "x", truth, int(right)) for truth, right in fields]
    at = which % len(rows)
    worse = [*rows[:at], (*rows[at][:3], 0), *rows[at + 1 :]]
    before, after = (minutes_best(document_counts(scored(each), "x")) for each in (rows, worse))
    assert after["ai_all"] >= before["ai_all"]
    assert after["manual"] == before["manual"]
