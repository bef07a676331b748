"""The sentences that a claim may be put in."""

from collections.abc import Mapping

from dashboards.language import _
from dashboards.pages.numbers import amount, interval, percent
from evaluators.answers import Answer, Claim, Question
from evaluators.quantity import Quantity


def question_text(question: Question) -> str:
    """The question as it was asked."""
    return {
        Question.MOST_WORK: _("Will AI do most of the work?"),
        Question.WHICH_TASKS: _("Which tasks become more efficient?"),
        Question.DOES_IT_PAY: _("Are the effects worth more than the costs?"),
    }[question]


def sentence(answer: Answer, task: str, pays: Quantity | None, gap: str, years: int = 0) -> str:
    """One sentence that says no more than the claim allows.

    Args:
        answer: the claim and its number.
        task: what the forms are.
        pays: how often the net effect is above zero, for the third answer.
        gap: what is said where there is no answer.
        years: fiscal years that the third answer is over.
    """
    quantity = answer.quantity
    if quantity is None or answer.claim is Claim.UNANSWERABLE:
        return gap
    words = {
        "task": task,
        "engine": quantity.engine,
        "value": amount(quantity, quantity.value),
        "size": amount(quantity, abs(quantity.value or 0)),
        "interval": interval(quantity),
        "years": years,
        "probability": percent(pays.value, 0) if pays and pays.value is not None else "",
    }
    if answer.kinds > 1:
        return _kinds_sentences()[answer.claim].format(**words, kinds=answer.kinds, shorter=answer.shorter)
    return _sentences()[answer.question, answer.claim].format(**words)


def _sentences() -> Mapping[tuple[Question, Claim], str]:
    most, which, pays = Question.MOST_WORK, Question.WHICH_TASKS, Question.DOES_IT_PAY
    return {
        (most, Claim.MOST): _(
            "The time for keying “{task}” would fall by more than half, {value} {interval}; "
            "nothing is said of other work."
        ),
        (most, Claim.NOT_MOST): _(
            "The time for keying “{task}” would fall by less than half, {value} {interval}; "
            "nothing is said of other work."
        ),
        (most, Claim.UNDECIDED): _(
            "The time for keying “{task}” would fall by {value} {interval}; "
            "whether that is more than half cannot be said, and nothing is said of other work."
        ),
        (which, Claim.SHORTER): _("Keying “{task}” would become shorter by {size} a form {interval}, with {engine}."),
        (which, Claim.LONGER): _(
            "Keying “{task}” would become longer: time saved a form {value} {interval} (below zero: time added), "
            "with {engine}."
        ),
        (which, Claim.UNDECIDED): _(
            "For “{task}” no difference in time can be confirmed: {value} saved a form {interval}, with {engine}."
        ),
        (pays, Claim.PAYS): _(
            "For “{task}”, on these assumptions, it would pay: over {years} fiscal years {value} {interval} "
            "mean net present value against keying by hand, above zero in {probability} of the cases computed, with "
            "{engine}."
        ),
        (pays, Claim.DOES_NOT_PAY): _(
            "For “{task}”, on these assumptions, it would not pay: over {years} fiscal years {value} {interval} "
            "mean net present value against keying by hand, above zero in {probability} of the cases computed, with "
            "{engine}."
        ),
        (pays, Claim.UNDECIDED): _(
            "For “{task}”, on these assumptions, whether it pays cannot be said: over {years} fiscal years {value} "
            "{interval} mean net present value against keying by hand, above zero in {probability} of the cases "
            "computed, with {engine}."
        ),
    }


def _kinds_sentences() -> Mapping[Claim, str]:
    """For the second question, where several kinds of form were compared."""
    return {
        Claim.SHORTER: _(
            "Of {kinds} kinds of form, keying would become shorter for {shorter} (whole interval above zero), most for "
            "“{task}”: by {size} a form {interval}, with {engine}."
        ),
        Claim.LONGER: _(
            "Keying would become longer for all {kinds} kinds of form, least for “{task}”: time saved a form {value} "
            "{interval} (below zero: time added), with {engine}."
        ),
        Claim.UNDECIDED: _(
            "Of {kinds} kinds of form, keying would become shorter for {shorter} (whole interval above zero); for the "
            "one that gains most, “{task}”, it cannot be confirmed: {value} saved a form {interval}, with {engine}."
        ),
    }
