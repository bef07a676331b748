"""What is missing for an answer, and what is said of it."""

from enum import StrEnum

from dashboards.language import _
from evaluators.answers import Answer, Question
from evaluators.cost.case import Case
from evaluators.intervals import FEW_DOCUMENTS


class Gap(StrEnum):
    """What is missing for an answer."""

    TRUTH = "truth"
    FEW = "few"
    """Enough forms."""
    CASE = "case"
    EXAMPLE = "example"
    """The city's own numbers."""
    TEMPLATE = "template"
    OTHER_TEMPLATE = "other_template"
    NO_AI = "no_ai"
    """A case that speaks of forms and of what AI-OCR costs."""
    NO_PRICE = "no_price"
    """Of an outside product."""
    LINE = "line"
    """A case of which every line comes to a number."""


def gap_of(
    answer: Answer,
    *,
    measured: bool,
    case: Case | None,
    is_example: bool,
    priced: bool,
    product: str = "",
    computed: bool = True,
) -> Gap:
    """What is missing for an answer without a number.

    Args:
        answer: to one of the three questions.
        measured: whether anything was.
        case: the cost case, where there is one.
        is_example: whether it holds invented numbers that may not answer for the batch.
        priced: whether it speaks of a form of the batch that was measured.
        product: that the answer is about; empty where it is about an engine of the city's own.
        computed: whether the costs of what the answer is about came to a number.
    """
    if not measured:
        return Gap.TRUTH
    if answer.question is not Question.DOES_IT_PAY:
        return Gap.FEW
    if case is None:
        return Gap.CASE
    if is_example:
        return Gap.EXAMPLE
    if not case.forms or not (case.ai or product):
        return Gap.NO_AI
    if product and product not in {each.name for each in case.products}:
        return Gap.NO_PRICE
    if not priced:
        return Gap.OTHER_TEMPLATE if case.forms.template else Gap.TEMPLATE
    return Gap.FEW if computed else Gap.LINE


def gap_text(
    gap: Gap, file: str = "", template: str = "", templates: str = "", product: str = "", why: str = ""
) -> str:
    """Why there is no answer yet.

    Args:
        gap: what is missing.
        file: the cost case, as campaign.toml names it.
        template: the kind of form that it speaks of.
        templates: those of the batch.
        product: that the answer would be about.
        why: the case comes to no number.
    """
    return {
        Gap.TRUTH: _("This cannot be answered yet: no form of the batch has truth to measure against."),
        Gap.FEW: _("This cannot be answered yet: {n} forms with truth are needed, to see how forms differ."),
        Gap.CASE: _(
            "This cannot be answered yet: there is no {file} with volume, wage and costs in the folder of the campaign."
        ),
        Gap.EXAMPLE: _("This cannot be answered yet: {file} still holds the invented numbers of the example."),
        Gap.TEMPLATE: _(
            "This cannot be answered yet: “template” in {file} does not name the kind of form that the "
            "case speaks of. Forms of the batch: {templates}"
        ),
        Gap.OTHER_TEMPLATE: _(
            "This cannot be answered yet: {file} speaks of form “{template}”, of which the batch has none with truth. "
            "Forms of the batch: {templates}"
        ),
        Gap.NO_AI: _("This cannot be answered yet: {file} has no part on forms, or none on what AI-OCR costs."),
        Gap.NO_PRICE: _(
            "This cannot be answered yet: {file} has no price of the product “{product}”, which read most fields "
            "right; [[products]] would hold it."
        ),
        Gap.LINE: _("This cannot be answered yet: by {file} the costs come to no number. {why}"),
    }[gap].format(n=FEW_DOCUMENTS, file=file, template=template, templates=templates, product=product, why=why)
