"""What follows: nothing is proposed that the answers do not allow."""

import pytest

from dashboards.reports.campaign.blocks import Bullets, text_of
from dashboards.reports.campaign.sections.plans import plans
from dashboards.reports.campaign.writing import Writing
from evaluators.cost.assessing import assess
from evaluators.grade import Origin
from tests.dashboards.reports.campaign.campaigns import a_run, assessment, findings, rates, with_meetings
from tests.evaluators.cost.cases import N, a_case, known, meetings


def steps(found):
    (bullets,) = (block for block in plans(Writing(found)) if isinstance(block, Bullets))
    return [text_of(each) for each in bullets.lines]


def of_case(case, origin=Origin.REAL):
    return findings(runs=(a_run(*rates(), origin=origin),), assessment=case)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("pays", "“AI-OCR, all fields looked at” is proposed"),
        ("does_not_pay", "“AI-OCR, all fields looked at” is not proposed"),
        ("undecided", "Whether “AI-OCR, all fields looked at” is taken on stays open: what moves"),
    ],
)
def test_what_is_proposed_is_what_the_interval_allows(english, kind, said):
    assert steps(of_case(assessment(kind)))[0].startswith(said)


@pytest.mark.parametrize(
    ("kind", "said"),
    [("pays", "it is for “AI-OCR, all fields looked at”"), ("does_not_pay", "nothing is changed (“As now")],
)
def test_what_is_chosen_today_is_what_brings_most_on_average(english, kind, said):
    assert said in steps(of_case(assessment(kind)))[1]


def test_forms_and_minutes_are_proposed_each_by_its_own_answer(english):
    found = of_case(with_meetings("does_not_pay"))
    assert steps(found)[0].startswith("“AI-OCR, all fields looked at” is not proposed")
    assert steps(found)[1].startswith("If it has to be decided by what is known today, nothing is changed (“As now")
    assert steps(found)[2].startswith("“Minutes")
    assert "is proposed" in steps(found)[2]


def test_a_case_of_minutes_alone_says_nothing_of_ocr(english):
    numbers = {"minutes_near_factor": known(0.5, "factor"), "minutes_near_lost": known(0.1, "ratio")}
    case = assess(a_case(forms=None, ai=None, meetings=meetings()), numbers, n=N, seed=1, n_documents=20)
    said = steps(of_case(case))
    assert "is proposed" in said[0]
    assert not any("AI-OCR" in step for step in said)


def test_on_invented_samples_nothing_is_proposed(english):
    said = steps(of_case(assessment("pays"), Origin.DEMONSTRATION))
    assert said[0].startswith("Nothing is decided on invented samples")
    assert not any("proposed" in step for step in said)


def test_without_a_case_it_stays_open(english):
    assert steps(findings())[0] == "Whether AI is taken on stays open until a cost case is there."
