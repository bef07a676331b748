"""The confidences of every engine, over all types of field and each of them, as given and recalibrated."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from evaluators.calibration import Calibration, few, reliability
from evaluators.calibration_intervals import Judged, Summary, ranked, summaries
from evaluators.clusters import clusters_of
from evaluators.field_classes import class_of
from evaluators.fields import ANSWERED
from evaluators.recalibration import ISOTONIC_FROM, Codes, Floats, Recalibrator, cross_fitted, fitted

POOLS = ("type", "class", "engine")
"""On which fields a curve for a type is fitted: its own, those of its class, or all of the engine. The first of them
that hold errors enough are taken."""


def calibrations(scored: pd.DataFrame, level: float = 0.95, resamples: int = 2000, seed: int = 0) -> list[Calibration]:
    """The calibration of each engine, over everything first and then by type, in the order of their names.

    ``scored`` has the columns of ``frames.SCORED``. Fields that were not answered, or came without confidence, are
    counted in ``without`` and in nothing else. Intervals are those of :mod:`evaluators.calibration_intervals`.
    """
    found: list[Calibration] = []
    for engine, rows in scored.groupby("engine"):
        clusters = pd.factorize(clusters_of(rows), sort=True)[0]
        rows = _classed(rows.assign(cluster=clusters))
        said = rows[rows["status"].isin(ANSWERED) & rows["confidence"].notna()]
        pools = dict(_pools(said))
        whole = _pooled(said, pools)
        parts = []
        for type_, part in [("", rows), *rows.groupby("type")]:
            mine = said if not type_ else said[said["type"] == type_]
            counted = _counted(str(engine), str(type_), mine, len(part) - len(mine))
            parts.append(_Part(counted, Judged(*arrays(mine)), whole.loc[mine.index].to_numpy(), pools))
        found += _with_intervals(parts, int(clusters.max()) + 1, level, resamples, seed)
    return found


@dataclass(frozen=True)
class _Part:
    """Fields of an engine, and what their confidences are worth by curves from other documents."""

    counted: Calibration
    judged: Judged
    after: Floats
    """NaN where no curve could be fitted."""
    pools: Mapping[str, tuple[str, int]]

    @property
    def recalibrated(self) -> Judged | None:
        """The fields with the calibrated confidence; None where there is none."""
        known = ~np.isnan(self.after)
        right, clusters = self.judged.right[known], self.judged.clusters[known]
        return Judged(self.after[known], right, clusters) if known.any() else None

    @property
    def pool(self) -> tuple[str, int]:
        """On what its curve was fitted, and on how many fields of it; of all types each has its own."""
        if self.counted.type:
            return self.pools.get(self.counted.type, ("", 0))
        return ("type" if self.recalibrated else "", self.counted.n)


def _counted(engine: str, type_: str, rows: pd.DataFrame, without: int) -> Calibration:
    _confidence, right, clusters = arrays(rows)
    known = len(np.unique(clusters))
    too_few = not len(right) or few(right, clusters)
    return Calibration(engine, type_, len(right), without, int((right == 0).sum()), known, few=too_few)


def _with_intervals(
    parts: Sequence[_Part], clusters: int, level: float, resamples: int, seed: int
) -> Iterator[Calibration]:
    shown = [part for part in parts if not part.counted.few]
    again = [part.recalibrated for part in shown]
    judged = [*(part.judged for part in shown), *(each for each in again if each is not None)]
    known = iter(summaries(judged, clusters, level, resamples, seed))
    before = [next(known) for _part in shown]
    after = [next(known) if each is not None else None for each in again]
    numbers = zip(before, after, strict=True)
    for part in parts:
        yield part.counted if part.counted.few else _told(part, *next(numbers), level)


def _told(part: _Part, before: Summary, after: Summary | None, level: float) -> Calibration:
    pool, size = part.pool
    judged = part.judged
    return replace(
        part.counted,
        bins=reliability(judged.confidence, judged.right, judged.clusters, level=level),
        ece=before.error,
        brier=before.brier,
        auroc=ranked(judged, level),
        pool=pool,
        method="" if not pool else "isotonic" if size >= ISOTONIC_FROM else "logistic",
        ece_after=after.error if after else None,
        brier_after=after.brier if after else None,
    )


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
