"""What a report says of an assessment: the best way with AI, what it hangs on, what knowing more is worth."""

from dataclasses import replace

import numpy as np
import pytest

from evaluators.answers import Claim
from evaluators.campaigns.money import money, ways
from evaluators.cost.assessing import assess
from evaluators.decisions.variance import TOGETHER
from evaluators.grade import Grade
from tests.evaluators.cost.cases import N, a_case, entered, known, measured, meetings, price, tool
from tests.evaluators.decisions.closed_forms import evpi_normal


def assessed(case=None, numbers=None):
    return assess(case or a_case(), numbers or measured(), n=N, seed=1, n_documents=20)


def fixed(n):
    """Numbers without spread, with so many draws."""
    return {name: replace(each, draws=np.full((n, 1), each.likely[0])) for name, each in measured().items()}


def two_engines(looking):
    way = {"looking": looking, "correcting": 0.1, "wrong_seen": 1.0, "wrong_unseen": 0.0}
    return {f"two_engines_{part}": known(value, "x") for part, value in way.items()}


def test_the_best_way_is_the_one_that_is_worth_most():
    found = money(assessed(numbers=measured(looking=0.4) | two_engines(0.2)), of_meetings=False)
    assert found is not None
    assert (found.option, found.answer.kinds, found.answer.claim) == ("two_engines", 2, Claim.PAYS)


def test_what_takes_the_place_of_ai_is_no_answer_to_whether_ai_pays():
    online = {"share": entered([0.9] * 5, "ratio"), "setup": price(0, "yen"), "yearly": price(0, "yen/year")}
    found = assessed(a_case(online=online, ai=tool(licence=price(10_000_000, "yen/year"))))
    assert found.quantity("online", "npv").value > found.quantity("ai_all", "npv").value
    assert money(found, of_meetings=False).option == "ai_all"


def test_that_none_pays_needs_each_of_them_not_to_pay():
    # The one is sure to lose; the other loses at its most likely value, and may gain.
    open_ = two_engines(0.5) | {"two_engines_looking": known(0.85, "min/form", 0.6)}
    found = money(assessed(numbers=measured(looking=0.7) | open_), of_meetings=False)
    assert found is not None
    assert found.answer.claim is Claim.UNDECIDED
    sure = money(assessed(numbers=measured(looking=0.8) | two_engines(0.9)), of_meetings=False)
    assert sure is not None
    assert sure.answer.claim is Claim.DOES_NOT_PAY


def test_minutes_are_answered_apart_from_forms():
    numbers = measured() | {"minutes_near_factor": known(0.5, "factor"), "minutes_near_lost": known(0.1, "ratio")}
    found = assessed(a_case(meetings=meetings()), numbers)
    assert ways(found, of_meetings=True) == ["minutes_manual", "minutes_draft_near"]
    forms, minutes = money(found, of_meetings=False), money(found, of_meetings=True)
    assert forms is not None
    assert minutes is not None
    assert (forms.option, minutes.option) == ("ai_all", "minutes_draft_near")


def test_without_a_way_with_ai_there_is_nothing_to_say():
    assert money(assessed(), of_meetings=True) is None


def test_one_uncertain_input_carries_all_and_swings_the_result_over_its_range():
    wage = entered(3_000, "yen/hour", 2_000, 4_000, distribution="uniform")
    staff = [{"id": "regular", "label": "s", "share": 1, "basis": "salary", "yen_per_hour": wage,
              "unpaid": entered(0, "ratio")}]  # fmt: skip
    found = money(assess(a_case(staff=staff), fixed(20_000), n=20_000, seed=1, n_documents=20), of_meetings=False)
    assert found is not None
    [driver] = found.drivers
    assert driver.key == "staff_regular_yen_per_hour"
    assert driver.share.value == pytest.approx(1, abs=0.01)
    # 500 hours at 2,050 and at 3,950 yen, less 750,000.
    assert driver.swing.low == pytest.approx(500 * 2_050 - 750_000, abs=5_000)
    assert driver.swing.high == pytest.approx(500 * 3_950 - 750_000, abs=5_000)
    assert found.by_grade[Grade.ASSUMED.value].value == pytest.approx(1, abs=0.01)
    assert found.by_grade[TOGETHER].value == pytest.approx(0, abs=0.01)


def test_the_mean_is_said_where_an_input_leans_to_one_side():
    # A triangle of 0, 0 and 6,000,000 yen a year has its mean at 2,000,000: likely it pays, on average it does not.
    licence = price(0, "yen/year", 0, 6_000_000)
    found = money(assess(a_case(ai=tool(licence=licence)), fixed(20_000), n=20_000, seed=1, n_documents=20), False)
    assert found is not None
    assert found.of("ai_all", "npv").value == pytest.approx(500 * 3_000 - 250_000)
    assert found.expected.value == pytest.approx(500 * 3_000 - 250_000 - 5 * 2_000_000, abs=100_000)
    assert found.expected.id == "cost/ai_all/npv/npv_mean"


def test_knowing_everything_is_worth_what_the_closed_form_says():
    # Net effect about normal: 12,000 forms, 3,000 yen an hour, five years, minutes saved with a spread.
    draws = np.random.default_rng(1).normal(0, 0.05, 20_000)
    numbers = fixed(20_000)
    looking = numbers["ai_all_looking"]
    numbers["ai_all_looking"] = replace(looking, draws=(0.65 + draws)[:, None], likely=np.array([0.65]))
    spread = 0.05 * 12_000 / 60 * 3_000 * 5
    found = assess(a_case(), numbers, n=20_000, seed=1, n_documents=20)
    said = money(found, of_meetings=False)
    assert said is not None
    mean = found.quantity("ai_all", "npv").value
    assert said.perfect.value == pytest.approx(evpi_normal(mean, spread), rel=0.05)


def test_what_is_certain_is_worth_no_further_look():
    said = money(assessed(), of_meetings=False)
    assert said is not None
    assert said.perfect.value == 0
    assert said.drivers == ()
