"""What a report says of an assessment: the best way with AI, what it hangs on, what knowing more is worth."""

from dataclasses import replace

import numpy as np
import pytest

from evaluators.answers import Claim
from evaluators.campaigns.money import money, ways
from evaluators.cost.assessing import assess
from evaluators.cost.drawn import Drawn
from evaluators.cost.standing import standings
from evaluators.cost.verifying import verifying
from evaluators.decisions.variance import TOGETHER
from evaluators.grade import Grade
from tests.evaluators.cost.cases import N, a_case, entered, known, measured, meetings, price, tool
from tests.evaluators.cost.small import an_undecided_one
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
    assert found.of("ai_all", "npv").value == pytest.approx(500 * 3_000 - 250_000 - 5 * 2_000_000, abs=1_000)
    likely = found.of("ai_all", "npv_likely")
    assert (likely.low, likely.value, likely.high) == pytest.approx((500 * 3_000 - 250_000,) * 3)
    assert found.choice == "as_now"
    # What benefits are over costs says the same as the mean: 1,500,000 over 10,250,000.
    assert found.of("ai_all", "bcr").value == pytest.approx(1_500_000 / 10_250_000, rel=1e-3)


def three_in_four(usual, else_):
    """Minutes of looking: the usual ones in three of four draws, and likely."""
    draws = np.where(np.arange(N) % 4 == 3, else_, usual)
    return Drawn.of(usual, draws, Grade.MEASURED, "min/form", False)


def a_gamble():
    """All fields looked at: saved half a minute a form in three of four draws, lost one and a half in the fourth.

    6,000,000 yen a minute over five years, less 750,000: 750,000 of the likely case, −750,000 as the mean. Two engines
    save 0.3 minutes in every draw, less 750,000: 150,000.
    """
    fixed_ = measured() | {"ai_all_looking": three_in_four(0.4, 2.4)} | two_engines(0.6)
    return assess(a_case(), fixed_ | {"ai_all_wrong_seen": known(1, "x")}, n=N, seed=1, n_documents=20)


def test_the_best_way_is_best_on_average_though_another_is_most_often_and_most_likely():
    found = money(a_gamble(), of_meetings=False)
    values = {
        option: tuple(found.of(option, metric).value for metric in ("npv", "npv_likely", "best"))
        for option in ("ai_all", "two_engines")
    }
    assert values["ai_all"] == (pytest.approx(-750_000), pytest.approx(750_000), 0.75)
    assert values["two_engines"] == (pytest.approx(150_000), pytest.approx(150_000), 0.25)
    assert found.of("as_now", "best").value == 0
    assert (found.option, found.choice, found.answer.claim) == ("two_engines", "two_engines", Claim.PAYS)
    # Knowing which, one would take 750,000 in three of four and 150,000 in the fourth: 600,000 less 150,000.
    assert found.perfect.value == pytest.approx(450_000)


def test_what_takes_the_place_of_ai_is_among_what_can_be_chosen():
    # Online saves 100 h of 200 h for 60,000 yen a year: 300,000 - 60,000 a year in every draw.
    online = {"share": entered([0.5] * 5, "ratio"), "setup": price(0, "yen"), "yearly": price(60_000, "yen/year")}
    found = money(assessed(a_case(online=online), measured() | {"ai_all_looking": three_in_four(0.4, 0.2)}), False)
    assert found.of("online", "npv").value == pytest.approx(1_200_000)
    # 750,000 in three of four draws, 1,350,000 in the fourth: 900,000 as the mean.
    assert found.of("ai_all", "npv").value == pytest.approx(900_000)
    assert (found.option, found.choice) == ("ai_all", "online")
    assert (found.of("ai_all", "best").value, found.of("online", "best").value) == (0.25, 0.75)
    # 150,000 more in the fourth draw.
    assert found.perfect.value == pytest.approx(37_500)


def test_break_even_and_payback_are_those_of_the_mean():
    numbers = measured() | {"ai_all_looking": three_in_four(0.4, 1.2)}
    found = assessed(numbers=numbers)
    # Half a minute saved in three of four draws and 0.3 lost in the fourth: 0.3 as the mean, 180,000 yen a year.
    assert found.quantity("ai_all", "npv").value == pytest.approx(5 * 180_000 - 750_000)
    values = {name.rpartition("/")[2]: each.value for name, each in found.thresholds.items()}
    # 750,000 over 900,000 of the volume; 250,000 once at 80,000 a year.
    assert values["break_even_volume"] == pytest.approx(12_000 * 750 / 900)
    assert values["break_even_wage"] == pytest.approx(3_000 * 750 / 900)
    assert values["payback"] == pytest.approx(3.125)
    # 0.3 minutes are 0.05 too many: half a field wrong at 0.1 less or more.
    assert values["break_even_accuracy"] == pytest.approx(0.9 - 0.05)


def test_ways_stand_to_each_other_as_expected():
    rows = {row.option: row for row in standings(a_gamble())}
    # Hours of 3,000,000 as now; with all fields looked at 1 minute a form as the mean, dearer by its 750,000.
    assert rows["ai_all"].cost == pytest.approx(3_000_000 + 750_000 + 0)
    assert rows["two_engines"].cost == pytest.approx(3_000_000 * 0.7 + 750_000)


def test_of_two_ways_being_the_best_is_paying():
    assert assessed().quantity("ai_all", "best") is None


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


def test_knowing_everything_is_worth_the_same_to_the_report_and_to_the_plan_of_measuring():
    found = an_undecided_one(2_000)
    assessment = assess(found.case, found.numbers, n=2_000, seed=1, n_documents=20)
    assert money(assessment, of_meetings=False).perfect.value == pytest.approx(verifying(found).perfect)
