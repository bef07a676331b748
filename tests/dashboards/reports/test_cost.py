"""A table of ways of working, as text, CSV and JSON: every figure is there, and says what it is."""

import csv
import io
import json

import pytest

from dashboards.language import speaking
from dashboards.pages.cost_words import input_name, metric_names, option_name, unit_names
from dashboards.reports.campaign.formulas import formula_of
from dashboards.reports.cost import SHOWN, as_csv, as_json, as_table
from evaluators.cost import options
from evaluators.cost.assessing import assess
from tests.evaluators.cost.cases import N, a_case, entered, forms, known, measured, meetings, price, staff, tool


@pytest.fixture(scope="module")
def found():
    case = a_case(
        forms=forms(volume=entered(12_000, "forms/year", 9_000, 15_000), slip=entered(0.1, "ratio", 0.02, 0.3)),
        online={"share": entered([0.5] * 5, "ratio"), "setup": price(0, "yen"), "yearly": price(500_000, "yen/year")},
        meetings=meetings(),
        products=[tool() | {"name": "ocr-a"}],
        staff=[staff(share=0.5), staff(id="temporary", share=0.5, unpaid=entered(1, "ratio"))],
        more={"postage": entered(84, "yen/form")},
    )
    numbers = measured(looking=0.1, wrong=0.5) | {
        f"product1_{name}": number
        for name, number in (
            ("looking", known(2.0, "min/form")), ("correcting", known(0.1, "min/field")),
            ("wrong_seen", known(1, "fields/form")), ("wrong_unseen", known(0, "fields/form")),
        )
    }  # fmt: skip
    lost = {
        "minutes_near_factor": known(0.5, "factor"), "minutes_far_factor": known(1, "factor"),
        "minutes_near_lost": known(0.1, "ratio"), "minutes_far_lost": known(0.3, "ratio"),
    }  # fmt: skip
    return assess(case, numbers | lost, n=N, seed=1, n_documents=20)


@pytest.mark.usefixtures("each_language")
def test_kinds_of_staff_whose_ids_begin_alike_have_names_of_their_own():
    kinds = [staff(id=id, label=label, share=0.5) for id, label in (("night", "A"), ("night_shift", "B"))]
    case = a_case(staff=kinds, more={"staff_night_bonus": entered(84, "yen/hour")})
    names = {key: input_name(case, key) for key in case.inputs if key.startswith("staff_")}
    assert ["A" in name for name in names.values()] == [True, True, False, False, False]
    assert ["B" in name for name in names.values()] == [False, False, True, True, False]
    assert names["staff_night_bonus"] == "staff_night_bonus"


def test_whose_input_it_is_stands_in_brackets_of_the_language(japanese):
    case = a_case(staff=[staff(id="clerk", label="職員")])
    assert input_name(case, "forms_slip") == "誤読のうち確認する人が見落とす割合（様式）"
    assert input_name(case, "staff_clerk_unpaid").startswith("空いた時間のうち実際に支払わずに済む割合（職員、")


@pytest.mark.usefixtures("english")
def test_what_stays_wrong_of_minutes_is_terms_and_of_forms_fields(found):
    left = {
        each.scope["option"]: formula_of(each) for each in found.quantities if each.metric == "errors_left"
    }  # fmt: skip
    assert "fields" in left["ai_all"]
    assert "terms" in left["minutes_draft_near"]


@pytest.mark.usefixtures("each_language")
def test_every_way_figure_and_input_has_a_name(found):
    ways = [each.option for each in found.outcomes]
    assert {*ways, options.AI_POLICY, options.TWO_ENGINES} == {
        "as_now", "ai_all", "ai_policy", "two_engines", "online", "product:ocr-a", "minutes_manual",
        "minutes_draft_near", "minutes_draft_far",
    }  # fmt: skip
    assert len({option_name(option) for option in {*ways, options.AI_POLICY, options.TWO_ENGINES}}) == 9
    assert {each.metric for each in found.quantities} <= set(metric_names())
    unnamed = [key for key in found.case.inputs if input_name(found.case, key) == key]
    assert unnamed == ["postage"]  # of the city's own
    assert {entry.unit for entry in found.case.inputs.values()} - {"yen/form"} <= set(unit_names())


def test_the_table_shows_every_figure_with_interval_and_grade(found):
    with speaking("ja"):
        text = as_table(found)
        for outcome in found.outcomes:
            assert f"[{outcome.option}]" in text
            for metric in SHOWN:
                quantity = found.quantity(outcome.option, metric)
                assert quantity is None or metric_names()[metric] in text
        assert text.startswith("a test: 2026年度から5会計年度、割引率 年0%\n金額は消費税込みです。\n数値は、")
        # 12,000 × 0.85 min a year: 170 h.
        assert "850時間" in text
        assert "なし [なし – なし]" in text  # the product takes longer
        assert "根拠の区分別: " in text
        assert not [line for line in text.splitlines() if "  仮定" not in line and "yen" in line]


@pytest.mark.usefixtures("each_language")
def test_the_best_way_is_what_the_shares_speak_of(found):
    text = as_table(found)
    assert f"“{option_name('ai_all')}”" in text or f"「{option_name('ai_all')}」" in text
    for name in ("npv", "npv_likely", "best"):
        assert metric_names()[name] in text


def test_csv_and_json_hold_the_same_figures(found):
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    record = json.loads(as_json(found))
    assert [row["id"] for row in rows] == [each["id"] for each in record["quantities"]]
    assert len({row["id"] for row in rows}) == len(rows)
    by_id = {row["id"]: row for row in rows}
    npv = found.quantity("ai_all", "npv")
    assert float(by_id["cost/ai_all/npv"]["value"]) == npv.value
    assert by_id["cost/ai_all/npv"]["grade"] == "assumed"
    year = by_id["cost/ai_all/hours/year=2030"]
    assert (year["year"], float(year["value"])) == (
        "2030",
        pytest.approx(found.outcome("ai_all").hours.draws[:, 4].mean()),
    )
    never = by_id["cost/product:ocr-a/break_even_volume"]
    assert (never["value"], never["method"]) == ("", "none-in-some-draws")
    assert record["thresholds"]["cost/product:ocr-a/break_even_volume"] == {"value": None, "low": None, "high": None}
    assert record["options"][0] == "as_now"
