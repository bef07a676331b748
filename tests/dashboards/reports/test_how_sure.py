"""What is said of how sure it is: by rule, from the numbers, and no more."""

import pytest

from dashboards.reports.how_sure import how_sure
from evaluators.cost.assessing import assess
from evaluators.cost.what_if import Measured
from tests.evaluators.cost.small import a_case, an_undecided_one, entered, numbers, price, tool

N = 400


def said(measured):
    assessment = assess(measured.case, measured.numbers, n=measured.n, seed=1, n_documents=measured.n_documents)
    return [*how_sure(assessment, measured)]


def test_where_it_is_undecided_more_forms_are_weighed(english):
    lines = said(an_undecided_one(2_000))
    assert lines[0] == "AI-OCR with the signed policy"
    assert lines[1].startswith("  Pays in ")
    assert any(line.startswith("  What the uncertainty comes from: ") for line in lines)
    assert "  Measuring more forms than these 20, at 213 yen a form (typed by two people), would be worth:" in lines
    assert any(line.startswith("  Best are ") for line in lines)
    turning = next(line for line in lines if "Fields read wrong that somebody looks at" in line)
    assert "the answer turns at " in turning


def test_where_it_is_clear_one_decides(english):
    dear = a_case(ai=tool() | {"licence": price(100_000_000, "yen/year")})
    lines = said(Measured.of(dear, numbers(N), N, 1, 20))
    assert "  No number of further forms is worth its cost: decide by what is known." in lines
    assert not any("would be worth:" in line for line in lines)
    assert not any("turns" in line for line in lines)
    assert any(line.endswith("As now (by hand), the best in 100% of the cases") for line in lines)
    assert "  Knowing everything would be worth 0 yen at most." in lines


def test_without_a_way_with_ai_there_is_nothing_to_be_sure_of(english):
    online = {"share": entered([0.4] * 5, "ratio"), "setup": price(100, "yen"), "yearly": price(300_000, "yen/year")}
    lines = said(Measured.of(a_case(ai=None, online=online), numbers(N), N, 1, 20))
    assert lines == ["No way of working with AI is compared, of which it could be said how sure it is."]


@pytest.mark.usefixtures("japanese")
def test_it_speaks_japanese():
    lines = said(Measured.of(a_case(), numbers(N), N, 1, 20))
    assert "AI-OCR" in lines[0]
    assert any("職員1時間" in line for line in lines)


def test_inputs_that_move_together_stand_in_one_line(english):
    said_apart = said(Measured.of(a_case(), numbers(N), N, 1, 20))
    pair = {"inputs": ["forms_volume", "ai_licence"], "rank": 0.6, "says": "a test"}
    lines = said(Measured.of(a_case(together=[pair]), numbers(N), N, 1, 20))
    (line,) = [each for each in lines if "Forms a year (forms) with Licence a year (AI-OCR)" in each]
    assert line.count(" yen") == 2
    explained = "  Inputs that move together stand in one line: "
    assert sum(each.startswith(explained) for each in lines) == 1
    assert not any(each.startswith(explained) for each in said_apart)
