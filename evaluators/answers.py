"""The three answers, as claims that go no further than their interval allows.

Which words a claim gets is for the page and the report; which claim may be made is decided here, by rule.
"""

from dataclasses import dataclass
from enum import StrEnum

from evaluators.cost import Worth
from evaluators.quantity import Quantity
from evaluators.saving import Saving


class Claim(StrEnum):
    """What may be said."""

    MOST = "most"
    """The interval lies above one half."""
    NOT_MOST = "not_most"
    """The interval lies below one half."""
    SHORTER = "shorter"
    LONGER = "longer"
    PAYS = "pays"
    DOES_NOT_PAY = "does_not_pay"
    UNDECIDED = "undecided"
    """The interval holds both sides."""
    UNANSWERABLE = "unanswerable"
    """There is nothing to go by."""


class Question(StrEnum):
    """What the committee member asked."""

    MOST_WORK = "most_work"
    """Will AI do most of the work?"""
    WHICH_TASKS = "which_tasks"
    """Which tasks become more efficient?"""
    DOES_IT_PAY = "does_it_pay"
    """Are the effects worth more than the costs?"""


@dataclass(frozen=True)
class Answer:
    """A claim and the number it rests on; no number where the question cannot be answered yet."""

    question: Question
    claim: Claim
    quantity: Quantity | None


def claim_against(quantity: Quantity, threshold: float, above: Claim, below: Claim) -> Claim:
    """``above`` or ``below`` where the whole interval lies on that side of the threshold, else undecided."""
    if quantity.low is None or quantity.high is None:
        return Claim.UNANSWERABLE
    if quantity.low > threshold:
        return above
    if quantity.high < threshold:
        return below
    return Claim.UNDECIDED


def answers(saving: Saving | None, worth: Worth | None) -> tuple[Answer, Answer, Answer]:
    """The three answers from what is known. None for what nobody has supplied yet."""
    share = saving.quantity("share_saved") if saving else None
    minutes = saving.quantity("minutes_saved") if saving else None
    net = worth.net if worth else None
    return (
        _answer(Question.MOST_WORK, share, 0.5, Claim.MOST, Claim.NOT_MOST),
        _answer(Question.WHICH_TASKS, minutes, 0.0, Claim.SHORTER, Claim.LONGER),
        _answer(Question.DOES_IT_PAY, net, 0.0, Claim.PAYS, Claim.DOES_NOT_PAY),
    )


def _answer(question: Question, quantity: Quantity | None, threshold: float, above: Claim, below: Claim) -> Answer:
    if quantity is None:
        return Answer(question, Claim.UNANSWERABLE, None)
    return Answer(question, claim_against(quantity, threshold, above, below), quantity)
