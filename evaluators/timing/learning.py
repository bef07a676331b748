"""How times fall with practice, rise with tiredness, and differ between people."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

from evaluators.grade import Grade, Origin, Source
from evaluators.quantity import Quantity, quantity_id
from evaluators.timing.effects import Effects, effects
from evaluators.timing.paired import basis

Floats = npt.NDArray[np.float64]

RATE, FATIGUE, PEOPLE = "learning_rate", "fatigue_per_hour", "spread_of_people"
METHOD, METHOD_PEOPLE = "log-linear-mixed", "chi-square"
SITTING_BREAK_MINUTES = 30.0
"""Between the starts of two items of a person; after a longer break a new sitting begins, rested."""
FEW_ROWS = 20
"""Times that a slope needs at least."""


class Reason(StrEnum):
    """Why there is no number. It stands in the place of the method."""

    FEW_TIMES = "too-few-times"
    NO_ORDER = "order-unknown"
    """Timesheets without a sequence, or without times of day."""
    ONE_PERSON = "one-person"
    SAME_PLACE = "no-time-to-tire"
    """Every item began a sitting."""


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
        timings: columns of ``frames.TIMINGS``; modelled rows and set-up are not looked at.
        origin: of the batch.
        level: of the intervals.
    """
    rows = timings[(timings["source"] != Source.MODELLED.value) & (timings["method"] != "setup")]
    rows = rows.sort_values(["worker", "method", "sequence", "item"], ignore_index=True)
    rows = rows.assign(place=_place(rows), hours=_hours(rows))
    ordered = rows[rows["place"].notna()]
    fit = _fit(ordered)
    grade = basis(rows, origin)
    return Learning(
        tuple(_rate(ordered, rows, str(way), fit, grade, level) for way in sorted(rows["method"].unique())),
        _fatigue(ordered, rows, fit, grade, level),
        _people(rows, grade, level),
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


def _rate(
    ordered: pd.DataFrame, rows: pd.DataFrame, way: str, fit: Effects | None, grade: tuple[Grade, Source], level: float
) -> Quantity:
    mine = rows[rows["method"] == way]
    known = ordered[ordered["method"] == way]
    scope = {"method": way}
    if known.empty:
        return _quantity(RATE, scope, Reason.NO_ORDER, len(mine), grade, level)
    if fit is None or len(known) < FEW_ROWS or known["place"].max() < 2:
        return _quantity(RATE, scope, Reason.FEW_TIMES, len(mine), grade, level)
    return _quantity(RATE, scope, _slope(fit, way, 2.0, level), _items(known), grade, level)


def _fatigue(
    ordered: pd.DataFrame, rows: pd.DataFrame, fit: Effects | None, grade: tuple[Grade, Source], level: float
) -> Quantity:
    reason = None
    if rows["hours"].isna().any() or ordered.empty:
        reason = Reason.NO_ORDER
    elif fit is None:
        reason = Reason.FEW_TIMES
    elif not _tires(ordered):
        reason = Reason.SAME_PLACE
    if reason or fit is None:
        return _quantity(FATIGUE, {}, reason or Reason.FEW_TIMES, _items(rows), grade, level)
    return _quantity(FATIGUE, {}, _slope(fit, FATIGUE, np.e, level), _items(ordered), grade, level)


def _slope(fit: Effects, name: str, base: float, level: float) -> Floats:
    """Low, value, high of what a unit of the slope multiplies times by; for ``base`` 2, a doubling."""
    t = special.stdtrit(fit.freedom, (1 + level) / 2)
    return np.asarray(base ** (fit.slopes[name] + np.array([-1, 0, 1]) * t * fit.errors[name]), dtype=np.float64)


def _people(rows: pd.DataFrame, grade: tuple[Grade, Source], level: float) -> Quantity:
    """With the interval of a variance of normal logarithms; the noise of few items makes it somewhat large."""
    workers = rows["worker"].replace("", np.nan).dropna().nunique()
    if workers < 2 or len(rows) < FEW_ROWS:
        reason = Reason.FEW_TIMES if workers > 1 else Reason.ONE_PERSON
        return _quantity(PEOPLE, {}, reason, _items(rows), grade, level)
    named = rows[rows["worker"].fillna("") != ""]
    speeds = effects(named, {"person": named["worker"], "method": named["method"]}).of["person"]
    deviation = float(np.log(speeds).std())
    tails = special.chdtri(workers - 1, np.array([(1 - level) / 2, (1 + level) / 2]))
    low, high = deviation * np.sqrt((workers - 1) / tails)
    return _quantity(PEOPLE, {}, np.array([low, deviation, high]), _items(named), grade, level, METHOD_PEOPLE)


def _items(rows: pd.DataFrame) -> int:
    return int(rows["item"].nunique())


def _quantity(
    metric: str,
    scope: dict[str, str],
    found: Floats | Reason,
    n: int,
    grade: tuple[Grade, Source],
    level: float,
    method: str = METHOD,
) -> Quantity:
    low, value, high = (None, None, None) if isinstance(found, Reason) else found.tolist()
    return Quantity(
        id=quantity_id(metric, None, None, scope),
        metric=metric,
        scope=scope,
        value=value,
        low=low,
        high=high,
        level=level,
        unit="ratio",
        method=found.value if isinstance(found, Reason) else method,
        n_documents=n,
        grade=grade[0],
        source=grade[1],
    )
