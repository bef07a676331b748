"""Sentences say what their claim allows, in both languages."""

import re
from pathlib import Path

import numpy as np
import pytest

from dashboards.language import LANGUAGES, speaking
from dashboards.pages import words
from evaluators.answers import Claim, Question, answers
from evaluators.case import UNITS, Case, Input
from evaluators.cost import worth
from evaluators.grade import Grade, Source
from evaluators.quantity import Quantity
from evaluators.saving import saving
from pipelines import field_types
from pipelines.forms import fields


@pytest.fixture(autouse=True)
def japanese():
    with speaking("ja"):
        yield


@pytest.fixture(params=LANGUAGES)
def each_language(request):
    with speaking(request.param):
        yield


def a_quantity(unit, low, value, high, **more):
    return Quantity(
        id="q", metric="q", value=value, low=low, high=high, unit=unit, method="none", n_documents=6,
        grade=Grade.MEASURED, source=Source.MEASURED, **more,
    )  # fmt: skip


def a_campaign(ai_low, ai_high, licence):
    """Answers of a made-up campaign: a minute a form by hand, with AI between the two, at this licence."""
    n = 1000
    times = {"manual": np.ones(n), "ai_all": np.linspace(ai_low, ai_high, n)}
    best = {"manual": 1.0, "ai_all": (ai_low + ai_high) / 2}
    found = saving(times, best, engine="x", n_documents=6, grades=(Grade.MEASURED,), source=Source.MODELLED)
    values = dict.fromkeys(UNITS, 1.0) | {
        "forms_per_year": 12_000,
        "yen_per_hour": 3_000,
        "licence_yen_per_year": licence,
    }
    inputs = {
        name: Input(value=v, low=v, high=v, unit=UNITS[name], grade=Grade.ASSUMED, source=Source.ASKED, says="a test")
        for name, v in values.items()
    }
    valued = worth(Case(schema=1, title="a test", **inputs), found, seed=1)
    return answers(found, valued), valued.probability


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
    found, _probability = a_campaign(*CAMPAIGNS[name])
    assert [answer.claim for answer in found] == CLAIMS[name]


@pytest.mark.usefixtures("each_language")
def test_three_campaigns_give_nine_different_sentences_each_with_its_number():
    sentences = set()
    for each in CAMPAIGNS.values():
        found, probability = a_campaign(*each)
        for answer in found:
            sentence = words.sentence(answer, "転入届", probability)
            assert "{" not in sentence
            assert words.interval(answer.quantity) in sentence
            sentences.add(sentence)
    assert len(sentences) == 9


def test_an_undecided_sentence_claims_nothing():
    found, probability = a_campaign(*CAMPAIGNS["undecidable"])
    said = [words.sentence(answer, "転入届", probability) for answer in found]
    assert "言い切れ" in said[0]
    assert "差は確認できない" in said[1]
    assert "とも言えない" in said[2]


@pytest.mark.parametrize("question", Question)
def test_what_cannot_be_answered_says_so(question):
    answer = next(answer for answer in answers(None, None) if answer.question is question)
    assert words.sentence(answer, "転入届", None).startswith("まだ答えられない")


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [
        ("ratio", 0.8333, "83.3%"),
        ("ratio", None, "–"),
        ("min/document", -0.527, "−0.53分"),
        ("yen/year", -421_678.9, "−422,000円"),
        ("yen/year", 1_234_567.0, "1,235,000円"),
    ],
)
def test_amounts(unit, value, shown):
    assert words.amount(a_quantity(unit, value, value, value), value) == shown


def test_counts_are_shown_where_there_are_any():
    assert words.counts(a_quantity("ratio", 0, 0.5, 1, numerator=1000, denominator=2000)) == "1,000 / 2,000"
    assert words.counts(a_quantity("ratio", 0, 0.5, 1)) == ""


def codes_of_fields():
    """The codes with which a field type says no, as they stand in its module, and those of fields.py."""
    folder = Path(field_types.__file__).parent
    sources = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    raised = set(re.findall(r'Unparsable\("(\w+)"\)', sources))
    assert len(raised) > 8
    return raised | {"several_marks", fields.MY_NUMBER, fields.ENGINE_ERROR, fields.RUBBISH}


@pytest.mark.usefixtures("each_language")
def test_every_code_that_can_be_written_has_words():
    from evaluators.frames import PAGES, READINGS
    from pipelines.forms.refusal import Reason

    assert {reason.value for reason in Reason} <= set(words.reason_names())
    assert codes_of_fields() <= set(words.reason_names())
    assert {grade.value for grade in Grade} == set(words.grade_names())
    assert {source.value for source in Source} == set(words.source_names())
    for frame in (PAGES, READINGS):
        status = next(column for column in frame.columns if column.name == "status")
        assert set(status.choices) <= set(words.status_names())
    assert set(UNITS) == set(words.input_names())
    assert set(UNITS.values()) <= set(words.unit_names())


@pytest.mark.parametrize(
    ("text", "shown", "code"),
    [("髙", "髙", ""), ("1", "1", ""), ("‐", "‐", "U+2010"), (" ", "（空白）", "U+0020"), ("", "", "")],
)
def test_signs_that_look_alike_show_their_code_and_blanks_a_name(text, shown, code):
    assert (words.character(text), words.code(text)) == (shown, code)


def test_conditions_of_the_samples_have_names_and_others_their_own():
    assert (words.heading("cond_scan"), words.named("cond_scan", "fax")) == ("読み込みの方法", "ファクス（白黒）")
    assert (words.heading("cond_counter"), words.named("cond_counter", "east")) == ("counter", "east")
    assert words.named("type", "kana") == "フリガナ"


@pytest.mark.usefixtures("each_language")
def test_every_type_of_field_has_a_name():
    from typing import get_args

    from pipelines.contracts.forms import FieldType

    assert set(get_args(FieldType)) == set(words.type_names())
