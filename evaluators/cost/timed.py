"""Times of people as draws: minutes an item by hand, and by which factor each other way takes longer or shorter."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd
from scipy import special

from evaluators.cost.drawn import Drawn
from evaluators.cost.form_evidence import Judged
from evaluators.grade import Grade, Origin, Source, worst
from evaluators.inputs import Draws, generator_of
from evaluators.timing.figure import Reason, basis_of
from evaluators.timing.paired import Paired, executions, paired
from evaluators.timing.remaining import Remaining, remaining
from evaluators.timing.spread import spread

CUT = 0.01
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
        factor, manual = self.factors[way], self.minutes
        grade = worst([manual.grade, factor.grade])
        return Drawn(manual.likely * factor.likely, manual.draws * factor.draws, grade, manual.unit, False)


def timed(
    timings: pd.DataFrame, manual: str, origin: Origin, n: int, seed: int, fields: Mapping[str, int] = NONE
) -> Timed | Reason:
    """Draws of times, spread as the intervals of a study are: over other items and other people, by Student's t.

    Args:
        timings: columns of ``frames.TIMINGS``.
        manual: the method compared with.
        origin: of what was worked on.
        n: how many draws.
        seed: of them.
        fields: of each item, how many can be wrong; items that are not named have no errors counted.

    Returns:
        Or the reason why nothing can be drawn.
    """
    found = paired(timings, reference=manual, origin=origin)
    if not found:
        return Reason.ABSENT
    refused = next((each for each in found if each.share.value is None), None)
    if refused is not None:
        return Reason(refused.share.method)
    rows = timings[(timings["method"] == manual) & (timings["source"] != Source.MODELLED.value)]
    if rows["worker"].nunique() < 2:
        return Reason.ONE_PERSON
    factors = {each.arm: _factor(each, n, seed) for each in found}
    left = remaining(timings[timings["source"] != Source.MODELLED.value], fields, reference=manual, origin=origin)
    errors = {each.arm: _errors(each, n, seed) for each in left if each.rate.value is not None}
    return Timed(_minutes(rows, basis_of(rows, origin).grade, n, seed), factors, errors)


def _errors(each: Remaining, n: int, seed: int) -> Drawn:
    """Drawn from the Jeffreys posterior of as many independent fields as were looked at."""
    rate = each.rate
    assert rate.value is not None
    worth = rate.effective_n or float(rate.n_documents)
    judged = Judged(rate.value * worth, worth)
    return Drawn.of(rate.value, judged.rates(n, generator_of(seed, f"errors {each.arm}")), rate.grade, "ratio")


def _factor(each: Paired, n: int, seed: int) -> Drawn:
    share, freedom = each.share, each.people - 1
    assert share.value is not None
    assert share.high is not None
    likely = 1 - share.value
    # The interval is that of the logarithm: its half width over the t it was made with is the standard error.
    error = np.log(likely / (1 - share.high)) / special.stdtrit(freedom, (1 + share.level) / 2)
    draws = likely * np.exp(error * _t(freedom, n, seed, each.arm))
    return Drawn.of(likely, draws, share.grade, "factor")


def _minutes(rows: pd.DataFrame, grade: Grade, n: int, seed: int) -> Drawn:
    seconds = (rows["seconds"] / executions(rows)).groupby(rows["item"]).sum()
    people = rows.groupby("worker")["seconds"].agg(["sum", "count"])
    of_items = seconds.to_numpy(dtype=np.float64)[:, None]
    sums, counts = (people[name].to_numpy(dtype=np.float64) for name in ("sum", "count"))

    def by_items(weights: Draws) -> Draws:
        return np.asarray(weights @ of_items / len(of_items))

    def by_people(weights: Draws) -> Draws:
        return np.asarray((weights @ sums / (weights @ counts))[:, None])

    known = spread(by_items, by_people, len(of_items), len(people), seed=seed)
    mean = float(seconds.mean())
    # Of the logarithm, so that no draw is below 0.
    draws = mean * np.exp(float(known.error[0]) / mean * _t(known.freedom, n, seed, "manual"))
    return Drawn.of(mean / 60, draws / 60, grade, "min/form")


def _t(freedom: int, n: int, seed: int, key: str) -> Draws:
    """Student's t, cut at the middle 98 %.

    Of two or three people its tails hold factors of thousands, which nobody has seen and which would outweigh
    everything in a mean.
    """
    u = generator_of(seed, f"time {key}").random(n)
    return np.asarray(special.stdtrit(freedom, np.clip(u, CUT, 1 - CUT)), dtype=np.float64)
