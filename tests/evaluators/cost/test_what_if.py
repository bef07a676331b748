"""What if: the same figures as an assessment gives of a case in which the numbers stand."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.cost.assessing import assess
from evaluators.cost.what_if import DIALS, Measured, Setting, answer, changed, dials, nice
from tests.evaluators.cost.small import a_case, entered, numbers, price, tool

N = 400
METRICS = ("npv", "pays", "hours_saved", "bcr", "break_even_volume", "break_even_wage", "break_even_accuracy")


def measured(case=None, n=N):
    case = case or a_case()
    return Measured.of(case, numbers(n), n, 1, 20)


def figures(found):
    return {metric: found.quantities[metric].value for metric in METRICS}


@pytest.mark.parametrize("option", ["ai_all", "ai_policy"])
def test_with_nothing_set_it_is_the_assessment(option):
    case = a_case()
    found = answer(measured(case), Setting(option=option))
    whole = assess(case, numbers(N), n=N, seed=1, n_documents=20)
    assert found.quantities == {metric: whole.quantity(option, metric) for metric in found.quantities}
    assert found.thresholds == {metric: whole.thresholds[found.quantities[metric].id] for metric in found.thresholds}


def test_a_value_that_is_set_is_the_value_in_the_case():
    """A licence and a volume typed into the case come to the same as turned by a dial: spreads are in proportion."""
    forms = a_case().forms.model_dump(by_alias=True, exclude_none=True) | {"volume": entered(20_000, "forms/year")}
    dearer = tool() | {"licence": price(900_000, "yen/year")}
    written = answer(measured(a_case(forms=forms, ai=dearer)), Setting(option="ai_all"))
    turned = answer(measured(), Setting(option="ai_all", volume=20_000, licence=900_000))
    assert figures(turned) == pytest.approx(figures(written))


def test_the_mean_wage_is_set_and_kinds_of_staff_keep_their_distances():
    """0.6 · 4,000 + 0.4 · 2,000 = 3,200."""
    found = changed(measured(), Setting(option="ai_all", wage=1_600))
    assert found["staff_regular_yen_per_hour"].likely == pytest.approx([2_000])
    assert found["staff_temporary_yen_per_hour"].likely == pytest.approx([1_000])


def test_accuracy_scales_what_is_read_wrong():
    """0.5 of 10 fields wrong is 95 % right; at 98 % there are 0.2."""
    found = changed(measured(), Setting(option="ai_all", accuracy=0.98))
    assert found["ai_all_wrong_seen"].likely == pytest.approx([0.2])
    policy = changed(measured(), Setting(option="ai_policy", accuracy=0.98))
    assert policy["ai_policy_wrong_seen"].likely + policy["ai_policy_wrong_unseen"].likely == pytest.approx([0.2])


@pytest.mark.parametrize(("name", "value"), [("licence", 500_000), ("accuracy", 0.9)])
def test_what_is_nothing_in_the_case_can_be_set_all_the_same(name, value):
    case = a_case(ai=tool() | {"licence": price(0, "yen/year")})
    base = measured(case)
    known = dict(base.numbers)
    for key in ("ai_all_wrong_seen", "ai_all_wrong_unseen"):
        known[key] = known[key].of(0.0, np.zeros(N), known[key].grade, known[key].unit)
    found = changed(Measured(case, known), Setting(option="ai_all", **{name: value}))
    key = "ai_licence" if name == "licence" else "ai_all_wrong_seen"
    expected = value if name == "licence" else (1 - value) * 10
    assert found[key].likely == pytest.approx([expected])
    assert found[key].draws == pytest.approx(np.full((N, 1), expected))


def test_of_several_kinds_of_staff_that_cost_nothing_each_has_the_wage_that_is_set():
    base = measured()
    names = [key for key in base.numbers if key.endswith("_yen_per_hour")]
    none = {key: base.numbers[key].of(0.0, np.zeros(N), base.numbers[key].grade, "yen/hour") for key in names}
    found = changed(Measured(base.case, {**base.numbers, **none}), Setting(option="ai_all", wage=3_000))
    assert len(names) == 2
    assert [float(found[key].likely[0]) for key in names] == [3_000, 3_000]


def test_break_even_is_where_the_net_present_value_passes_nothing():
    base = measured()
    found = answer(base, Setting(option="ai_all"))
    for dial in ("volume", "wage", "accuracy"):
        threshold = found.thresholds[f"break_even_{dial}"]
        at = answer(base, Setting(option="ai_all", **{dial: threshold.value}))
        assert at.quantities["npv"].value == pytest.approx(0, abs=1)


@pytest.mark.parametrize(("dial", "least"), [("volume", 0), ("wage", 0), ("accuracy", 1)])
def test_where_it_breaks_even_does_not_hang_on_what_is_set(dial, least):
    base = measured()
    found = [
        answer(base, Setting(option="ai_all", **given)).thresholds[f"break_even_{dial}"]
        for given in ({}, {dial: least})
    ]
    assert found[1].value == pytest.approx(found[0].value, rel=1e-4)


@settings(max_examples=15)
@given(dial=st.sampled_from(DIALS), low=st.floats(0.1, 0.9), more=st.floats(0.01, 1.0))
def test_which_way_each_dial_moves_the_result(dial, low, more):
    """Where time is saved more forms, dearer hours and better reading never make it worse; a dearer licence does."""
    base = measured(n=50)
    of = {each.name: each for each in dials(base, "ai_all")}[dial]
    values = [of.low + (of.high - of.low) * share for share in (low, min(low + more, 1.0))]
    first, second = (
        answer(base, Setting(option="ai_all", **{dial: value})).quantities["npv"].value for value in values
    )
    assert (first >= second - 1e-6) if dial == "licence" else (first <= second + 1e-6)


def test_an_answer_takes_under_a_tenth_of_a_second():
    """With as many draws as the app keeps; processor time, so that what else the machine does counts for nothing."""
    base = measured(n=5_000)
    taken = []
    for turn in range(5):
        begun = time.thread_time()
        answer(base, Setting(option="ai_all", volume=20_000 + turn, wage=3_000, licence=1e6, accuracy=0.97))
        taken.append(time.thread_time() - begun)
    assert min(taken) < 0.1


def test_dials_reach_beyond_the_case():
    found = {dial.name: dial for dial in dials(measured(), "ai_all")}
    assert [*found] == [*DIALS]
    for dial in found.values():
        assert dial.low <= dial.value <= dial.high
        assert dial.step > 0
    assert (found["volume"].value, found["volume"].high) == (40_000, 120_000)
    assert found["accuracy"].value == pytest.approx(0.95)
    assert dials(measured(a_case(ai=tool() | {"licence": price(0, "yen/year")})), "ai_all")[2].high >= 1_000_000


def test_ways_of_working_without_accuracy_of_their_own():
    online = {"share": entered([0.4] * 5, "ratio"), "setup": price(100, "yen"), "yearly": price(300_000, "yen/year")}
    base = measured(a_case(online=online))
    assert base.ways == ("ai_all", "ai_policy", "online")
    assert [dial.name for dial in dials(base, "online")] == ["volume", "wage", "licence"]
    assert answer(base, Setting(option="online", accuracy=0.5)) == answer(base, Setting(option="online"))
    dearer = answer(base, Setting(option="online", licence=600_000)).quantities["npv"].value
    assert dearer < answer(base, Setting(option="online")).quantities["npv"].value


def test_a_way_that_nothing_is_known_of():
    with pytest.raises(KeyError):
        answer(measured(), Setting(option="two_engines"))
    with pytest.raises(KeyError):
        answer(measured(), Setting(option="as_now"))


@pytest.mark.parametrize("wrong", [{"volume": -1}, {"accuracy": 1.1}, {"licence": float("nan")}, {"more": 1}])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="Setting"):
        Setting(option="ai_all", **wrong)


@pytest.mark.parametrize(("size", "step"), [(37, 50), (0.12, 0.2), (1, 1), (1_000, 1_000), (5.1, 10), (0, 1)])
def test_steps_that_people_count_in(size, step):
    assert nice(size) == pytest.approx(step)
