"""What ways of working come to: by hand, and what holds whatever the numbers are."""

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from evaluators.cost.assessing import assess, check_numbers, outcome
from evaluators.cost.case import Case
from evaluators.cost.drawn import drawn_inputs
from evaluators.cost.figures import cash, net
from evaluators.cost.formulas import EndlessError
from evaluators.cost.outcome import Threshold
from evaluators.decisions.crossing import crossing
from evaluators.grade import Grade
from evaluators.methods import NONE_IN_SOME
from tests.evaluators.cost.cases import N, a_case, entered, forms, known, measured, meetings, price, raw, staff, tool


def assessed(case=None, numbers=None, seed=1):
    return assess(case or a_case(), numbers or measured(), n=N, seed=seed, n_documents=20)


def value(found, metric, option="ai_all"):
    return found.quantity(option, metric).value


def test_five_years_by_hand():
    # 12,000 × 0.5 min = 100 h × 3,000 = 300,000 a year; less 100,000 a year, and 250,000 once.
    found = assessed()
    assert [each.option for each in found.outcomes] == ["as_now", "ai_all"]
    assert value(found, "hours", "as_now") == pytest.approx(1_000)
    assert value(found, "hours_saved") == pytest.approx(500)
    assert value(found, "npv") == pytest.approx(5 * 300_000 - 5 * 100_000 - 250_000)
    assert value(found, "tool") == pytest.approx(750_000)
    # 1,500,000 over 750,000.
    assert value(found, "bcr") == pytest.approx(2)
    # 250,000 at 200,000 a year.
    assert value(found, "payback") == pytest.approx(1.25)
    # 750,000 of costs at 25 yen a form over five years, and at 500 hours.
    assert value(found, "break_even_volume") == pytest.approx(6_000)
    assert value(found, "break_even_wage") == pytest.approx(1_500)
    # It pays up to 0.75 min a form: looking 0.4, and 3.5 fields wrong at 0.1: 65 % right.
    assert value(found, "break_even_accuracy") == pytest.approx(0.65)
    assert value(found, "pays") == 1.0


def test_later_years_are_discounted():
    # 4 %: the first year's money moves today. 200,000 × (1 + 1/1.04 + … + 1/1.04⁴) − 250,000.
    found = assessed(a_case(discount_rate=entered(0.04, "ratio"), discount_beside=[0.01]))
    assert value(found, "npv") == pytest.approx(200_000 * sum(1.04**-k for k in range(5)) - 250_000)
    beside = next(each for each in found.quantities if each.id == "cost/ai_all/npv/rate=0.01")
    assert beside.value == pytest.approx(200_000 * sum(1.01**-k for k in range(5)) - 250_000)


def test_a_rate_that_is_named_twice_gives_one_figure():
    ids = [each.id for each in assessed(a_case(discount_beside=[0.01, 0.02, 0.01])).quantities]
    assert len(ids) == len(set(ids))


def test_hours_that_are_paid_anyway_are_no_money():
    part = a_case(staff=[staff(unpaid=entered(0.25, "ratio"))])
    found = assessed(part)
    # A quarter of 300,000 a year is not paid any more; the licence and the set-up are paid in full.
    assert cash(found, "ai_all").likely.tolist() == pytest.approx([75_000 - 350_000] + [75_000 - 100_000] * 4)
    assert value(found, "npv") == pytest.approx(value(assessed(), "npv"))
    assert value(found, "npv_cash") == pytest.approx(5 * 75_000 - 750_000)


def test_kinds_of_staff_share_the_hours():
    kinds = [
        staff(share=0.75),
        staff(id="temporary", share=0.25, yen_per_hour=entered(1_000, "yen/hour"), unpaid=entered(1, "ratio")),
    ]
    found = assessed(a_case(staff=kinds))
    now = found.outcome("as_now")
    # 200 h a year: 150 at 3,000 that are paid anyway, 50 at 1,000 that need not be.
    assert (now.staff.likely[0], now.spent.likely[0]) == (pytest.approx(450_000), pytest.approx(50_000))


def test_prices_come_to_the_basis_of_the_case():
    without = tool(licence=price(100_000, "yen/year") | {"tax": "excluded"})
    assert assessed(a_case(ai=without)).outcome("ai_all").tool.likely[1] == pytest.approx(110_000)
    assert assessed(a_case(tax="excluded")).outcome("ai_all").tool.likely[1] == pytest.approx(100_000 / 1.1)
    assert assessed(a_case(ai=without, tax="excluded")).outcome("ai_all").tool.likely[1] == pytest.approx(100_000)


def test_volume_falls_and_goes_online_year_by_year():
    changed = forms(
        trend=entered(0.9, "factor"),
        online_share=entered([0.0, 0.1, 0.2, 0.3, 0.4], "ratio"),
        minutes_online=entered(0.5, "min/form"),
    )
    hours = assessed(a_case(forms=changed)).outcome("as_now").hours.likely
    paper = [12_000 * 0.9**k * (1 - share) for k, share in enumerate([0.0, 0.1, 0.2, 0.3, 0.4])]
    online = [12_000 * 0.9**k * share for k, share in enumerate([0.0, 0.1, 0.2, 0.3, 0.4])]
    assert hours == pytest.approx([(a * 1.0 + b * 0.5) / 60 for a, b in zip(paper, online, strict=True)])


def test_scanning_training_and_pages_are_counted():
    changed = tool(training=entered(30, "hour"), per_page=price(2, "yen/page"))
    found = assessed(
        a_case(ai=changed, forms=forms(scanning=entered(6, "s/sheet"))), measured(sheets=known(2, "sheets/form"))
    )
    # 100 h, 12,000 × 2 × 6 s = 40 h, and 30 h in the first year.
    assert found.outcome("ai_all").hours.likely == pytest.approx([170, 140, 140, 140, 140])
    assert found.outcome("ai_all").tool.likely == pytest.approx([398_000, 148_000, 148_000, 148_000, 148_000])


def test_errors_that_slip_through_cost():
    changed = forms(
        manual_errors=entered(0.005, "ratio"), slip=entered(0.2, "ratio"), error_yen=entered(100, "yen/error")
    )
    found = assessed(a_case(forms=changed))
    # 12,000 × 10 × 0.5 % = 600 by hand; 12,000 × 1 × 20 % = 2,400 with AI.
    assert found.outcome("as_now").errors_left.likely[0] == pytest.approx(600)
    assert found.outcome("ai_all").errors_left.likely[0] == pytest.approx(2_400)
    assert value(found, "npv") == pytest.approx(750_000 - 5 * 1_800 * 100)


def test_what_passes_unseen_leaves_its_errors():
    policy = {
        "ai_policy_looking": known(0.2, "min/form"), "ai_policy_correcting": known(0.1, "min/field"),
        "ai_policy_wrong_seen": known(0.9, "fields/form"), "ai_policy_wrong_unseen": known(0.1, "fields/form"),
    }  # fmt: skip
    found = assessed(numbers=measured(**policy))
    assert found.outcome("ai_policy").hours.likely[0] == pytest.approx(12_000 * 0.29 / 60)
    assert found.outcome("ai_policy").errors_left.likely[0] == pytest.approx(1_200)


def test_more_online_is_an_option_of_its_own():
    online = {
        "share": entered([0.5] * 5, "ratio"), "setup": price(40_000, "yen"), "yearly": price(10_000, "yen/year")
    }  # fmt: skip
    found = assessed(a_case(online=online))
    # Half of 200 h becomes free.
    assert net(found, "online").likely == pytest.approx([300_000 - 50_000] + [300_000 - 10_000] * 4)


def test_minutes_are_compared_with_minutes():
    lost = {"minutes_near_lost": known(0.1, "ratio"), "minutes_far_lost": known(0.3, "ratio"),
            "minutes_near_factor": known(0.5, "factor"), "minutes_far_factor": known(1, "factor")}  # fmt: skip
    found = assess(a_case(forms=None, ai=None, meetings=meetings()), lost, n=N, seed=1)
    assert [each.option for each in found.outcomes] == ["minutes_manual", "minutes_draft_near", "minutes_draft_far"]
    # 100 h × 3 × 3,000 = 900,000; half of it, less licence and set-up with microphones.
    assert net(found, "minutes_draft_near").likely == pytest.approx([450_000 - 180_000] + [350_000] * 4)
    # 100 h × 60 × 10 % × 50 %.
    assert found.outcome("minutes_draft_near").errors_left.likely[0] == pytest.approx(300)
    assert found.quantity("minutes_draft_near", "break_even_accuracy") is None
    assert found.quantity("minutes_draft_near", "break_even_volume").unit == "hour/year"


def test_a_line_of_the_citys_own_is_added():
    line = {"name": "posting", "option": "ai_all", "adds_to": "tool", "formula": "paper * postage", "says": "a test"}
    found = assessed(a_case(lines=[line], more={"postage": entered(5, "yen/form")}))
    assert value(found, "npv") == pytest.approx(750_000 - 5 * 60_000)


def test_a_line_that_bends_leaves_no_break_even():
    line = {"name": "odd", "option": "ai_all", "adds_to": "tool", "formula": "paper ** 2 / 1000", "says": "a test"}
    found = assessed(a_case(lines=[line]))
    assert found.quantity("ai_all", "break_even_wage").value is not None
    bent = found.quantity("ai_all", "break_even_volume")
    assert (bent.value, bent.method) == (None, "not-linear")
    assert found.thresholds[bent.id] == Threshold(None, None, None)


def test_a_tool_that_takes_longer_never_breaks_even():
    found = assessed(numbers=measured(looking=1.2))
    quantity = found.quantity("ai_all", "break_even_volume")
    assert (quantity.value, quantity.method) == (None, NONE_IN_SOME)
    assert found.thresholds[quantity.id] == Threshold(None, None, None)
    assert value(found, "pays") == 0.0


def test_what_pays_in_some_draws_only_has_no_upper_bound():
    # From 0 to 0.8 min of looking: with 0.1 of correcting, from 0.9 to 0.1 min saved; in one draw of eight too little.
    numbers = measured(**{"ai_all_looking": known(0.5, "min/form", spread=0.5)})
    found = assessed(numbers=numbers)
    threshold = found.thresholds["cost/ai_all/break_even_volume"]
    assert threshold.value == pytest.approx(750_000 / 5 / (0.4 / 60 * 3_000))
    assert threshold.low == pytest.approx(750_000 / 5 / (0.875 / 60 * 3_000), rel=2e-3)
    assert threshold.high is None


def test_the_worst_grade_goes_to_the_result_and_every_input_keeps_its_own():
    found = assessed()
    assert found.quantity("ai_all", "npv").grade is Grade.ASSUMED
    invented = measured(ai_all_wrong_seen=known(1, "fields/form", grade=Grade.DEMONSTRATION))
    worse = assessed(numbers=invented)
    assert worse.quantity("ai_all", "npv").grade is Grade.DEMONSTRATION
    assert worse.quantity("as_now", "hours").grade is Grade.ASSUMED
    assert worse.input_grades["ai_all_wrong_seen"] is Grade.DEMONSTRATION
    assert worse.input_grades["forms_volume"] is Grade.ASSUMED
    assert set(worse.inputs) == set(worse.input_grades)
    assert "ai_all_looking" not in worse.inputs  # computed from others


WIDE = {
    "forms": forms(volume=entered(12_000, "forms/year", 9_000, 15_000), slip=entered(0.1, "ratio", 0.02, 0.3),
                   error_yen=entered(100, "yen/error", 0, 500)),
    "ai": tool(licence=price(100_000, "yen/year", 50_000, 200_000)),
    "staff": [staff(yen_per_hour=entered(3_000, "yen/hour", 1_852, 4_560), unpaid=entered(0.2, "ratio", 0, 1))],
}  # fmt: skip


def spread_out():
    return measured(
        ai_all_looking=known(0.4, "min/form", 0.2), ai_all_wrong_seen=known(1.0, "fields/form", 0.5)
    )  # fmt: skip


def test_the_same_seed_gives_the_same_bytes_and_another_one_others():
    def dumped(seed):
        found = assessed(a_case(**WIDE), spread_out(), seed)
        return b"".join(quantity.model_dump_json().encode() for quantity in found.quantities)

    assert dumped(1) == dumped(1)
    assert dumped(1) != dumped(2)


def test_another_input_leaves_the_draws_of_the_others():
    alone = assessed(a_case(**WIDE), spread_out()).inputs["forms_volume"]
    more = a_case(**WIDE, more={"postage": entered(5, "yen/form", 1, 9)})
    assert (assessed(more, spread_out()).inputs["forms_volume"] == alone).all()


COSTS = st.sampled_from(["licence", "maintenance", "setup", "per_page", "template_design", "training"])


@settings(max_examples=15, deadline=None)
@given(COSTS, st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 0.3))
def test_costs_up_never_raises_the_net_present_value(name, cost, more, rate):
    units = {"licence": "yen/year", "maintenance": "yen/year", "setup": "yen", "per_page": "yen/page",
             "template_design": "yen/template", "training": "hour"}  # fmt: skip

    def draws_and_value(amount):
        made = entered if name == "training" else price
        changed = {name: made(amount, units[name], 0.5 * amount, 2 * amount)}
        case = a_case(**WIDE | {"ai": tool(**changed)}, discount_rate=entered(rate, "ratio"))
        found = assessed(case, spread_out())
        return net(found, "ai_all").draws.sum(axis=1), value(found, "npv")

    before, after = draws_and_value(cost), draws_and_value(cost + more)
    assert (after[0] <= before[0] + 1e-3).all()  # draw by draw, since they are the same draws
    assert after[1] <= before[1] + 1e-3


def a_priced_case(volume, wage):
    return a_case(
        forms=forms(
            volume=entered(volume, "forms/year"), slip=entered(0.1, "ratio"), error_yen=entered(10, "yen/error")
        ),
        staff=[staff(yen_per_hour=entered(wage, "yen/hour"))],
        discount_rate=entered(0.04, "ratio"),
    )  # fmt: skip


def worth(volume, looking, wrong, wage):
    """Net present value at 4 %, by outcomes alone."""
    case = a_priced_case(volume, wage)
    few = {name: replace(number, draws=number.draws[:2])
           for name, number in measured(looking=looking, wrong=wrong).items()}  # fmt: skip
    numbers = drawn_inputs(case, 2, 1) | few
    costs = [sum(getattr(found, name).likely for name in ("spent", "staff", "errors_yen"))
             for found in (outcome(case, option, numbers, 2) for option in ("as_now", "ai_all"))]  # fmt: skip
    return sum(flow / 1.04**k for k, flow in enumerate(costs[0] - costs[1]))


@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.floats(500, 50_000), st.floats(0.01, 0.9), st.floats(0.1, 9), st.floats(1_000, 5_000))
def test_two_ways_to_the_same_sum_agree(volume, looking, wrong, wage):
    """Break-even from a straight line, and by a solver that tries values; years added up, and the whole."""
    found = assessed(a_priced_case(volume, wage), measured(looking=looking, wrong=wrong))
    assert value(found, "npv") == pytest.approx(worth(volume, looking, wrong, wage))
    for metric, of, high in (
        ("break_even_volume", lambda x: worth(x, looking, wrong, wage), 1e8),
        ("break_even_wage", lambda x: worth(volume, looking, wrong, x), 1e8),
        ("break_even_accuracy", lambda x: worth(volume, looking, 10 * (1 - x), wage), 1.0),
    ):
        threshold = found.thresholds[f"cost/ai_all/{metric}"].value
        tried = crossing(of, 0.0, high, steps=4).value
        if tried is None:
            assert threshold is None or threshold == 0 or threshold > high
        else:
            assert threshold == pytest.approx(tried, rel=1e-6, abs=1e-9)
    for metric in ("hours", "spent", "staff", "errors_left", "errors_yen", "tool"):
        years = [each.value for each in found.quantities
                 if each.metric == metric and each.scope["option"] == "ai_all" and "year" in each.scope]  # fmt: skip
        assert sum(years) == pytest.approx(value(found, metric))


def test_months_and_their_sum_are_the_same_volume():
    counts = [1_600, 900, 800, 900, 1_000, 900, 900, 800, 700, 900, 1_000, 1_600]
    by_month = entered(0, "forms/year", 9_000, 15_000, by_month=counts)
    del by_month["value"]
    monthly = a_case(forms=forms(volume=by_month))
    yearly = a_case(forms=forms(volume=entered(12_000, "forms/year", 9_000, 15_000)))
    same = [each for each in assessed(monthly).quantities if each.metric != "hours_busiest"]
    assert same == list(assessed(yearly).quantities)
    assert monthly.forms.volume.busiest == pytest.approx(1_600 / 12_000)


def test_hours_of_the_busiest_month_leave_training_aside():
    profile = entered(12_000, "forms/year", by_month=[2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 4])
    found = assessed(a_case(forms=forms(volume=profile), ai=tool(training=entered(50, "hour"))))
    # A quarter of 200 h, and of 100 h with AI.
    assert value(found, "hours_busiest", "as_now") == pytest.approx(50)
    assert value(found, "hours_busiest") == pytest.approx(25)
    assert assessed().quantity("ai_all", "hours_busiest") is None


def test_an_hour_may_not_be_too_dear_for_a_way_that_takes_longer():
    # A minute longer a form, and an error of 500 yen less: it pays at 3,000 yen an hour, and no more at 30,000.
    slower = measured(manual=1.0, looking=2.0, wrong=0.0)
    part = {"forms": forms(manual_errors=entered(0.1, "ratio"), error_yen=entered(500, "yen/error"))}
    found = assessed(a_case(**part), slower)
    assert value(found, "npv") > 0
    dear = [staff(yen_per_hour=entered(40_000, "yen/hour"))]
    assert value(assessed(a_case(**part, staff=dear), slower), "npv") < 0
    # There is no cost of an hour from which upwards it pays.
    assert found.thresholds["cost/ai_all/break_even_wage"] == Threshold(None, None, None)


def test_what_is_no_number_pays_in_no_share_of_the_cases():
    line = {"name": "odd", "option": "ai_all", "adds_to": "tool", "formula": "1 / (paper - paper)", "says": "a test"}
    part = a_case(lines=[line])
    found = assessed(part)
    assert (value(found, "npv"), value(found, "pays")) == (None, None)
    with pytest.raises(EndlessError) as caught:
        check_numbers(part, {**drawn_inputs(part, N, 1), **measured()})
    assert caught.value.line == "odd"
    check_numbers(a_case(), {**drawn_inputs(a_case(), N, 1), **measured()})


def test_many_kinds_of_staff_are_no_formula_too_long():
    kinds = [staff(id=f"a_kind_of_staff_with_a_long_name_{n}", share=0.04) for n in range(25)]
    assert value(assessed(a_case(staff=kinds)), "npv") == pytest.approx(value(assessed(), "npv"))


def test_what_is_discounted_is_graded_as_the_rate_is_too():
    sure = {"grade": "cited", "source": "cited"}
    given = graded(raw(discount_beside=[0.01]), sure) | {"discount_rate": entered(0.04, "ratio")}
    found = assessed(Case.model_validate(given))
    assert found.quantity("ai_all", "hours_saved").grade is Grade.CITED
    assert found.quantity("ai_all", "npv").grade is Grade.ASSUMED
    assert next(each for each in found.quantities if each.id.endswith("npv/rate=0.01")).grade is Grade.CITED


def graded(part, grade):
    """The part with every input of another grade."""
    if isinstance(part, dict):
        changed = grade if "says" in part and "unit" in part else {}
        return {name: graded(each, grade) for name, each in part.items()} | changed
    return [graded(each, grade) for each in part] if isinstance(part, list) else part
