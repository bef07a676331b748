"""What is missing for an answer is said in both languages."""

import pytest

from dashboards.pages.gaps import Gap, gap_of, gap_text
from evaluators.answers import Answer, Claim, Question
from tests.evaluators.cost.cases import a_case, tool


def gap(**given):
    told = {"measured": True, "case": a_case(), "is_example": False, "priced": True} | given
    return gap_of(Answer(Question.DOES_IT_PAY, Claim.UNANSWERABLE, None), **told)


def test_what_is_missing_for_a_product_is_its_own_price():
    offered = a_case(products=[tool() | {"name": "ocr-a"}], ai=None)
    assert gap(product="ocr-b") is Gap.NO_PRICE
    assert gap(product="ocr-b", case=offered) is Gap.NO_PRICE
    assert gap(product="ocr-a", case=offered) is Gap.FEW
    assert gap(product="ocr-a", case=offered, priced=False) is Gap.OTHER_TEMPLATE
    assert gap(case=offered) is Gap.NO_AI
    assert gap() is Gap.FEW


def test_a_case_that_comes_to_no_number_is_missing_nothing_but_a_right_line():
    assert gap(computed=False) is Gap.LINE
    assert gap(computed=False, priced=False) is Gap.OTHER_TEMPLATE


@pytest.mark.parametrize("gap", Gap)
@pytest.mark.usefixtures("each_language")
def test_whatever_is_missing_is_said_with_names_that_help(gap):
    said = gap_text(
        gap, file="cost.toml", template="permit", templates="survey, notice", product="ocr-a", why="x divides by 0"
    )
    assert "{" not in said
    assert ("x divides by 0" in said) == (gap is Gap.LINE)
    assert ("ocr-a" in said) == (gap is Gap.NO_PRICE)
    assert ("cost.toml" in said) == (gap not in (Gap.TRUTH, Gap.FEW))
    assert ("survey, notice" in said) == (gap in (Gap.TEMPLATE, Gap.OTHER_TEMPLATE))
