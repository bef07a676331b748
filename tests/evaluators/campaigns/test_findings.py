"""Runs as a report sees them, and what is set beside published cases."""

import pytest

from evaluators.campaigns.corrections import corrections
from evaluators.campaigns.own import own_results
from evaluators.grade import Grade, Origin
from tests.dashboards.reports.campaign.campaigns import a_run, findings, quantity, rates


def test_the_best_engine_is_the_one_with_most_fields_right():
    assert a_run(*rates()).best == "rapidocr"
    assert a_run(*rates(accuracy=(0.1, 0.2, 0.3))).best == "tesseract"
    assert a_run().best is None


def test_a_count_is_exact_and_graded_by_its_material():
    found = a_run(origin=Origin.DEMONSTRATION).counted("documents")
    assert found is not None
    assert (found.low, found.value, found.high, found.grade) == (20, 20, 20, Grade.DEMONSTRATION)
    assert a_run().counted("nothing") is None


def test_fields_to_mend_by_hand():
    # 180 of 200 fields on 20 forms: ten fields a form, one of which is wrong; the interval turns around.
    rate = quantity("field_accuracy", (0.8, 0.9, 0.95), numerator=180, denominator=200)
    found = corrections(rate)
    assert found is not None
    assert (found.low, found.value, found.high) == pytest.approx((0.5, 1.0, 2.0))
    assert (found.numerator, found.denominator) == (20, 20)
    assert corrections(quantity("field_accuracy", (None, None, None))) is None


def test_times_of_people_go_before_those_of_the_model():
    clocked = quantity("share_saved", (0.1, 0.2, 0.3), engine=None, scope={"method": "ai_all"})
    [own] = own_results(findings(runs=(a_run(*rates(), clocked),)))
    assert own.own.share_saved == clocked
    [modelled] = own_results(findings(runs=(a_run(*rates()),)))
    assert modelled.own.share_saved is not None
    assert modelled.own.share_saved.engine == "rapidocr"


def test_characters_right_are_what_is_not_wrong_and_never_below_nothing():
    wrong = quantity("cer", (0.3, 0.6, 1.4), normaliser="nfkc")
    [own] = own_results(findings(runs=(a_run(*rates(), wrong),)))
    right = own.own.rates["character"]
    assert (right.low, right.value, right.high) == pytest.approx((0.0, 0.4, 0.7))
    assert own.own.rates["field"].metric == "field_accuracy"


def test_a_number_leads_to_its_cases_or_to_the_next_wider_place():
    run = a_run(anchors=frozenset({"cases-rapidocr", "cases-rapidocr.moving"}))

    def address(cases):
        return run.address_of(quantity("x", (0.1, 0.2, 0.3), cases=cases))

    assert address("cases-rapidocr.moving") == "../run/index.html#cases-rapidocr.moving"
    assert address("cases-rapidocr.moving.name") == "../run/index.html#cases-rapidocr.moving"
    assert address("cases-rapidocr.other.name") == "../run/index.html#cases-rapidocr"
    assert address("elsewhere") == "../run/index.html"
    assert address(None) is None
    assert a_run(page=None).address_of(quantity("x", (0.1, 0.2, 0.3))) is None
