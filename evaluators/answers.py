"""The three answers, as claims that go no further than their interval allows.

Which words a claim gets is for the page and the report; which claim may be made is decided here, by rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

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
    kinds: int = 1
    """Kinds of form that were compared. Of several, the number is that of the kind that gains most."""
    shorter: int = 0
    """Of how many of these kinds the whole interval of the time saved lies above nothing."""


def claim_against(quantity: Quantity, threshold: float, above: Claim, below: Claim) -> Claim:
    """``above`` or ``below`` where the whole interval lies on that side of the threshold, else undecided."""
    if quantity.low is None or quantity.high is None:
        return Claim.UNANSWERABLE
    if quantity.low > threshold:
        return above
    if quantity.high < threshold:
        return below
    return Claim.UNDECIDED


def answers(
    saving: Saving | None, worth: Quantity | None, by_kind: Sequence[Saving] = ()
) -> tuple[Answer, Answer, Answer]:
    """The three answers from what is known. None for what nobody has supplied yet.

    Args:
        saving: over all forms.
        worth: net present value of the way of working that the answer is about.
        by_kind: the saving of each kind of form. Where there are several, the second answer rests on the kind whose
            time saved a form is the largest; chosen among k kinds, its interval is not widened for the choice.
    """
    share = saving.quantity("share_saved") if saving else None
    minutes = saving.quantity("minutes_saved") if saving else None
    return (
        most_work(share),
        most_gained([each.quantity("minutes_saved") for each in by_kind]) or which_tasks(minutes),
        does_it_pay(worth),
    )


def most_work(share: Quantity | None) -> Answer:
    """The first answer: whether a share of the work lies above one half."""
    return _answer(Question.MOST_WORK, share, 0.5, Claim.MOST, Claim.NOT_MOST)


def which_tasks(saved: Quantity | None) -> Answer:
    """The second answer, where there is one kind of work: whether its time becomes shorter."""
    return _answer(Question.WHICH_TASKS, saved, 0.0, Claim.SHORTER, Claim.LONGER)


def does_it_pay(net: Quantity | None) -> Answer:
    """The third answer: whether a net effect lies above nothing."""
    return _answer(Question.DOES_IT_PAY, net, 0.0, Claim.PAYS, Claim.DOES_NOT_PAY)


def most_gained(saved: Sequence[Quantity]) -> Answer | None:
    """The second answer, from the time saved by each of several kinds of work; None where there are not several."""
    if len(saved) < 2:
        return None
    known = [quantity for quantity in saved if quantity.value is not None]
    if not known:
        return which_tasks(saved[0])
    claims = [claim_against(each, 0.0, Claim.SHORTER, Claim.LONGER) for each in known]
    answer = which_tasks(max(known, key=lambda quantity: quantity.value or 0.0))
    # That all become longer is said where it holds of each of them, not of the best alone.
    claim = Claim.UNDECIDED if answer.claim is Claim.LONGER and set(claims) != {Claim.LONGER} else answer.claim
    return replace(answer, claim=claim, kinds=len(known), shorter=claims.count(Claim.SHORTER))


def _answer(question: Question, quantity: Quantity | None, threshold: float, above: Claim, below: Claim) -> Answer:
    if quantity is None:
        return Answer(question, Claim.UNANSWERABLE, None)
    return Answer(question, claim_against(quantity, threshold, above, below), quantity)
