"""How sure: over the value of an hour, one number at a time, and whether more forms are worth it."""

import numpy as np
import pytest

from evaluators.cost.nets import compared, nets
from evaluators.cost.one_at_a_time import bars
from evaluators.cost.value_of_hour import over_value_of_hour
from evaluators.cost.verifying import SIZES, verifying
from evaluators.cost.what_if import Measured, Setting, answer
from evaluators.decisions.information import evpi
from tests.evaluators.cost.small import a_case, an_undecided_one, entered, numbers, price, tool
from tests.evaluators.decisions.closed_forms import evppi

N = 2_000


def measured(case=None, n=N, **replaced):
    return Measured.of(case or a_case(), {**numbers(n), **replaced}, n, 1, 20)


@pytest.fixture(scope="module")
def base():
    return measured()


def test_what_is_compared(base):
    assert compared(base, of_meetings=False) == ("as_now", "ai_all", "ai_policy")
    assert compared(base, of_meetings=True) == ()


def test_nets_are_those_of_the_answers(base):
    found = nets(base, ("as_now", "ai_all", "ai_policy"))
    assert (found[:, 0] == 0).all()
    for place, option in ((1, "ai_all"), (2, "ai_policy")):
        share = answer(base, Setting(option=option)).quantities["pays"].value
        assert np.mean(found[:, place] > 0) == share


def test_an_hour_worth_nothing_pays_for_no_tool_and_a_dear_one_does(base):
    """Without errors that cost anything, what is saved is hours alone."""
    forms = a_case().forms.model_dump(by_alias=True, exclude_none=True) | {"error_yen": entered(0, "yen/error")}
    ways, curve = over_value_of_hour(measured(a_case(forms=forms)), of_meetings=False)
    assert (ways[curve.best[0]], curve.frontier[0]) == ("as_now", 1.0)
    assert ways[curve.best[-1]] != "as_now"
    assert curve.values[0] == 0
    assert curve.values[-1] >= 2 * 3_200
    assert curve.shares.sum(axis=1) == pytest.approx(1)
    (first, *_more) = curve.switches
    # The same by the dial of the wage, whose draws vary around it.
    least = min(answer(base_of(forms), Setting(option=way)).thresholds["break_even_wage"].value for way in ways[1:])
    assert first == pytest.approx(least, rel=0.1)


def base_of(forms):
    return measured(a_case(forms=forms))


def test_nothing_to_compare_over_hours(base):
    assert over_value_of_hour(base, of_meetings=True) is None


def test_hours_that_cost_nothing_have_no_curve():
    kinds = [each.model_dump() | {"yen_per_hour": entered(0, "yen/hour")} for each in a_case().staff]
    assert over_value_of_hour(measured(a_case(staff=kinds)), of_meetings=False) is None


def test_bars_are_the_answers_with_one_dial_at_its_ends(base):
    found = {each.bar.input: each for each in bars(base, "ai_all")}
    assert [each.bar.width for each in found.values()] == sorted(
        (each.bar.width for each in found.values()), reverse=True
    )
    for name, dial in (("ai_licence", "licence"), ("forms_volume", "volume")):
        ends = np.quantile(base.numbers[name].draws, [0.025, 0.975])
        assert (found[name].low, found[name].high) == pytest.approx(tuple(ends))
        at = [answer(base, Setting(option="ai_all", **{dial: end})).quantities["npv_likely"].value for end in ends]
        assert (found[name].bar.at_low, found[name].bar.at_high) == pytest.approx(tuple(at))
    assert "ai_policy_wrong_seen" not in found
    assert "discount_rate" in found


def test_where_the_answer_turns_the_net_present_value_is_nothing():
    base = measured(a_case(ai=tool() | {"licence": price(2_000_000, "yen/year") | {"low": 0, "high": 4_000_000}}))
    found = {each.bar.input: each for each in bars(base, "ai_all")}["ai_licence"]
    assert found.bar.crosses
    assert found.low < found.turns_at < found.high
    assert found.unit == "yen/year"
    worth = answer(base, Setting(option="ai_all", licence=found.turns_at)).quantities["npv_likely"].value
    assert worth == pytest.approx(0, abs=1)


def test_a_number_by_year_has_no_single_value_at_which_it_turns():
    share = entered([0.1] * 5, "ratio", 0)
    forms = a_case().forms.model_dump(by_alias=True, exclude_none=True) | {
        "online_share": share | {"low": [0.0] * 5, "high": [1.0] * 5}
    }
    found = {each.bar.input: each for each in bars(measured(a_case(forms=forms)), "ai_all")}["forms_online_share"]
    assert found.bar.crosses
    assert found.turns_at is None


@pytest.fixture(scope="module")
def undecided():
    return an_undecided_one(N)


def test_more_forms_are_worth_more_and_never_more_than_knowing_it_exactly(undecided):
    found = verifying(undecided)
    assert found.known == 20
    assert [*found.plan.sizes] == [*SIZES]
    assert list(found.plan.worth) == sorted(found.plan.worth)
    ways = compared(undecided, of_meetings=False)
    worth = nets(undecided, ways)
    shown = np.column_stack(
        [undecided.numbers[name].draws[:, 0] for name in ("ai_all_wrong_seen", "ai_policy_wrong_unseen")]
    )
    assert 0 < found.plan.worth[-1] <= found.perfect == evpi(worth)
    assert found.plan.worth[-1] == pytest.approx(evppi(worth, shown), rel=0.1)


def test_what_a_form_costs_is_typed_twice_at_the_mean_wage(undecided):
    """2 minutes twice at 3,200 yen an hour."""
    found = verifying(undecided)
    assert found.yen_a_form == pytest.approx(2 * 2 / 60 * 3_200)
    assert found.plan.costs[0] == pytest.approx(10 * found.yen_a_form)
    assert found.plan.best is not None
    assert found.plan.gain == max(found.plan.gains)


def test_where_the_answer_is_clear_no_form_is_worth_it():
    clear = verifying(measured(a_case(ai=tool() | {"licence": price(100_000_000, "yen/year")})))
    assert (clear.plan.best, clear.plan.worth[-1], clear.perfect) == (None, 0.0, 0.0)


def test_typed_in_accuracy_has_no_forms_behind_it(base):
    assert verifying(Measured(base.case, base.numbers, 0)) is None
