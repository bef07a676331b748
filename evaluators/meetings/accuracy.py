"""How well meetings were written down: rates with their counts, interval, grade and cases."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from evaluators.grade import Grade, Source
from evaluators.intervals import clustered_proportion, clustered_ratio
from evaluators.meetings.units import named
from evaluators.quantity import Quantity, quantity_id

PROPORTIONS = frozenset(
    {"speaker_right", "term_recall", "term_precision", "punctuation_recall", "punctuation_precision"}
)
"""Rates of which the part never exceeds the whole."""
WHERE = ("recording", "session_id", "speaker", "pace")
"""Columns that make scopes."""


@dataclass(frozen=True)
class Basis:
    """What all rates of a run share."""

    grade: Grade
    unit: str
    """``meeting`` or ``stretch``: what intervals resample."""
    level: float = 0.95
    resamples: int = 2000
    seed: int = 0


def accuracy(counted: pd.DataFrame, basis: Basis) -> list[Quantity]:
    """Every rate over everything, each recording and meeting; of speakers and paces, ``cer`` alone.

    Args:
        counted: rows of ``heard.COUNTS`` with the columns engine, session_id and recording before them.
        basis: grade and unit.

    Returns:
        Quantities sorted by engine and scope; micro averages, sums over sums. A rate of which nothing was counted is
        left out. ``n_documents`` counts units, each once though several recordings hold it.
    """
    found = []
    for engine, rows in counted.groupby("engine"):
        for scope, part in scopes(rows):
            if scope.keys() & {"speaker", "pace"}:
                part = part[part["metric"] == "cer"]
            for (metric, normaliser), each in part.groupby(["metric", "normaliser"]):
                quantity = _rate(each, str(metric), str(normaliser) or None, str(engine), scope, basis)
                if quantity is not None:
                    found.append(quantity)
    return found


def scopes(rows: pd.DataFrame) -> Iterator[tuple[dict[str, str], pd.DataFrame]]:
    """Every scope with its rows, everything first. An empty speaker or pace makes none."""
    yield {}, rows
    for keys in (["recording"], ["session_id"], ["recording", "session_id"], ["session_id", "speaker"], ["pace"]):
        for values, part in rows.groupby(keys):
            scope = {key: str(value) for key, value in zip(keys, values, strict=True)}
            if all(scope.values()):
                yield scope, part


def _rate(
    rows: pd.DataFrame, metric: str, normaliser: str | None, engine: str, scope: Mapping[str, str], basis: Basis
) -> Quantity | None:
    sums = rows.groupby(["session_id", "unit"])[["part", "whole"]].sum()
    part, whole = sums["part"].to_numpy(float), sums["whole"].to_numpy(float)
    if not whole.sum():
        return None
    if metric in PROPORTIONS:
        interval = clustered_proportion(part, whole, basis.level)
    else:
        interval = clustered_ratio(part, whole, basis.level, basis.resamples, basis.seed)
    interval = named(interval, basis.unit)
    return Quantity(
        id=quantity_id(metric, engine, normaliser, scope), metric=metric, engine=engine, scope=dict(scope),
        normaliser=normaliser, numerator=float(part.sum()), denominator=float(whole.sum()),
        value=float(part.sum() / whole.sum()), low=interval.low, high=interval.high, level=basis.level, unit="ratio",
        method=interval.method, effective_n=interval.effective_n, n_documents=int(((part > 0) | (whole > 0)).sum()),
        grade=basis.grade, source=Source.MEASURED, cases=cases_of(engine, scope),
    )  # fmt: skip


def cases_of(engine: str, scope: Mapping[str, str]) -> str:
    """The anchor of what a draft has wrong: ``cases-<engine>``, then ``.<session>`` and ``.<recording>``.

    >>> cases_of("faster-whisper", {"session_id": "budget", "recording": "far"})
    'cases-faster-whisper.budget.far'
    """
    return ".".join([f"cases-{engine}", *(scope[key] for key in ("session_id", "recording") if key in scope)])
