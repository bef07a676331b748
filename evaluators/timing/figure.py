"""Figures of people's times: a value with its interval, or the reason why there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from evaluators.grade import Grade, Origin, Source, grade_of, worst
from evaluators.quantity import Quantity, quantity_id


class Reason(StrEnum):
    """Why there is no number to build on. It stands in the place of the method."""

    FEW_ITEMS = "too-few-items"
    """Fewer than ``FEW_DOCUMENTS`` items were timed in both ways."""
    FEW_TIMES = "too-few-times"
    ONE_PERSON = "one-person"
    """One person in all, or in one of two ways: nothing shows how people differ."""
    PEOPLE_UNKNOWN = "people-unknown"
    """Times without a name: nobody can say which of them are one person's."""
    NO_TIME = "no-time-at-all"
    """All the times of a way are 0."""
    NO_ORDER = "order-unknown"
    """Timesheets without a sequence, or without times of day."""
    NEVER_TIRED = "no-time-to-tire"
    """Every item began a sitting."""
    ABSENT = "not-in-the-data"
    """Nothing of the kind was timed, or only once."""
    INSEPARABLE = "cannot-be-told-apart"
    """It rises and falls with others, such as fields with sheets where all forms are of one kind."""
    NOT_COMPARED = "not-compared-with-truth"
    """Nobody has compared what was entered with the truth, or of too few items."""


@dataclass(frozen=True)
class Basis:
    """What figures rest on."""

    grade: Grade
    source: Source
    level: float = 0.95
    """Of the intervals."""


def basis_of(rows: pd.DataFrame, origin: Origin, level: float = 0.95) -> Basis:
    """The worst grade that the sources of these rows give, and the source of it. Of no rows: as if measured.

    Args:
        rows: source.
        origin: of the batch.
        level: of the intervals.
    """
    sources = [Source(each) for each in rows["source"].unique()] or [Source.MEASURED]
    weakest = max(sources, key=lambda source: list(Grade).index(grade_of(Origin.REAL, source)))
    return Basis(worst(grade_of(origin, source) for source in sources), weakest, level)


def figure(
    metric: str,
    scope: Mapping[str, str],
    found: Sequence[float] | Reason,
    *,
    unit: str,
    method: str,
    n: int,
    basis: Basis,
    effective_n: float | None = None,
) -> Quantity:
    """One figure.

    Args:
        metric: what it is.
        scope: what it is restricted to.
        found: low, value, high; or why there are none.
        unit: of all three.
        method: of the interval.
        n: items behind it.
        basis: grade, source and level.
        effective_n: where the method has such a number.
    """
    low, value, high = (None, None, None) if isinstance(found, Reason) else (float(each) for each in found)
    return Quantity(
        id=quantity_id(metric, None, None, scope),
        metric=metric,
        scope=dict(scope),
        value=value,
        low=None if low is None or value is None else min(low, value),
        high=None if high is None or value is None else max(high, value),
        level=basis.level,
        unit=unit,
        method=found.value if isinstance(found, Reason) else method,
        effective_n=effective_n,
        n_documents=n,
        grade=basis.grade,
        source=basis.source,
    )
