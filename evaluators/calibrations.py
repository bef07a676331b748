"""The confidences of every engine, over all types of field and each of them, as given and recalibrated."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from evaluators.calibration import Calibration, auroc, brier, calibration_errors, few, reliability
from evaluators.clusters import clusters_of
from evaluators.field_classes import class_of
from evaluators.fields import ANSWERED
from evaluators.recalibration import ISOTONIC_FROM, Codes, Floats, Recalibrator, cross_fitted, fitted

POOLS = ("type", "class", "engine")
"""On which fields a curve for a type is fitted: its own, those of its class, or all of the engine. The first of them
that hold errors enough are taken."""


def calibrations(scored: pd.DataFrame, level: float = 0.95) -> list[Calibration]:
    """The calibration of each engine, over everything first and then by type, in the order of their names.

    ``scored`` has the columns of ``frames.SCORED``. Fields that were not answered, or came without confidence, are
    counted in ``without`` and in nothing else.
    """
    found = []
    for engine, rows in scored.groupby("engine"):
        rows = _classed(rows.assign(cluster=pd.factorize(clusters_of(rows), sort=True)[0]))
        said = rows[rows["status"].isin(ANSWERED) & rows["confidence"].notna()]
        pools = dict(_pools(said))
        whole = _pooled(said, pools)
        for type_, part in [("", rows), *rows.groupby("type")]:
            mine = said if not type_ else said[said["type"] == type_]
            found.append(_of(str(engine), str(type_), mine, len(part) - len(mine), whole.loc[mine.index], pools, level))
    return found


def _of(
    engine: str,
    type_: str,
    rows: pd.DataFrame,
    without: int,
    after: pd.Series,
    pools: dict[str, tuple[str, int]],
    level: float,
) -> Calibration:
    confidence, right, clusters = arrays(rows)
    errors, known = int((right == 0).sum()), len(np.unique(clusters))
    if not len(right):
        return Calibration(engine, type_, 0, without, 0, 0, few=True)
    score = brier(confidence, right)
    if few(right, clusters):
        return Calibration(engine, type_, len(right), without, errors, known, few=True, brier=score)
    bins = reliability(confidence, right, clusters, level=level)
    l1, l2, most = calibration_errors(bins)
    calibrated = after.to_numpy()
    judged = ~np.isnan(calibrated)
    again = reliability(calibrated[judged], right[judged], clusters[judged], level=level) if judged.any() else ()
    pool, size = pools.get(type_, ("", 0)) if type_ else ("type" if judged.any() else "", len(right))
    return Calibration(
        engine, type_, len(right), without, errors, known, few=False, bins=bins, ece=l1, ece_l2=l2, ece_max=most,
        brier=score, auroc=auroc(confidence, right), pool=pool,
        method="" if not pool else "isotonic" if size >= ISOTONIC_FROM else "logistic",
        ece_after=calibration_errors(again)[0] if again else None,
        brier_after=brier(calibrated[judged], right[judged]) if again else None,
    )  # fmt: skip


def _classed(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their ``class``; there are few types, and many rows."""
    return rows.assign(**{"class": rows["type"].map({each: class_of(each) for each in rows["type"].unique()})})


def arrays(rows: pd.DataFrame) -> tuple[Floats, Floats, Codes]:
    """Confidence, right and cluster of each row."""
    return (
        rows["confidence"].to_numpy(dtype=np.float64),
        rows["right_typed"].to_numpy(dtype=np.float64),
        rows["cluster"].to_numpy(dtype=np.int64),
    )


def _pools(said: pd.DataFrame) -> Iterator[tuple[str, tuple[str, int]]]:
    """For each type the pool that its curve comes from, and the number of fields in it; types without one left out."""
    for type_ in sorted(said["type"].unique()):
        for pool, rows in zip(POOLS, _nested(said, str(type_)), strict=True):
            _confidence, right, clusters = arrays(rows)
            if not few(right, clusters):
                yield str(type_), (pool, len(rows))
                break


def _nested(said: pd.DataFrame, type_: str) -> Sequence[pd.DataFrame]:
    return said[said["type"] == type_], said[said["class"] == class_of(type_)], said


def _pooled(said: pd.DataFrame, pools: dict[str, tuple[str, int]]) -> pd.Series:
    """Every confidence recalibrated on other clusters, by the pool of its type."""
    after = pd.Series(np.nan, index=said.index)
    for type_, (pool, _size) in pools.items():
        rows = _nested(said, type_)[POOLS.index(pool)]
        calibrated = cross_fitted(*arrays(rows))
        if calibrated is not None:
            mine = rows.index[rows["type"] == type_]
            after.loc[mine] = pd.Series(calibrated, index=rows.index).loc[mine]
    return after


def recalibrators(said: pd.DataFrame) -> dict[str, Recalibrator]:
    """For each type the curve that is fitted on all of these rows (one engine's, with confidence and ``cluster``)."""
    said, found = _classed(said), {}
    for type_, (pool, _size) in _pools(said):
        confidence, right, _clusters = arrays(_nested(said, type_)[POOLS.index(pool)])
        found[type_] = fitted(confidence, right)
    return found
