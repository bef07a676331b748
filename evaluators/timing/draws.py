"""Minutes an item in each way of working, as draws: what a cost case multiplies by the items of a year."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

from evaluators.grade import Origin
from evaluators.timing.figure import Basis, Reason, basis_of
from evaluators.timing.paired import Paired, done_both_ways, paired, timed_rows
from evaluators.timing.redrawn import Redrawn, redrawn
from evaluators.timing.spread import Statistic

Floats = npt.NDArray[np.float64]

DRAWS = 2000
CUT = 0.01
"""Of each tail. Student's t of two or three people holds factors of thousands, which nobody has seen and which would
outweigh everything in a mean."""


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

    The ratio of two methods spreads as the interval of ``share_saved`` says (:func:`evaluators.timing.paired.paired`),
    by Student's t. How long the reference itself takes spreads by items and by people. What belongs together in a draw
    comes from the Bayesian bootstrap (Rubin 1981, Annals of Statistics 9:130): items weigh otherwise from draw to draw,
    and so do people. Of two or three people, drawing whole ones again gives a handful of values and says nothing of
    what lies between.

    Args:
        timings: columns of ``timing.frames.TIMINGS``. Rows of source ``modelled``, and set-up, are not looked at. To
            speak of one kind of form, the rows of its items.
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
    for each in paired(timed, reference=reference, origin=origin):
        if each.share.value is None or each.share.high is None:
            reasons[each.arm] = Reason(each.share.method)
            continue
        both, used, _reason = done_both_ways(timed[timed["method"].isin([reference, each.arm])], reference, each.arm)
        drawn = _drawn(redrawn(used, both), error_of(each), draws, seed)
        if not minutes:
            best[reference] = float(both[reference].mean()) / 60
            minutes[reference] = best[reference] * np.exp(drawn.of_reference)
            items[reference] = len(both)
        ratio = 1 - each.share.value
        best[each.arm] = best[reference] * ratio
        minutes[each.arm] = minutes[reference] * ratio * np.exp(drawn.of_ratio)
        items[each.arm] = len(both)
        people.append(each.people)
    if reference not in minutes and reference in set(timed["method"]):
        reasons[reference] = next(iter(reasons.values()), Reason.ABSENT)
    basis = basis_of(timed[timed["method"].isin(minutes)], origin)
    return MinuteDraws(reference, best, minutes, reasons, items, min(people, default=0), basis)


def error_of(found: Paired) -> float:
    """Standard error of the logarithm of the ratio: the interval is as wide as that and Student's t make it."""
    assert found.share.value is not None
    assert found.share.high is not None
    t = special.stdtrit(freedom_of(found.share.n_documents, found.people), (1 + found.share.level) / 2)
    return float(np.log((1 - found.share.value) / (1 - found.share.high)) / t)


def freedom_of(items: int, people: int) -> int:
    """Degrees of freedom of the interval of a ratio: those of the fewer."""
    return min(items, people) - 1


def student(shares: Floats, freedom: int) -> Floats:
    """The values of Student's t below which these shares lie, without the ends of its tails."""
    return np.asarray(special.stdtrit(freedom, np.clip(shares, CUT, 1 - CUT)), dtype=np.float64)


def _drawn(known: Redrawn, error: float, draws: int, seed: int) -> _Drawn:
    random = np.random.default_rng(seed)
    # Each moves as widely as its own units allow, with what was fitted to them.
    of_people = _moved(known.by_people, known.people, known.people - 1, draws, random)
    of_items = _moved(known.by_items, known.items, known.items - 1 - known.fitted, draws, random)
    ratios = max((np.diff(each)[:, 0] for each in (of_items, of_people)), key=lambda each: float(each.var()))
    references = (of_items + of_people)[:, 0]
    freedom = freedom_of(known.items, known.people)
    return _Drawn(float(references.std()) * _t(references, freedom), error * _t(ratios, freedom))


def _moved(statistic: Statistic, units: int, freedom: int, draws: int, random: np.random.Generator) -> Floats:
    """By draw, how far the logarithms of both times lie from what was timed."""
    weights = random.dirichlet(np.ones(units), draws) * units
    moved = np.log(statistic(weights)) - np.log(statistic(np.ones((1, units))))
    return np.asarray(moved * np.sqrt((units + 1) / freedom), dtype=np.float64)


def _t(values: Floats, freedom: int) -> Floats:
    """Student's t in the order of the values, without the ends of its tails."""
    shares = (np.argsort(np.argsort(values, kind="stable"), kind="stable") + 0.5) / len(values)
    return student(shares, freedom)
