"""What a way of working saves against another on the same items, and how sure that is of other items and people."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from evaluators.grade import Origin, Source
from evaluators.intervals import FEW_DOCUMENTS
from evaluators.quantity import EVERYTHING, Quantity
from evaluators.timing.design import TWO_PERSON
from evaluators.timing.figure import Reason, basis_of, figure
from evaluators.timing.frames import PARTS
from evaluators.timing.redrawn import Floats, redrawn
from evaluators.timing.spread import FEW_PEOPLE, Spread, spread

SAVED, SHARE, SHARE_HERE = "seconds_saved", "share_saved", "share_saved_by_these_people"
METHOD, METHOD_HERE = "item-and-person-bootstrap", "item-bootstrap"


@dataclass(frozen=True)
class Paired:
    """One way of working beside the one that it is compared with, over all forms or one kind of them."""

    arm: str
    reference: str
    scope: Mapping[str, str]
    saved: Quantity
    """Seconds saved an item; below 0: lost."""
    share: Quantity
    """Share of the time saved, by such people on such items."""
    share_here: Quantity
    """The same by these very people: the interval knows of other items alone. It is what two or three can tell."""
    observed: float | None
    """The share in what was timed, also where ``share`` is undefined for want of items or people."""
    people: int
    few_people: bool
    """Fewer than ``FEW_PEOPLE``: other people may differ from these in ways that no interval can know."""
    left_out: int
    """Items timed in one of the two ways only, or by one of two people."""
    differences: pd.DataFrame
    """The cases behind the number: item, reference_s, arm_s, saved_s."""


def paired(
    timings: pd.DataFrame,
    *,
    reference: str,
    origin: Origin,
    forms: Mapping[str, str] | None = None,
    scope: Mapping[str, str] = EVERYTHING,
    level: float = 0.95,
    seed: int = 0,
) -> list[Paired]:
    """Every other way of working beside ``reference``, over all items and then by form.

    Args:
        timings: columns of ``timing.frames.TIMINGS``. Rows of source ``modelled``, and set-up, are not looked at.
        reference: the method compared with, ``manual`` or ``minutes_manual``.
        origin: of the batch.
        forms: template of each item; none: all items are of one kind.
        scope: what all of these times are restricted to, where they are.
        level: of the intervals.
        seed: of the draws.

    Returns:
        The mean of differences item by item, and the share of the sum. An item that several people did in the same
        way counts once, with their mean; of ``two_person`` the seconds of both are added. Intervals:
        :func:`evaluators.timing.spread.spread`, that of the share on the logarithm of the ratio. When people are
        drawn again, times stand beside the size of their item, so that who happened to get the long ones is not taken
        for a difference of people; and when items are, beside the speed of their person
        (:func:`evaluators.timing.effects.effects`). The order of rows changes nothing.
    """
    timed = timed_rows(timings)
    arms = [arm for arm in timed["method"].unique() if arm != reference]
    scopes: list[tuple[dict[str, str], pd.DataFrame]] = [({**scope}, timed)]
    if forms is not None:
        form_of = timed["item"].map(dict(forms))
        kinds = sorted(form_of.dropna().unique())
        scopes += [({"template": str(form), **scope}, timed[form_of == form]) for form in kinds]
    return [
        _paired(rows[rows["method"].isin([arm, reference])], arm, reference, where, origin, level, seed)
        for arm in sorted(arms)
        for where, rows in scopes
        if {arm, reference} & {*rows["method"]}
    ]


def timed_rows(timings: pd.DataFrame) -> pd.DataFrame:
    """Times that people took for items, in an order of their own: no model's, and no set-up."""
    timed = timings[(timings["source"] != Source.MODELLED.value) & (timings["method"] != "setup")]
    return timed.sort_values(["item", "method", "worker", "seconds"], ignore_index=True)


def executions(rows: pd.DataFrame) -> pd.Series:
    """How many times each row's item was worked on in the row's way: of ``two_person``, two rows are one time."""
    count = rows.groupby(["item", "method"])["seconds"].transform("count")
    return count / rows["method"].map(lambda method: len(PARTS) if method == TWO_PERSON else 1)


def seconds_by_item(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mean seconds an item (index) and method (columns), and the rows behind them.

    Where half of a ``two_person`` is missing, the item has none in this way.
    """
    times = executions(rows)
    whole = rows.assign(times=times)[times % 1 == 0]
    shares = whole.assign(seconds=whole["seconds"] / whole["times"])
    return shares.groupby(["item", "method"])["seconds"].sum().unstack(), whole


def done_both_ways(rows: pd.DataFrame, reference: str, arm: str) -> tuple[pd.DataFrame, pd.DataFrame, Reason | None]:
    """Seconds an item (index) in each of two ways, the rows behind them, and why they tell nothing if they do not."""
    by_item, whole = seconds_by_item(rows)
    both = by_item.reindex(columns=[reference, arm]).dropna()
    used = whole[whole["item"].isin(both.index)]
    return both, used, _reason(used, both)


def _paired(
    rows: pd.DataFrame, arm: str, reference: str, scope: dict[str, str], origin: Origin, level: float, seed: int
) -> Paired:
    both, used, reason = done_both_ways(rows, reference, arm)
    people = int(used["worker"].replace("", np.nan).nunique())
    reference_s, arm_s = (float(both[way].mean()) for way in both.columns) if len(both) else (0.0, 0.0)
    observed = 1 - arm_s / reference_s if reference_s > 0 else None
    saved, share, here = (reason, reason, reason) if reason else _bounds(used, both, level, seed)
    where = {"method": arm, **scope}
    of = partial(figure, n=len(both), basis=basis_of(used, origin, level))
    differences = pd.DataFrame({"reference_s": both[reference], "arm_s": both[arm]})
    return Paired(
        arm=arm,
        reference=reference,
        scope=scope,
        saved=of(SAVED, where, saved, unit="s/item", method=METHOD),
        share=of(SHARE, where, share, unit="ratio", method=METHOD),
        share_here=of(SHARE_HERE, where, here, unit="ratio", method=METHOD_HERE),
        observed=observed,
        people=people,
        few_people=people < FEW_PEOPLE,
        left_out=int(rows["item"].nunique()) - len(both),
        differences=differences.assign(saved_s=differences["reference_s"] - differences["arm_s"]).reset_index(),
    )


Bounds = tuple[float, float, float]


def _bounds(used: pd.DataFrame, both: pd.DataFrame, level: float, seed: int) -> tuple[Bounds, Bounds, Bounds]:
    """Low, value, high of the seconds saved, of the share, and of the share by these very people."""
    reference, arm = (float(both[way].mean()) for way in both.columns)
    known = _spread(used, both, seed)
    half_saved, half_share = known.half_width(level).tolist()
    half_here = float(known.half_width_here(level)[1])
    saved, ratio = reference - arm, arm / reference

    def around(half: float) -> Bounds:
        return float(1 - ratio * np.exp(half)), 1 - ratio, float(1 - ratio * np.exp(-half))

    return (saved - half_saved, saved, saved + half_saved), around(half_share), around(half_here)


def _reason(used: pd.DataFrame, both: pd.DataFrame) -> Reason | None:
    if len(both) < FEW_DOCUMENTS:
        return Reason.FEW_ITEMS
    if (both.sum() <= 0).any():
        return Reason.NO_TIME
    if (used["worker"].fillna("") == "").any():
        return Reason.PEOPLE_UNKNOWN
    return Reason.ONE_PERSON if used.groupby("method")["worker"].nunique().min() < 2 else None


def _spread(used: pd.DataFrame, both: pd.DataFrame, seed: int) -> Spread:
    """Of the seconds saved, and of the logarithm of the ratio of times."""
    known = redrawn(used, both)

    def values(seconds: Floats) -> Floats:
        reference, arm = seconds.T
        return np.column_stack([reference - arm, np.log(arm / reference)])

    with np.errstate(divide="ignore", invalid="ignore"):
        return spread(
            lambda weights: values(known.by_items(weights)), lambda weights: values(known.by_people(weights)),
            known.items, known.people, fitted=known.fitted, seed=seed,
        )  # fmt: skip
