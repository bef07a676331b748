"""Errors that are left after people's work, by way of working: time that is saved at their cost is not saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
import pandas as pd

from evaluators.contrasts import paired_interval
from evaluators.grade import Origin
from evaluators.intervals import FEW_DOCUMENTS, clustered_proportion
from evaluators.quantity import Quantity
from evaluators.resampling import resampled_sums
from evaluators.timing.design import TWO_PERSON
from evaluators.timing.figure import Basis, Reason, basis_of, figure
from evaluators.timing.paired import Paired

RATE, DIFFERENCE = "errors_left", "errors_left_difference"
DRAWS, SEED = 2000, 0


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
        timings: columns of ``timing.frames.TIMINGS``; rows with blank ``errors_left`` are not counted.
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
        rate = _rate(by_arm[arm], str(arm), basis_of(rows[rows["method"] == arm], origin, level))
        both = None
        if arm != reference:
            basis = basis_of(rows[rows["method"].isin([arm, reference])], origin, level)
            both = _difference(by_arm[arm], by_arm.get(reference), str(arm), basis)
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


def _rate(items: pd.DataFrame, arm: str, basis: Basis) -> Quantity:
    rate = partial(figure, RATE, {"method": arm}, unit="ratio", n=len(items), basis=basis)
    if len(items) < FEW_DOCUMENTS:
        return rate(Reason.NOT_COMPARED, method="")
    total = items["fields"].to_numpy(dtype=np.float64)
    errors = items["errors"].to_numpy(dtype=np.float64)
    right = clustered_proportion(total - errors, total, basis.level)
    bounds = 1 - right.high, float(errors.sum() / total.sum()), 1 - right.low
    return rate(bounds, method=right.method, effective_n=right.effective_n)


def _difference(arm_items: pd.DataFrame, reference_items: pd.DataFrame | None, arm: str, basis: Basis) -> Quantity:
    both = None if reference_items is None else arm_items.join(reference_items.add_suffix("_of_reference"), how="inner")
    n = 0 if both is None else len(both)
    if both is None or n < FEW_DOCUMENTS:
        found: Reason | tuple[float, float, float] = Reason.NOT_COMPARED
        method = ""
    else:
        # The same fields, however many people did them in each way.
        errors = both["errors"] / both["times"] - both["errors_of_reference"] / both["times_of_reference"]
        differences = errors.to_numpy(dtype=np.float64)
        sizes = (both["fields"] / both["times"]).to_numpy(dtype=np.float64)
        drawn = resampled_sums(
            np.column_stack([differences, sizes]), np.ones(n, dtype=np.int64), DRAWS, np.random.default_rng(SEED)
        )
        interval = paired_interval(differences, sizes, drawn[:, 0] / drawn[:, 1], basis.level)
        found, method = (interval.low, float(differences.sum() / sizes.sum()), interval.high), interval.method
    return figure(DIFFERENCE, {"method": arm}, found, unit="ratio", method=method, n=n, basis=basis)
