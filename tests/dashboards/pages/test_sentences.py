"""Sentences say what their claim allows, in both languages."""

import numpy as np
import pytest

from dashboards.language import speaking
from dashboards.pages.gaps import Gap, gap_text
from dashboards.pages.numbers import interval
from dashboards.pages.sentences import sentence as sentence_of
from evaluators.answers import Claim, Question, answers
from evaluators.cost.assessing import assess
from evaluators.cost.drawn import Drawn
from evaluators.grade import Grade, Source
from evaluators.saving import saving
from tests.evaluators.cost.cases import a_case, measured, price, tool


@pytest.fixture(autouse=True)
def japanese():
    with speaking("ja"):
        yield


def a_campaign(ai_low, ai_high, licence):
    """Answers of a made-up campaign: a minute a form by hand, with AI between the two, at this licence."""
    n = 1000
    times = {"manual": np.ones(n), "ai_all": np.linspace(ai_low, ai_high, n)}
    best = {"manual": 1.0, "ai_all": (ai_low + ai_high) / 2}
    found = saving(times, best, engine="x", n_documents=6, grades=(Grade.MEASURED,), source=Source.MODELLED)
    case = a_case(ai=tool(licence=price(licence, "yen/year"), setup=price(0, "yen")))
    numbers = measured(wrong=0.0) | {
        name: Drawn.of(best[way], times[way], Grade.MEASURED, "min/form")
        for name, way in (("minutes_manual", "manual"), ("ai_all_looking", "ai_all"))
    }
    valued = assess(case, numbers, n=n, seed=1, n_documents=6, engine="x")
    return answers(found, valued.quantity("ai_all", "npv")), valued.quantity("ai_all", "pays")


CAMPAIGNS = {
    "pays": (0.1, 0.2, 100_000),
    "does not pay": (1.1, 1.3, 100_000),
    "undecidable": (0.4, 1.2, 60_000),
}
CLAIMS = {
    "pays": [Claim.MOST, Claim.SHORTER, Claim.PAYS],
    "does not pay": [Claim.NOT_MOST, Claim.LONGER, Claim.DOES_NOT_PAY],
    "undecidable": [Claim.UNDECIDED, Claim.UNDECIDED, Claim.UNDECIDED],
}


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_three_campaigns_make_three_sets_of_claims(name):
    found, _pays = a_campaign(*CAMPAIGNS[name])
    assert [answer.claim for answer in found] == CLAIMS[name]


@pytest.mark.usefixtures("each_language")
def test_three_campaigns_give_nine_different_sentences_each_with_its_number():
    sentences = set()
    for each in CAMPAIGNS.values():
        found, pays = a_campaign(*each)
        for answer in found:
            said = sentence_of(answer, "転入届", pays, "", 5)
            assert "{" not in said
            assert interval(answer.quantity) in said
            if answer.question is Question.DOES_IT_PAY:
                assert "5会計年度" in said or "5 fiscal years" in said
            sentences.add(said)
    assert len(sentences) == 9


def test_an_undecided_sentence_claims_nothing():
    found, pays = a_campaign(*CAMPAIGNS["undecidable"])
    said = [sentence_of(answer, "転入届", pays, "", 5) for answer in found]
    assert "言い切れ" in said[0]
    assert "差は確認できない" in said[1]
    assert "とも言えない" in said[2]


@pytest.mark.parametrize("question", Question)
def test_what_cannot_be_answered_says_so(question):
    answer = next(answer for answer in answers(None, None) if answer.question is question)
    assert sentence_of(answer, "転入届", None, gap_text(Gap.FEW)).startswith("まだ答えられない")


def test_time_that_is_added_is_said_to_be():
    found, pays = a_campaign(*CAMPAIGNS["does not pay"])
    said = sentence_of(found[1], "転入届", pays, "")
    assert "長くなる" in said
    assert "−0.20分" in said
    assert "負の値は増加" in said


def test_how_often_it_pays_is_not_rounded_to_always():
    found, pays = a_campaign(*CAMPAIGNS["pays"])
    almost = pays.model_copy(update={"value": 0.9999})
    assert "99%超" in sentence_of(found[2], "転入届", almost, "")
    assert "100%" in sentence_of(found[2], "転入届", pays, "")
