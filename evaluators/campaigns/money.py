"""Whether the best way of working pays, what that rests on, and what knowing more would be worth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluators.answers import Answer, Claim, Question, does_it_pay
from evaluators.cost import options
from evaluators.cost.evaluating import behind
from evaluators.cost.figures import net
from evaluators.cost.lines import formulas_of
from evaluators.cost.outcome import Assessment
from evaluators.cost.together import told_as_one
from evaluators.decisions.discounting import npv
from evaluators.decisions.information import evpi
from evaluators.decisions.smoothing import expected_given
from evaluators.decisions.variance import by_grade, variance_shares
from evaluators.grade import Grade
from evaluators.methods import AT_ENDS, VARIANCE
from evaluators.quantity import Quantity

Draws = npt.NDArray[np.float64]
LEAST_SHARE = 0.01
"""Of the variance, below which an input is not worth a word."""
DRAWS = 20_000
"""Of those of the assessment, for shares and swings: more change no digit that is shown."""


@dataclass(frozen=True)
class Driver:
    """An input that the result hangs on, or several that move together."""

    key: str
    """Of several all keys, with ``together.AND`` between them."""
    share: Quantity
    """Of the variance of the result, carried by it alone."""
    swing: Quantity
    """The result: at the ends of the middle 95 % of this input with all else as expected; the value is the result's."""
    grade: Grade


@dataclass(frozen=True)
class Money:
    """What an assessment says of one kind of work: forms, or minutes of meetings."""

    assessment: Assessment
    option: str
    """The way of working with AI that brings most on average over the draws: the highest mean net present value."""
    choice: str
    """The same of all ways for this work, the present one and what takes the place of AI among them: what is chosen by
    expected worth."""
    answer: Answer
    """On its net present value; ``kinds`` says among how many it was chosen, which no interval is widened for."""
    drivers: tuple[Driver, ...]
    """Those that carry most first."""
    by_grade: Mapping[str, Quantity]
    """Share of the variance by grade, best first, then ``together``: what inputs carry only with each other."""
    perfect: Quantity
    """Yen: by how much better than by ``choice`` one would fare, knowing everything (EVPI); nothing more is worth that
    much."""

    def of(self, option: str, metric: str) -> Quantity | None:
        """A figure of a way of working over the whole horizon."""
        return self.assessment.quantity(option, metric)


def money(assessment: Assessment, of_meetings: bool) -> Money | None:
    """What the assessment says of forms, or of minutes; None where it compares nothing of the kind."""
    compared = [each for each in ways(assessment, of_meetings) if each not in _NOT_AI]
    worth = {option: assessment.quantity(option, "npv") for option in compared}
    known = {option: each for option, each in worth.items() if each is not None and each.value is not None}
    if not known:
        return None
    best = max(known, key=lambda option: known[option].value or 0.0)
    worths = {option: _npv(assessment, option) for option in ways(assessment, of_meetings)}
    draws = {option: each for option, each in worths.items() if np.isfinite(each).all()}
    alone = {key: assessment.inputs[key][:DRAWS] for key in _behind(assessment, best)}
    inputs, graded = told_as_one(alone, assessment.input_grades, assessment.case.together)
    shares = variance_shares(draws[best][:DRAWS], inputs)
    result = known[best]
    grades = by_grade(shares, graded)
    return Money(
        assessment=assessment,
        option=best,
        choice=max(draws, key=lambda option: draws[option].mean()),
        answer=_answer(result, list(known.values())),
        drivers=tuple(
            Driver(key, _share(result, key, share), _swing(result, key, draws[best][:DRAWS], inputs[key]), grade)
            for key, share in shares.items()
            if share >= LEAST_SHARE and (grade := graded.get(key)) is not None
        ),
        by_grade={str(grade): _share(result, str(grade), share) for grade, share in grades.items()},
        perfect=_perfect(result, np.column_stack([*draws.values()])),
    )


def _behind(assessment: Assessment, option: str) -> list[str]:
    """Inputs that a way of working, or what it is compared with, rests on.

    Those that no formula names stand behind measured numbers, such as the seconds of a key: they are taken along.
    """
    both = (option, options.baseline_of(option))
    mine, all_ = (_named(assessment, each) for each in (both, [each.option for each in assessment.outcomes]))
    return [key for key in assessment.inputs if key == RATE or key in mine or key not in all_]


def _named(assessment: Assessment, of: Iterable[str]) -> set[str]:
    return {name for option in of for name in behind(formulas_of(assessment.case, option), "cost")}


RATE = "discount_rate"
_NOT_AI = frozenset({options.AS_NOW, options.MINUTES_MANUAL, options.ONLINE})
"""What is compared with, and what takes the place of AI: the question is whether AI pays."""


def ways(assessment: Assessment, of_meetings: bool) -> list[str]:
    """The ways of working on forms, or on minutes, what is compared with first."""
    return [each.option for each in assessment.outcomes if options.is_of_meetings(each.option) == of_meetings]


def _answer(best: Quantity, all_: list[Quantity]) -> Answer:
    """That none pays is said where it holds of each of them, not of the best alone."""
    claims = [does_it_pay(each).claim for each in all_]
    claim = does_it_pay(best).claim
    if claim is Claim.DOES_NOT_PAY and set(claims) != {Claim.DOES_NOT_PAY}:
        claim = Claim.UNDECIDED
    return Answer(Question.DOES_IT_PAY, claim, best, kinds=len(all_))


def _npv(assessment: Assessment, option: str) -> Draws:
    rate = assessment.inputs[RATE]
    return npv(net(assessment, option).draws, rate)


def _share(result: Quantity, of: str, share: float) -> Quantity:
    return _beside(result, "variance_share", of, (share, share, share), "ratio", VARIANCE)


def _swing(result: Quantity, key: str, outcome: Draws, values: Draws) -> Quantity:
    given = expected_given(outcome, values)
    if values.ndim > 1:  # several that move together have no order of their own
        low, high = np.quantile(given, (0.025, 0.975))
        value = result.value or 0.0
        return _beside(result, "npv_by_input", key, (min(low, value), value, max(high, value)), "yen", AT_ENDS)
    ends = np.argsort(values, kind="stable")[[int(0.025 * len(values)), int(0.975 * (len(values) - 1))]]
    value = result.value or 0.0
    reached = [value, *(float(given[place]) for place in ends)]
    return _beside(result, "npv_by_input", key, (min(reached), value, max(reached)), "yen", AT_ENDS)


def _perfect(result: Quantity, nets: Draws) -> Quantity:
    worth = evpi(nets)
    return _beside(result, "evpi", "", (worth, worth, worth), "yen", VARIANCE)


def _beside(
    result: Quantity, metric: str, of: str, bounds: tuple[float, float, float], unit: str, method: str
) -> Quantity:
    low, value, high = bounds
    return result.model_copy(
        update={
            "id": "/".join(part for part in (result.id, metric, of) if part),
            "metric": metric,
            "scope": {**result.scope, **({"input": of} if of else {})},
            "numerator": None,
            "denominator": None,
            "value": value,
            "low": low,
            "high": high,
            "unit": unit,
            "method": method,
        }
    )
