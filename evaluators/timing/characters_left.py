"""Characters of minutes that are wrong after people's work, beside those that were wrong in the draft."""

import numpy as np
import pandas as pd

from evaluators.grade import Origin, Source, grade_of
from evaluators.intervals import clustered_ratio
from evaluators.quantity import Quantity
from evaluators.timing.figure import Basis, Reason, figure

RATE = "character_errors_left"
DRAFT = "draft"
"""In the place of a way of working: what nobody had touched."""


def characters_left(counted: pd.DataFrame, origin: Origin, level: float = 0.95) -> list[Quantity]:
    """Errors by character spoken in each way, and in the draft; it may exceed 1.

    Minutes are the units (:func:`evaluators.intervals.clustered_ratio`): a few of them say next to nothing of others.

    Args:
        counted: method (or ``DRAFT``), item, errors, characters (spoken, by the truth), in any order.
        origin: of the batch.
        level: of the intervals.
    """
    basis = Basis(grade_of(origin, Source.MEASURED), Source.MEASURED, level)
    return [_rate(str(method), rows, basis) for method, rows in counted.groupby("method")]


def _rate(method: str, rows: pd.DataFrame, basis: Basis) -> Quantity:
    errors, characters = (rows[name].to_numpy(dtype=np.float64) for name in ("errors", "characters"))
    scope = {"method": method}
    if characters.sum() <= 0:
        return figure(RATE, scope, Reason.NOT_COMPARED, unit="ratio", method="", n=len(rows), basis=basis)
    interval = clustered_ratio(errors, characters, basis.level)
    bounds = interval.low, float(errors.sum() / characters.sum()), interval.high
    return figure(
        RATE, scope, bounds, unit="ratio", method=interval.method, n=len(rows), basis=basis,
        effective_n=interval.effective_n,
    )  # fmt: skip
