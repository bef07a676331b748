"""Times of people as draws: minutes an item by hand, and by which factor each other way takes longer or shorter."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from evaluators.cost.drawn import Drawn
from evaluators.cost.form_evidence import Judged
from evaluators.grade import Grade, Origin, Source
from evaluators.inputs import generator_of
from evaluators.timing.draws import minutes_by_method
from evaluators.timing.figure import Reason, basis_of
from evaluators.timing.remaining import Remaining, remaining

NONE: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Timed:
    """What people's times say."""

    minutes: Drawn
    """An item by hand."""
    factors: Mapping[str, Drawn]
    """By way of working, its time over that by hand on the same items."""
    errors: Mapping[str, Drawn]
    """By way of working, that by hand among them, fields wrong after people's work, of all; none where nobody has
    compared them with the truth."""

    def minutes_of(self, way: str) -> Drawn:
        """Minutes an item in a way of working."""
        return self.minutes.times(self.factors[way], self.minutes.unit)


def timed(
    timings: pd.DataFrame, manual: str, origin: Origin, n: int, seed: int, fields: Mapping[str, int] = NONE
) -> Timed | Reason:
    """Draws of times, spread as the intervals of a study are: over other items and other people, by Student's t.

    Args:
        timings: columns of ``timing.frames.TIMINGS``.
        manual: the method compared with.
        origin: of what was worked on.
        n: how many draws.
        seed: of them.
        fields: of each item, how many can be wrong; items that are not named have no errors counted.

    Returns:
        Or the reason why nothing can be drawn.
    """
    drawn = minutes_by_method(timings, reference=manual, origin=origin, draws=n, seed=seed)
    if drawn.reasons or not drawn.minutes:
        return next(iter(drawn.reasons.values()), Reason.ABSENT)
    people = timings[timings["source"] != Source.MODELLED.value]

    def grade(*methods: str) -> Grade:
        return basis_of(people[people["method"].isin(methods)], origin).grade

    minutes = Drawn.of(drawn.best[manual], drawn.minutes[manual], grade(manual), "min/form")
    factors = {
        way: Drawn.of(drawn.best[way] / drawn.best[manual], each / drawn.minutes[manual], grade(manual, way), "factor")
        for way, each in drawn.minutes.items()
        if way != manual
    }
    left = remaining(people, fields, reference=manual, origin=origin)
    errors = {each.arm: _errors(each, n, seed) for each in left if each.rate.value is not None}
    return Timed(minutes, factors, errors)


def _errors(each: Remaining, n: int, seed: int) -> Drawn:
    """Drawn from the Jeffreys posterior of as many independent fields as were looked at."""
    rate = each.rate
    assert rate.value is not None
    worth = rate.effective_n or float(rate.n_documents)
    judged = Judged(rate.value * worth, worth)
    return Drawn.of(rate.value, judged.rates(n, generator_of(seed, f"errors {each.arm}")), rate.grade, "ratio")
