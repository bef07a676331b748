"""How times fall with practice, rise with tiredness, and differ between people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

from evaluators.grade import Origin, Source
from evaluators.quantity import Quantity
from evaluators.timing.effects import Effects, effects
from evaluators.timing.figure import Basis, Reason, basis_of, figure

Floats = npt.NDArray[np.float64]

RATE, FATIGUE, PEOPLE = "learning_rate", "fatigue_per_hour", "spread_of_people"
METHOD, METHOD_PEOPLE = "log-linear-mixed", "chi-square"
SITTING_BREAK_MINUTES = 30.0
"""Between the starts of two items of a person; after a longer break a new sitting begins, rested."""
FEW_ROWS = 20
"""Times that a slope needs at least."""


@dataclass(frozen=True)
class Learning:
    """What became of times as people went on."""

    rates: tuple[Quantity, ...]
    """By way of working, the factor of a time whenever the items done have doubled (Wright 1936): 0.8 is an 80 %
    curve. For these people."""
    fatigue: Quantity
    """The factor of a time for each hour within a sitting, all ways together, what practice explains left aside."""
    people: Quantity
    """The standard deviation between people of the logarithm of their speed: 0.3 is about 30 %."""


def wright(first: float, rate: float, n: Floats | float) -> Floats:
    """The time of the n-th item, where each doubling multiplies it by ``rate`` (Wright 1936, J. Aeronaut. Sci. 3:122).

    >>> wright(100, 0.8, np.array([1.0, 2, 3, 4, 8])).round(2).tolist()
    [100.0, 80.0, 70.21, 64.0, 51.2]
    """
    return np.asarray(first * np.asarray(n, dtype=np.float64) ** np.log2(rate), dtype=np.float64)


def practised(timings: pd.DataFrame, cut: int) -> pd.DataFrame:
    """The rows without each person's first ``cut`` in every way of working: the result with practice cut away.

    Rows without a sequence stay; nobody knows which came first.
    """
    return timings[~(_place(timings) <= cut)]


def learning(timings: pd.DataFrame, origin: Origin, level: float = 0.95) -> Learning:
    """Learning, fatigue and people, fitted at once to logarithms of times.

    log seconds = item (random) + person in this way of working + slope of the way · log place + fatigue · hours. A
    place is that among the person's items in the same way; with several ways by turns, what one learns in the one for
    the other is not told apart.

    Args:
        timings: columns of ``timing.frames.TIMINGS``; modelled rows and set-up are not looked at.
        origin: of the batch.
        level: of the intervals.
    """
    rows = timings[(timings["source"] != Source.MODELLED.value) & (timings["method"] != "setup")]
    rows = rows.sort_values(["worker", "method", "sequence", "item"], ignore_index=True)
    rows = rows.assign(place=_place(rows), hours=_hours(rows))
    ordered = rows[rows["place"].notna()]
    fit = _fit(ordered)
    basis = basis_of(rows, origin, level)
    return Learning(
        tuple(_rate(ordered, rows, str(way), fit, basis) for way in sorted(rows["method"].unique())),
        _fatigue(ordered, rows, fit, basis),
        _people(rows, basis),
    )


def _place(rows: pd.DataFrame) -> pd.Series:
    """From 1 within worker and way, by sequence; a part of two_person counts like an item."""
    sequence = pd.to_numeric(rows["sequence"])
    return sequence.groupby([rows["worker"], rows["method"]]).rank(method="first")


def _hours(rows: pd.DataFrame) -> pd.Series:
    """Since the person's sitting began; missing where an item has no time of day."""
    started = pd.to_datetime(rows["started"].replace("", None), format="ISO8601", utc=True)
    by_time = started.sort_values(kind="stable")
    worker = rows["worker"].reindex(by_time.index)
    gap = (by_time - by_time.groupby(worker).shift(1)).dt.total_seconds() / 60
    sitting = (~(gap <= SITTING_BREAK_MINUTES)).groupby(worker).cumsum()
    since = by_time - by_time.groupby([worker, sitting]).transform("min")
    return (since.dt.total_seconds() / 3600).reindex(rows.index)


def _slopes(rows: pd.DataFrame) -> Iterator[tuple[str, Floats]]:
    """What logarithms of times are set against: the places in each way, and the hours where they are known."""
    logs = np.log(rows["place"].to_numpy(dtype=np.float64))
    for way in sorted(rows["method"].unique()):
        yield str(way), np.where(rows["method"] == way, logs, 0.0)
    if _tires(rows):
        yield FATIGUE, rows["hours"].to_numpy(dtype=np.float64)


def _tires(rows: pd.DataFrame) -> bool:
    return bool(rows["hours"].notna().all() and (rows["hours"] > 0).any())


def _fit(rows: pd.DataFrame) -> Effects | None:
    if len(rows) < FEW_ROWS:
        return None
    return effects(rows, {"cell": rows["worker"].fillna("") + "|" + rows["method"]}, dict(_slopes(rows)))


def _rate(ordered: pd.DataFrame, rows: pd.DataFrame, way: str, fit: Effects | None, basis: Basis) -> Quantity:
    mine = rows[rows["method"] == way]
    known = ordered[ordered["method"] == way]
    scope = {"method": way}
    if known.empty:
        return _figure(RATE, scope, Reason.NO_ORDER, len(mine), basis)
    if fit is None or len(known) < FEW_ROWS or known["place"].max() < 2:
        return _figure(RATE, scope, Reason.FEW_TIMES, len(mine), basis)
    return _figure(RATE, scope, _slope(fit, way, 2.0, basis.level), _items(known), basis)


def _fatigue(ordered: pd.DataFrame, rows: pd.DataFrame, fit: Effects | None, basis: Basis) -> Quantity:
    reason = None
    if rows["hours"].isna().any() or ordered.empty:
        reason = Reason.NO_ORDER
    elif fit is None:
        reason = Reason.FEW_TIMES
    elif not _tires(ordered):
        reason = Reason.NEVER_TIRED
    if reason or fit is None:
        return _figure(FATIGUE, {}, reason or Reason.FEW_TIMES, _items(rows), basis)
    return _figure(FATIGUE, {}, _slope(fit, FATIGUE, np.e, basis.level), _items(ordered), basis)


def _slope(fit: Effects, name: str, base: float, level: float) -> Floats:
    """Low, value, high of what a unit of the slope multiplies times by; for ``base`` 2, a doubling."""
    t = special.stdtrit(fit.freedom, (1 + level) / 2)
    return np.asarray(base ** (fit.slopes[name] + np.array([-1, 0, 1]) * t * fit.errors[name]), dtype=np.float64)


def _people(rows: pd.DataFrame, basis: Basis) -> Quantity:
    """With the interval of a variance of normal logarithms; the noise of few items makes it somewhat large."""
    workers = rows["worker"].replace("", np.nan).dropna().nunique()
    if workers < 2 or len(rows) < FEW_ROWS:
        reason = Reason.FEW_TIMES if workers > 1 else Reason.ONE_PERSON
        return _figure(PEOPLE, {}, reason, _items(rows), basis)
    named = rows[rows["worker"].fillna("") != ""]
    speeds = effects(named, {"person": named["worker"], "method": named["method"]}).of["person"]
    deviation = float(np.log(speeds).std())
    tails = special.chdtri(workers - 1, np.array([(1 - basis.level) / 2, (1 + basis.level) / 2]))
    low, high = deviation * np.sqrt((workers - 1) / tails)
    return _figure(PEOPLE, {}, np.array([low, deviation, high]), _items(named), basis, METHOD_PEOPLE)


def _items(rows: pd.DataFrame) -> int:
    return int(rows["item"].nunique())


def _figure(
    metric: str, scope: Mapping[str, str], found: Floats | Reason, n: int, basis: Basis, method: str = METHOD
) -> Quantity:
    bounds = found if isinstance(found, Reason) else found.tolist()
    return figure(metric, scope, bounds, unit="ratio", method=method, n=n, basis=basis)
