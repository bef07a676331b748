"""Minutes an item in each way of working, as draws: what a cost case multiplies by the items of a year."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluators.grade import Origin
from evaluators.timing.figure import Basis, Reason, basis_of
from evaluators.timing.paired import done_both_ways, timed_rows
from evaluators.timing.redrawn import Redrawn, redrawn
from evaluators.timing.spread import Statistic

Floats = npt.NDArray[np.float64]

DRAWS = 2000
FARTHEST = np.log(1000.0)
"""From two people nearly anything is possible; draws beyond a thousand times the mean would only make sums infinite."""


@dataclass(frozen=True)
class MinuteDraws:
    """Mean minutes an item, by method of ``timings.csv``."""

    reference: str
    """The method that others were compared with."""
    best: Mapping[str, float]
    """What was timed. Of a method beside the reference: minutes of the reference times the ratio on the same items."""
    minutes: Mapping[str, Floats]
    """The same methods, an array of draws each. Paired: the n-th of each is the same people, and the same items
    where both were done on the same."""
    reasons: Mapping[str, Reason]
    """Methods that were timed and have no draws, since nothing shows how items or people differ."""
    items: Mapping[str, int]
    """Items behind each method with draws."""
    people: int
    """The fewest behind any of them: fewer than ``spread.FEW_PEOPLE`` has to be said."""
    basis: Basis
    """The worst grade of all these times, and its source."""


@dataclass(frozen=True)
class _Drawn:
    """Logarithms of the reference's mean, and of the ratio to it, as they move from draw to draw."""

    of_reference: Floats
    of_ratio: Floats


def minutes_by_method(
    timings: pd.DataFrame, *, reference: str, origin: Origin, draws: int = DRAWS, seed: int = 0
) -> MinuteDraws:
    """Minutes an item by method, under other items and other people like these.

    The ratio of two methods moves as widely as the interval of ``share_saved`` is
    (:func:`evaluators.timing.paired.paired`): items weigh otherwise from draw to draw, and so do people, the larger
    variance counts, and with few people the tails are those of Student's t. How long the reference itself takes moves
    with both. Weights are those of the Bayesian bootstrap (Rubin 1981, Annals of Statistics 9:130): of two or three
    people, drawing whole ones again gives a handful of values and says nothing of what lies between.

    Args:
        timings: columns of ``frames.TIMINGS``. Rows of source ``modelled``, and set-up, are not looked at. To speak of
            one kind of form, the rows of its items.
        reference: ``manual`` or ``minutes_manual``.
        origin: of the batch.
        draws: how many.
        seed: the same seed and rows give the same draws, whatever the order of rows.

    Returns:
        No method at all where no other was timed on the same items by people enough; ``reasons`` says why.
    """
    timed = timed_rows(timings)
    best: dict[str, float] = {}
    minutes: dict[str, Floats] = {}
    items: dict[str, int] = {}
    reasons: dict[str, Reason] = {}
    people: list[int] = []
    for arm in sorted(set(timed["method"]) - {reference}):
        both, used, reason = done_both_ways(timed[timed["method"].isin([reference, arm])], reference, arm)
        drawn = reason or _drawn(redrawn(used, both), draws, seed)
        if isinstance(drawn, Reason):
            reasons[arm] = drawn
            continue
        if not minutes:
            best[reference] = float(both[reference].mean()) / 60
            minutes[reference] = best[reference] * np.exp(drawn.of_reference)
            items[reference] = len(both)
        ratio = float(both[arm].mean() / both[reference].mean())
        best[arm] = best[reference] * ratio
        minutes[arm] = minutes[reference] * ratio * np.exp(drawn.of_ratio)
        items[arm] = len(both)
        people.append(used["worker"].nunique())
    if reference not in minutes and reference in set(timed["method"]):
        reasons[reference] = next(iter(reasons.values()), Reason.FEW_ITEMS)
    used = timed[timed["method"].isin(minutes)]
    return MinuteDraws(reference, best, minutes, reasons, items, min(people, default=0), basis_of(used, origin))


def _drawn(known: Redrawn, draws: int, seed: int) -> _Drawn:
    random = np.random.default_rng(seed)
    # Each moves as widely as its own units allow, with what was fitted to them.
    of_people = _moved(known.by_people, known.people, known.people - 1, draws, random)
    of_items = _moved(known.by_items, known.items, known.items - 1 - known.fitted, draws, random)
    ratios = max((np.diff(each)[:, 0] for each in (of_items, of_people)), key=lambda each: float(each.var()))
    freedom = min(known.items, known.people) - 1
    tails = np.sqrt(freedom / random.chisquare(freedom, draws))
    return _Drawn(_bounded((of_items + of_people)[:, 0] * tails), _bounded(ratios * tails))


def _moved(statistic: Statistic, units: int, freedom: int, draws: int, random: np.random.Generator) -> Floats:
    """By draw, how far the logarithms of both times lie from what was timed."""
    weights = random.dirichlet(np.ones(units), draws) * units
    moved = np.log(statistic(weights)) - np.log(statistic(np.ones((1, units))))
    return np.asarray(moved * np.sqrt((units + 1) / freedom), dtype=np.float64)


def _bounded(logarithms: Floats) -> Floats:
    return np.clip(logarithms, -FARTHEST, FARTHEST)
