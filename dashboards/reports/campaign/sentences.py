"""The sentences in which a claim may be put: which one is taken, the interval decides.

What was clocked is told as it was; what a model or an assumption says, as it would be. No sentence says more than that
the whole interval lies on one side.
"""

from collections.abc import Mapping

from dashboards.language import _
from dashboards.pages.words import engine_name
from dashboards.reports.campaign.blocks import Line, Piece, line
from dashboards.reports.campaign.figures import Figure
from evaluators.answers import Claim, claim_against
from evaluators.grade import Source
from evaluators.quantity import Quantity


def time_sentence(saved: Figure, task: str) -> Line:
    """Whether work became shorter, by the time saved on each item (below 0: added)."""
    claim = claim_against(saved.quantity, 0.0, Claim.SHORTER, Claim.LONGER)
    return line(_time_texts(clocked(saved.quantity))[claim], task=task, saved=saved)


def clocked(quantity: Quantity) -> bool:
    """Whether people's work was timed: what a model says is no observation."""
    return quantity.source in (Source.MEASURED, Source.REPORTED)


def _time_texts(was: bool) -> Mapping[Claim, str]:
    nothing = _("For “{task}” nothing can be said about time: too little was measured ({saved}).")
    if was:
        return {
            Claim.SHORTER: _("The time for “{task}” became shorter: saved for each item {saved}."),
            Claim.LONGER: _("The time for “{task}” became longer: saved for each item {saved} (below 0: added)."),
            Claim.UNDECIDED: _("For “{task}” no difference in time can be confirmed: saved for each item {saved}."),
            Claim.UNANSWERABLE: nothing,
        }
    return {
        Claim.SHORTER: _("The time for “{task}” would become shorter: saved for each item {saved}."),
        Claim.LONGER: _("The time for “{task}” would become longer: saved for each item {saved} (below 0: added)."),
        Claim.UNDECIDED: _(
            "For “{task}” it cannot be confirmed whether time would be saved: saved for each item {saved}."
        ),
        Claim.UNANSWERABLE: nothing,
    }


def rate_sentence(rate: Figure, other: Figure | None) -> Line:
    """How many fields an engine had right and, beside a second one, whether the first may be called better.

    Intervals that do not touch show a difference. Where they touch, only a test on the same fields could show one, and
    nothing is claimed here.
    """
    values: dict[str, Piece] = {"engine": engine_name(rate.quantity.engine or ""), "rate": rate}
    if other is None or other.quantity.value is None:
        return line(_("{engine} had {rate} of the fields right."), **values)
    values |= {"other": engine_name(other.quantity.engine or ""), "other_rate": other}
    if lies_above(rate.quantity, other.quantity):
        return line(_("{engine} had {rate} of the fields right, more than {other} with {other_rate}."), **values)
    text = _(
        "{engine} had {rate} of the fields right, {other} {other_rate}; which of them is better is not shown here."
    )
    return line(text, **values)


def lies_above(first: Quantity, second: Quantity) -> bool:
    """Whether the whole interval of the first lies above that of the second."""
    return first.low is not None and second.high is not None and first.low > second.high


def money_sentence(claim: Claim, way: str, what: str, net: Figure) -> Line:
    """Whether a way of working pays.

    Args:
        claim: that its interval allows.
        way: of working, and on what.
        what: the number is: the net effect a year, or its present value over some years.
        net: the number.
    """
    texts = {
        Claim.PAYS: _("{way} would pay on these assumptions: {what} {net}."),
        Claim.DOES_NOT_PAY: _("{way} would not pay on these assumptions: {what} {net}."),
        Claim.UNDECIDED: _("Whether {way} would pay cannot be said on these assumptions: {what} {net}."),
        Claim.UNANSWERABLE: _("Whether {way} would pay cannot be said: too little was measured ({what} {net})."),
    }
    return line(texts[claim], way=way, what=what, net=net)
