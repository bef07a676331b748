"""A list of tasks beside what was measured: hand-checked sums, what is unknown, and how chance enters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.answers import Claim
from evaluators.grade import Grade
from evaluators.methods import INPUTS_AND_BOUNDS, LIKELY
from evaluators.portfolio.assessing import assess
from evaluators.portfolio.outcome import Fate
from tests.evaluators.portfolio.listing import a_list, a_result

SOME = a_list(("keying", "forms", 1200, 10), ("judging", "other", 1200, 15), ("minutes", "meetings", 24, 300))


def test_hours_of_three_tasks_by_hand():
    # 200 h keyed, of which 40 % is left; 300 h judged; 120 h of minutes, of which 75 % is left.
    found = assess(SOME, {"forms": a_result(0.4), "meetings": a_result(0.75, method="minutes_draft")}, seed=1)
    assert found.listed.value == pytest.approx(620)
    assert found.taken_over.value == pytest.approx(120 + 30)
    assert found.with_people.value == pytest.approx(470)
    assert found.checking.value == pytest.approx(80 + 90)
    assert found.not_measured.value == 0
    assert found.share.value == pytest.approx(150 / 620)
    assert (found.share.low, found.share.high) == pytest.approx((150 / 620, 150 / 620))
    assert [each.task for each in found.tasks] == ["keying", "minutes", "judging"]
    assert [each.fate for each in found.tasks] == [Fate.TAKEN_OVER, Fate.TAKEN_OVER, Fate.PEOPLE]


def test_a_form_takes_the_result_of_its_own_kind_and_of_no_other():
    listed = a_list(("a", "forms", 60, 1, {"template": "moving"}), ("b", "forms", 60, 1, {"template": "tax"}))
    found = assess(listed, {"forms": a_result(0.1), "forms/moving": a_result(0.5)}, seed=1)
    assert {each.task: each.fate for each in found.tasks} == {"a": Fate.TAKEN_OVER, "b": Fate.NOT_MEASURED}
    assert found.tasks[0].saved.value == pytest.approx(0.5)
    assert found.tasks[1].saved.value is None
    assert found.tasks[1].place is None


def test_what_nobody_measured_is_between_nothing_and_all_of_it():
    found = assess(SOME, {"meetings": a_result(0.5, method="minutes_draft")}, seed=1)
    assert found.share.value == pytest.approx(60 / 620)
    assert (found.share.low, found.share.high) == pytest.approx((60 / 620, 260 / 620))
    assert found.share.method == INPUTS_AND_BOUNDS
    assert found.not_measured.value == pytest.approx(200)
    # The hours say what their share says.
    assert (found.taken_over.low, found.taken_over.high) == pytest.approx((60, 260))
    assert (found.with_people.low, found.with_people.high) == pytest.approx((360, 560))
    assert (found.taken_over.method, found.with_people.method) == (INPUTS_AND_BOUNDS, INPUTS_AND_BOUNDS)


@pytest.mark.parametrize(
    ("left", "claim"), [(0.1, Claim.MOST), (0.9, Claim.NOT_MOST), (0.5, Claim.UNDECIDED)]
)  # 0.5 ± 0.05 of all hours holds one half
def test_only_what_the_whole_interval_says_is_claimed(left, claim):
    draws = np.linspace(left - 0.05, left + 0.05, 101)
    found = assess(a_list(("a", "forms", 60, 60)), {"forms": a_result(left, draws)}, seed=1)
    assert found.claim is claim


def test_a_task_that_nobody_measured_can_keep_the_answer_open():
    known = {"forms": a_result(0.1)}
    listed = a_list(("a", "forms", 60, 40), ("b", "meetings", 60, 60))
    assert assess(listed, known, seed=1).claim is Claim.UNDECIDED  # 36 of 100 h, and 60 h unknown
    assert assess(listed, known | {"meetings": a_result(0.9)}, seed=1).claim is Claim.NOT_MOST


def test_a_list_without_hours_has_no_share():
    found = assess(a_list(("a", "forms", 0, 10)), {"forms": a_result(0.5)}, seed=1)
    assert found.share.value is None
    assert found.claim is Claim.UNANSWERABLE
    assert found.share_likely.value is None


def test_what_ai_makes_longer_stays_as_it_is():
    found = assess(a_list(("a", "forms", 60, 60)), {"forms": a_result(1.2, [0.8, 1.6])}, seed=1)
    (task,) = found.tasks
    assert (task.fate, task.saved.value, task.saved.low, task.saved.high) == (Fate.NOT_SHORTER, 0, 0, 0)
    assert found.checking.value == 0


def test_what_is_chosen_and_told_is_the_mean_and_the_most_likely_stands_beside():
    """A task of 100 h, of which 40 % is most likely left and 60 % on average; one of 60 h that may take 120 h."""
    listed = a_list(
        ("a", "forms", 60, 100), ("b", "meetings", 60, 60, {"minutes_high": 180}), ("c", "other", 60, 50)
    )  # b: a triangle over 60, 60 and 180 has its mean at 100
    known = {"forms": a_result(0.4, [0.4, 0.8]), "meetings": a_result(0.5, method="minutes_draft")}
    found = assess(listed, known, seed=1)
    assert found.listed.value == pytest.approx(250, abs=0.01)
    assert found.taken_over.value == pytest.approx(40 + 50, abs=0.01)
    assert found.share.value == pytest.approx(90 / 250, abs=1e-4)
    assert [(each.task, each.place.expected) for each in found.tasks[:2]] == [("b", 1), ("a", 2)]
    assert found.taken_over_likely.value == pytest.approx(60 + 30)
    assert found.share_likely.value == pytest.approx(90 / 210)
    assert found.share_likely.method == LIKELY


@pytest.mark.parametrize(
    ("left", "draws", "fate", "saved"),
    [(0.9, [0.8, 1.4], Fate.NOT_SHORTER, 0), (1.1, [0.6, 1.2], Fate.TAKEN_OVER, 6)],
)
def test_whether_ai_shortens_a_task_is_said_by_the_mean(left, draws, fate, saved):
    found = assess(a_list(("a", "forms", 60, 60)), {"forms": a_result(left, draws)}, seed=1)
    assert (found.tasks[0].fate, found.tasks[0].saved.value) == (fate, pytest.approx(saved))
    assert found.taken_over_likely.value == pytest.approx(0 if fate is Fate.NOT_SHORTER else -6)


def test_tasks_of_a_class_share_what_was_measured_of_it():
    listed = a_list(("a", "forms", 60, 60), ("b", "forms", 60, 60))
    found = assess(listed, {"forms": a_result(0.5, [0.4, 0.6])}, seed=1, level=0.9)
    # Were the two drawn apart, half of the draws would lie in the middle, and the sum would still reach as far;
    # the share of draws at the ends tells them apart.
    assert set(np.round(found.share_draws, 6)) == {0.4, 0.6}


def test_the_worst_grade_and_the_fewest_forms_are_those_of_the_whole():
    results = {"forms": a_result(0.5, n=12), "meetings": a_result(0.5, grade=Grade.DEMONSTRATION, n=3)}
    found = assess(SOME, results, seed=1)
    assert (found.share.grade, found.share.n_documents) == (Grade.DEMONSTRATION, 3)
    assert (found.listed.grade, found.listed.n_documents) == (Grade.ASSUMED, 0)  # what is listed rests on no form
    assert {(each.hours.grade, each.hours.n_documents) for each in found.tasks} == {(Grade.ASSUMED, 0)}
    by_task = {each.task: each.saved.grade for each in found.tasks}
    assert by_task == {"keying": Grade.ASSUMED, "judging": Grade.ASSUMED, "minutes": Grade.DEMONSTRATION}


def test_every_input_is_kept_with_its_grade():
    found = assess(SOME, {"forms": a_result(0.5), "forms/never-listed": a_result(0.5)}, seed=1, n=50)
    assert set(found.inputs) == set(found.input_grades)
    assert found.input_grades["left/forms"] is Grade.ESTIMATED
    assert "left/forms/never-listed" not in found.inputs
    assert all(draws.shape == (50,) for draws in found.inputs.values())
    again = sum(
        found.inputs[f"per_year/市民課/{task}"] * found.inputs[f"minutes/市民課/{task}"] / 60 for task in SOME["task"]
    )
    saved = found.share_draws * again
    assert saved == pytest.approx(200 * 0.5)


WIDE = {"per_year_low": 600, "per_year_high": 1800, "minutes_low": 5, "minutes_high": 12}


@given(st.integers(0, 2**32), st.floats(0.05, 0.95))
def test_hours_taken_over_and_hours_that_stay_are_all_hours(seed, left):
    listed = a_list(("a", "forms", 1200, 10, WIDE), ("b", "other", 600, 7, {"minutes_low": 1}))
    found = assess(listed, {"forms": a_result(left, [left / 2, left, min(1.0, left * 1.5)])}, seed=seed, n=200)
    assert found.taken_over.value + found.with_people.value == pytest.approx(found.listed.value)
    for each in found.quantities:
        assert each.low <= each.value <= each.high


def test_the_same_seed_gives_the_same_figures():
    listed = a_list(("a", "forms", 1200, 10, WIDE))
    one, two, other = (assess(listed, {"forms": a_result(0.5)}, seed=seed, n=100).quantities for seed in (1, 1, 2))
    assert one == two != other
