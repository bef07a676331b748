"""What a run shows of ways of working: counted by hand, and the same minutes as those of the page."""

import numpy as np
import pandas as pd
import pytest

from evaluators.cost.form_evidence import Judged, form_evidence
from evaluators.cost.ways import Way, manual_counts, way_counts
from evaluators.grade import Grade
from evaluators.keystrokes import DEFAULT, document_counts
from evaluators.minutes import minutes_best

ROWS = [
    ("a.pdf", "name", "x", "平塚", 1), ("a.pdf", "number", "x", "123", 0), ("a.pdf", "kana", "x", "ア", 1),
    ("b.pdf", "name", "x", "ヒラ", 0), ("b.pdf", "number", "x", "1", 1), ("b.pdf", "kana", "x", "イ", 0),
]  # fmt: skip


def scored(rows):
    frame = pd.DataFrame(rows, columns=["document", "field", "engine", "truth", "right_typed"])
    return frame.assign(type="text", template="permit")


def of(counts, document):
    return {name: float(cell) for name, cell in counts.loc[document].items() if cell}


def test_what_is_looked_at_by_hand():
    counts = way_counts(scored(ROWS), Way("x"))
    # Three fields and the form: a key and a thought each. Correcting 123: three digits and one more key.
    assert of(counts, "a.pdf") == {"looking_keys": 4, "looking_thinks": 4, "correcting_other": 3, "correcting_keys": 1,
                                   "wrong_seen": 1}  # fmt: skip
    assert of(counts, "b.pdf") == {"looking_keys": 4, "looking_thinks": 4, "correcting_kana": 3, "correcting_keys": 2,
                                   "wrong_seen": 2}  # fmt: skip


def test_what_passes_costs_nothing_and_its_errors_stay_unseen():
    counts = way_counts(scored(ROWS), Way("x", frozenset({("a.pdf", "name"), ("b.pdf", "kana")})))
    assert of(counts, "a.pdf") == {"looking_keys": 3, "looking_thinks": 3, "correcting_other": 3, "correcting_keys": 1,
                                   "wrong_seen": 1, "passed": 1}  # fmt: skip
    assert of(counts, "b.pdf") == {"looking_keys": 3, "looking_thinks": 3, "correcting_kana": 2, "correcting_keys": 1,
                                   "wrong_seen": 1, "wrong_unseen": 1, "passed": 1}  # fmt: skip


def test_a_form_of_which_all_passes_is_not_opened_but_numbers_are_typed():
    passed = Way("x", frozenset(("a.pdf", field) for field in ("name", "number", "kana")))
    assert of(way_counts(scored(ROWS), passed), "a.pdf") == {"wrong_unseen": 1, "passed": 3}
    with_number = of(way_counts(scored(ROWS), passed, {"permit": 1}), "a.pdf")
    assert with_number == {"looking_other": 12, "looking_keys": 2, "looking_thinks": 2, "wrong_unseen": 1, "passed": 3}


def evidence(n=2000, ways=None, **more):
    rows = [(f"{number}-{document}", *rest) for number in range(5) for document, *rest in ROWS]
    frame = scored(rows)
    found = {name: way_counts(frame, way) for name, way in (ways or {"ai_all": Way("x")}).items()}
    return frame, form_evidence(manual_counts(frame, "x"), found, n=n, seed=1, grade=Grade.MEASURED, **more)


def test_minutes_are_those_of_the_model_without_the_scanner():
    frame, found = evidence()
    expected = minutes_best(document_counts(frame, "x"))
    handling = DEFAULT.handling.value / 60
    ai = found["ai_all_looking"].likely + found["ai_all_wrong_seen"].likely * found["ai_all_correcting"].likely
    assert ai[0] == pytest.approx(expected["ai_all"] - handling)
    assert found["minutes_manual"].likely[0] == pytest.approx(expected["manual"])
    assert (found["fields"].likely[0], found["sheets"].likely[0]) == (3, 1)
    assert found["ai_all_wrong_seen"].likely[0] == pytest.approx(1.5)


def test_a_draw_takes_the_same_forms_and_the_same_typist_everywhere():
    _frame, found = evidence()
    speed, manual, looking = (found[name].draws[:, 0] for name in ("key", "minutes_manual", "ai_all_looking"))
    assert np.corrcoef(speed, manual)[0, 1] > 0.5
    assert np.corrcoef(manual, looking)[0, 1] > 0.5
    # Forms of two kinds, half of each: in a sample with more of b there are more errors and fewer minutes by hand.
    wrong = found["ai_all_wrong_seen"].draws[:, 0]
    assert wrong.min() < 1.5 < wrong.max()
    assert wrong.mean() == pytest.approx(1.5, abs=0.02)


def test_what_was_computed_of_other_draws_is_no_input_of_its_own():
    _frame, found = evidence()
    assert {name for name, number in found.items() if not number.elementary} == {
        "minutes_manual", "ai_all_looking", "ai_all_correcting",
    }  # fmt: skip
    # Keys a kanji are assumed, however well the forms were measured.
    assert found["ai_all_looking"].grade is Grade.ASSUMED
    assert found["ai_all_wrong_seen"].grade is Grade.MEASURED


def test_errors_that_pass_are_drawn_from_what_the_policy_was_judged_on():
    ways = {"ai_all": Way("x"), "ai_policy": Way("x", frozenset({("0-a.pdf", "name")}))}
    _frame, none = evidence(ways=ways)
    assert none["ai_policy_wrong_unseen"].draws.max() == 0
    _frame, found = evidence(20_000, ways, judged={"ai_policy": Judged(0, 299)})
    # One of ten forms has a field that passes; none of 299 was wrong: about half of 1/300 by Jeffreys, and not none.
    assert found["ai_policy_wrong_unseen"].likely[0] == 0
    assert found["ai_policy_wrong_unseen"].draws.mean() == pytest.approx(0.1 * 0.5 / 300, rel=0.05)


def test_without_anything_wrong_a_correction_takes_no_time():
    rows = [(*row[:-1], 1) for row in ROWS]
    frame = scored(rows)
    found = form_evidence(
        manual_counts(frame, "x"), {"ai_all": way_counts(frame, Way("x"))}, n=100, seed=1, grade=Grade.MEASURED
    )
    assert found["ai_all_correcting"].draws.max() == 0
