"""Minutes by the keystroke-level model, against sums done by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.keystrokes import (
    DEFAULT,
    OperatorCounts,
    correct_field,
    document_counts,
    minutes_best,
    minutes_draws,
    timings,
    type_field,
)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", 0.0),
        ("2024/4/1", 8.0),
        ("ヒラツカ", 8.0),  # four kana of two keys
        ("ﾋﾗﾂｶ", 8.0),
        ("平塚市", 13.5),  # three kanji of four and a half
        ("令和6年", 14.5),
    ],
)
def test_keys_of_a_text(text, keys):
    assert DEFAULT.keys(text) == keys


def test_typing_and_correcting_a_field():
    # 平塚: 9 keys; one to go on; one thought.
    assert type_field("平塚", DEFAULT) == OperatorCounts(keys=10, thinks=1)
    assert correct_field("平塚", True, DEFAULT) == OperatorCounts(keys=1, thinks=1)
    # Wrong: one key more than typing, to clear it.
    assert correct_field("平塚", False, DEFAULT) == OperatorCounts(keys=11, thinks=1)


def scored(rows):
    return pd.DataFrame(rows, columns=["document", "engine", "truth", "right_typed"]).assign(type="text")


TWO = scored(
    [
        ("a.pdf", "x", "平塚", 1),
        ("a.pdf", "x", "123", 0),
        ("b.pdf", "x", "ア", 1),
        ("b.pdf", "y", "ア", 0),
    ]
)


def test_counts_a_document_by_hand():
    counts = document_counts(TWO, "x").set_index("document")
    # a by hand: 9+1 and 3+1 keys, 2 thoughts; one of each opens the form. With AI: 1, and 3+2.
    assert counts.loc["a.pdf"].to_dict() == {
        "manual_keys": 15.0, "manual_thinks": 3.0, "ai_keys": 7.0, "ai_thinks": 3.0, "seen": 2, "wrong": 1,
    }  # fmt: skip
    assert counts.loc["b.pdf", "manual_keys"] == 4.0
    assert counts.loc["b.pdf", "ai_keys"] == 2.0


def test_best_minutes_are_the_mean_over_documents():
    # Manual: keys (15+4)/2, thoughts (3+2)/2; at 0.20 s and 1.35 s.
    best = minutes_best(document_counts(TWO, "x"))
    assert best["manual"] == pytest.approx((9.5 * 0.20 + 2.5 * 1.35) / 60)
    assert best["ai_all"] == pytest.approx((4.5 * 0.20 + 2.5 * 1.35) / 60)


def test_draws_are_seeded_and_surround_the_best():
    counts = document_counts(TWO, "x")
    first, again = (minutes_draws(counts, 4000, seed=1) for _time in range(2))
    assert np.array_equal(first["manual"], again["manual"])
    assert not np.array_equal(first["manual"], minutes_draws(counts, 4000, seed=2)["manual"])
    low, high = np.quantile(first["manual"], [0.01, 0.99])
    assert low < minutes_best(counts)["manual"] < high


def test_timings_say_that_they_are_modelled():
    rows = timings(document_counts(TWO, "x"))
    assert list(rows["method"]) == ["manual", "manual", "ai_all", "ai_all"]
    assert set(rows["source"]) == {"modelled"}
    assert rows.loc[0, "seconds"] == pytest.approx(15 * 0.20 + 3 * 1.35)
    assert rows.loc[0, "keystrokes"] == 15


texts = st.text(alphabet="平塚アァーｱ1a/ ", max_size=8)


@given(st.lists(st.tuples(texts, st.booleans()), min_size=1, max_size=8), st.integers(min_value=0))
def test_one_more_error_never_saves_time(fields, which):
    rows = [("d", "x", truth, int(right)) for truth, right in fields]
    at = which % len(rows)
    worse = [*rows[:at], (*rows[at][:3], 0), *rows[at + 1 :]]
    before, after = (minutes_best(document_counts(scored(each), "x")) for each in (rows, worse))
    assert after["ai_all"] >= before["ai_all"]
    assert after["manual"] == before["manual"]


def test_a_mark_is_one_key_and_its_reading_comes_from_the_engine_of_marks():
    rows = [("a.pdf", "x", "123", 1), ("a.pdf", "marks", "bus|walk", 0), ("a.pdf", "marks", "0", 1)]
    counts = document_counts(scored(rows).assign(type=["text", "choice", "checkbox"]), "x").iloc[0]
    # By hand: 3+1, 2+1 and 0+1 keys, one more opens the form. With AI: 1, 2+2 and 1, and the one that opens it.
    assert (counts["manual_keys"], counts["ai_keys"], counts["seen"], counts["wrong"]) == (9.0, 7.0, 3, 1)


def test_marks_alone_are_not_the_work_of_an_engine_of_text():
    rows = scored([("a.pdf", "marks", "1", 1)]).assign(type="checkbox")
    assert document_counts(rows, "x").empty
