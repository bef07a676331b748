"""Errors that are left after people's work, by way of working: time that is saved at their cost is not saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluators.contrasts import paired_interval
from evaluators.grade import Grade, Origin, Source
from evaluators.intervals import FEW_DOCUMENTS, Interval, clustered_proportion
from evaluators.quantity import Quantity, quantity_id
from evaluators.resampling import resampled_sums
from evaluators.timing.design import TWO_PERSON
from evaluators.timing.paired import Paired, basis

Floats = npt.NDArray[np.float64]

RATE, DIFFERENCE = "errors_left", "errors_left_difference"
DRAWS, SEED = 2000, 0
NOT_COMPARED = "not-compared-with-truth"
"""In the place of a method: nobody has compared what was entered with the truth, or of too few items."""


class Verdict(StrEnum):
    """What time and errors say together, for one sentence."""

    SAVES = "saves"
    """Time is saved, and errors are shown to be no more: fewer, or none more within the interval."""
    SAVES_ERRORS_OPEN = "saves-errors-open"
    """Time is saved; whether more errors are left, these items do not show."""
    SAVES_MORE_ERRORS = "saves-with-more-errors"
    """Time is saved and more errors are left. This has to be said wherever the saving is."""
    SAVES_UNCHECKED = "saves-errors-unknown"
    """Time is saved; nobody has looked for errors."""
    NO_SAVING = "no-saving-shown"
    """The interval of the share saved holds 0, or lies below it."""
    UNKNOWN = "unknown"
    """There is no interval of the share saved."""


@dataclass(frozen=True)
class Remaining:
    """Errors left in one way of working, and beside the one that it is compared with."""

    arm: str
    rate: Quantity
    """Wrong fields of all fields, over all items of this way."""
    difference: Quantity | None
    """This rate less that of the reference, over the items of both; above 0: more errors. None of the reference."""


@dataclass(frozen=True)
class Balance:
    """Time and errors of one way of working, ready for a sentence."""

    arm: str
    verdict: Verdict
    share: Quantity
    errors: Quantity | None
    more_per_thousand: float | None
    """Wrong fields more (below 0: fewer) in a thousand."""


def remaining(
    timings: pd.DataFrame, fields: Mapping[str, int], *, reference: str, origin: Origin, level: float = 0.95
) -> list[Remaining]:
    """Rates of wrong fields after people's work, the reference first.

    Items are the units (:func:`evaluators.intervals.clustered_proportion`): how people differ in care is not in the
    interval. Of ``two_person`` the smaller number of the two counts, which is what the second leaves. An item that
    several people did in the same way weighs as often. The difference is taken item by item, with the interval by which
    engines are compared (:func:`evaluators.contrasts.contrasts`).

    Args:
        timings: columns of ``frames.TIMINGS``; rows with blank ``errors_left`` are not counted.
        fields: of each item, how many can be wrong; items that are not named are not counted.
        reference: the way compared with.
        origin: of the batch.
        level: of the intervals.

    Raises:
        ValueError: an item has more errors than fields.
    """
    rows = timings[timings["method"] != "setup"]
    left = pd.to_numeric(rows["errors_left"])
    counted = rows.assign(errors=left, fields=rows["item"].map(dict(fields)))[left.notna()].dropna(subset=["fields"])
    arms = sorted(rows["method"].unique(), key=lambda arm: (arm != reference, arm))
    by_arm = {arm: _by_item(counted[counted["method"] == arm], str(arm)) for arm in arms}
    found = []
    for arm in arms:
        grade = basis(rows[rows["method"] == arm], origin)
        rate = _rate(by_arm[arm], str(arm), grade, level)
        both = None
        if arm != reference:
            of_both = basis(rows[rows["method"].isin([arm, reference])], origin)
            both = _difference(by_arm[arm], by_arm.get(reference), str(arm), of_both, level)
        found.append(Remaining(str(arm), rate, both))
    return found


def balance(saved: Paired, left: Remaining) -> Balance:
    """Time and errors together. Errors count as more where the interval of the difference lies above 0."""
    share, errors = saved.share, left.difference
    if share.low is None or share.high is None:
        verdict = Verdict.UNKNOWN
    elif share.low <= 0:
        verdict = Verdict.NO_SAVING
    elif errors is None or errors.low is None or errors.high is None:
        verdict = Verdict.SAVES_UNCHECKED
    elif errors.low > 0:
        verdict = Verdict.SAVES_MORE_ERRORS
    else:
        verdict = Verdict.SAVES if errors.high <= 0 else Verdict.SAVES_ERRORS_OPEN
    more = None if errors is None or errors.value is None else 1000 * errors.value
    return Balance(saved.arm, verdict, share, errors, more)


def _by_item(rows: pd.DataFrame, arm: str) -> pd.DataFrame:
    """Errors and fields of each item: index item, columns errors, fields, times done."""
    of = rows.groupby("item")
    if arm == TWO_PERSON:
        return pd.DataFrame({"errors": of["errors"].min(), "fields": of["fields"].first(), "times": 1})
    return of[["errors", "fields"]].sum().assign(times=of.size())


def _rate(items: pd.DataFrame, arm: str, grade: tuple[Grade, Source], level: float) -> Quantity:
    interval = _interval(items, level)
    value = None if interval is None else _wrong(items)
    return _quantity(RATE, arm, value, interval, items, grade, level)


def _difference(
    arm_items: pd.DataFrame, reference_items: pd.DataFrame | None, arm: str, grade: tuple[Grade, Source], level: float
) -> Quantity:
    shared = arm_items.index if reference_items is None else arm_items.index.intersection(reference_items.index)
    ours = arm_items.loc[shared]
    if reference_items is None or len(shared) < FEW_DOCUMENTS:
        return _quantity(DIFFERENCE, arm, None, None, ours, grade, level)
    theirs = reference_items.loc[shared]
    # The same fields, however many people did them in each way.
    differences = (ours["errors"] / ours["times"] - theirs["errors"] / theirs["times"]).to_numpy(dtype=np.float64)
    sizes = (ours["fields"] / ours["times"]).to_numpy(dtype=np.float64)
    alike = np.ones(len(shared), dtype=np.int64)
    drawn = resampled_sums(np.column_stack([differences, sizes]), alike, DRAWS, np.random.default_rng(SEED))
    interval = paired_interval(differences, sizes, drawn[:, 0] / drawn[:, 1], level)
    return _quantity(DIFFERENCE, arm, float(differences.sum() / sizes.sum()), interval, ours, grade, level)


def _wrong(items: pd.DataFrame) -> float:
    return float(items["errors"].sum() / items["fields"].sum())


def _interval(items: pd.DataFrame, level: float) -> Interval | None:
    """Of the rate of wrong fields."""
    if len(items) < FEW_DOCUMENTS:
        return None
    total = items["fields"].to_numpy(dtype=np.float64)
    right = total - items["errors"].to_numpy(dtype=np.float64)
    found = clustered_proportion(right, total, level)
    return Interval(1 - found.high, 1 - found.low, found.method, found.effective_n)


def _quantity(
    metric: str,
    arm: str,
    value: float | None,
    interval: Interval | None,
    items: pd.DataFrame,
    grade: tuple[Grade, Source],
    level: float,
) -> Quantity:
    scope = {"method": arm}
    return Quantity(
        id=quantity_id(metric, None, None, scope),
        metric=metric,
        scope=scope,
        value=value,
        low=None if interval is None or value is None else min(interval.low, value),
        high=None if interval is None or value is None else max(interval.high, value),
        level=level,
        unit="ratio",
        method=NOT_COMPARED if interval is None else interval.method,
        effective_n=None if interval is None else interval.effective_n,
        n_documents=len(items),
        grade=grade[0],
        source=grade[1],
    )
