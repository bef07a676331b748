"""Cost beside errors left: who is dominated, and what a further error avoided costs."""

import pytest

from evaluators.cost.assessing import assess
from evaluators.cost.standing import standings
from evaluators.decisions.dominance import State
from tests.evaluators.cost.cases import N, a_case, entered, forms, measured, price


def test_from_the_cheapest_to_the_dearest_by_hand():
    # By hand 200 h × 3,000 = 600,000 a year and 1 % of 120,000 fields wrong; with AI 300,000 + 100,000 a year and
    # 250,000 once, and a tenth of a field a form; online half of the hours and of the errors for 500,000 a year.
    online = {
        "share": entered([0.5] * 5, "ratio"), "setup": price(0, "yen"), "yearly": price(500_000, "yen/year")
    }  # fmt: skip
    case = a_case(forms=forms(manual_errors=entered(0.01, "ratio"), slip=entered(0.1, "ratio")), online=online)
    found = assess(case, measured(wrong=1.0), n=N, seed=1)
    rows = standings(found)
    assert [(row.option, row.cost, row.errors) for row in rows] == [
        ("ai_all", pytest.approx(2_250_000), pytest.approx(6_000)),
        ("as_now", pytest.approx(3_000_000), pytest.approx(6_000)),
        ("online", pytest.approx(4_000_000), pytest.approx(3_000)),
    ]
    assert [row.state for row in rows] == [State.FRONTIER, State.DOMINATED, State.FRONTIER]
    assert rows[2].icer == pytest.approx((4_000_000 - 2_250_000) / 3_000)


def test_forms_and_minutes_stand_apart():
    found = assess(a_case(), measured(), n=N, seed=1)
    assert {row.option for row in standings(found)} == {"as_now", "ai_all"}
    assert standings(found, of_meetings=True) == ()


def test_what_errors_cost_is_not_counted_twice():
    dear = a_case(forms=forms(slip=entered(0.5, "ratio"), error_yen=entered(1_000, "yen/error")))
    cost = {row.option: row.cost for row in standings(assess(dear, measured(), n=N, seed=1))}
    assert cost["ai_all"] == pytest.approx(2_250_000)
