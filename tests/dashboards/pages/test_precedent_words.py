"""Words for published results: every code has its own, in both languages."""

import pytest

from dashboards.pages import precedent_words as words
from evaluators.precedents.flags import Flag, Flagged
from evaluators.precedents.judging import published
from evaluators.precedents.placing import Position, Unequal
from evaluators.precedents.precedent import unit
from evaluators.precedents.printed import Agreement
from evaluators.precedents.recomputing import Verdict
from tests.evaluators.precedents.rows import a_row, cells


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (words.verdict_names, Verdict),
        (words.agreement_names, Agreement),
        (words.unequal_names, Unequal),
        (words.position_names, Position),
    ],
)
def test_every_code_has_a_name_of_its_own(names, codes):
    named = names()
    assert {*named} == {*codes}
    assert len({*named.values()}) == len(named)


@pytest.mark.parametrize("flag", [*Flag])
def test_every_flag_is_said_with_what_raised_it(flag):
    text = words.flag_text(Flagged(flag, "12", "34", "h", "X7"))
    assert "{" not in text
    assert ("34" in text) == (flag in (Flag.CONTRADICTS_ITSELF, Flag.CONTRADICTS_OTHER))
    assert ("X7" in text) == (flag is Flag.CONTRADICTS_OTHER)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("h/yr", "h/year"),
        ("min/100sheets", "min/100 sheets"),
        ("s/item", "s/item"),
        ("h/1h meeting", "h/hour of meeting"),
        ("h", "h"),
        ("min/通", "min/通"),
        ("x", ""),
    ],
)
def test_units(text, said, english):
    assert words.unit_text(unit(text)) == said


def arithmetic(**given):
    (case,) = published([cells(**given)]).cases
    return words.arithmetic(case)


def test_digits_are_those_of_the_inputs(english):
    assert arithmetic(before="208.3", after="18.8", unit="h/yr") == (
        "208.3 → 18.8 h/year  ⇒  saved 189.5 h/year (91.0%)",
    )
    assert arithmetic(before="1500", unit="h/yr", percent_printed=40, volume="100件") == (
        "1,500 → ? h/year  ⇒  saved 600 [592 – 615] h/year; after 900 [885 – 908] h/year; 360 min each",
    )
    assert arithmetic(percent_printed=82) == ()


def test_columns_speak_where_there_are_no_words(english):
    assert words.printed_text(a_row(saved_printed="23.5", unit="h", percent_printed="25")) == "23.5 h, 25%"
