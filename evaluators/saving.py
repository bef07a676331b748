"""Minutes a form by hand and with AI, and what of them is saved."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluators.grade import Grade, Source, worst
from evaluators.intervals import FEW_DOCUMENTS
from evaluators.methods import FORMS_AND_INPUTS, TOO_FEW
from evaluators.quantity import EVERYTHING, Quantity, quantity_id

Draws = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Saving:
    """Times as quantities."""

    quantities: tuple[Quantity, ...]

    def quantity(self, metric: str) -> Quantity:
        """The quantity of a metric: ``minutes_manual``, ``minutes_ai_all``, ``minutes_saved`` or ``share_saved``."""
        return next(quantity for quantity in self.quantities if quantity.metric == metric)


def saving(
    minutes: Mapping[str, Draws],
    best: Mapping[str, float],
    *,
    engine: str,
    n_documents: int,
    grades: tuple[Grade, ...],
    source: Source,
    scope: Mapping[str, str] = EVERYTHING,
    level: float = 0.95,
) -> Saving:
    """What correcting the engine's reading saves against keying by hand.

    Args:
        minutes: draws of mean minutes a form for ``manual`` and ``ai_all``, paired draw by draw.
        best: the same two at the most likely value of every input.
        engine: whose readings are corrected.
        n_documents: forms behind the means.
        grades: of everything the times rest on.
        source: who or what measured the times.
        scope: which forms they are; none: all.
        level: of the intervals.
    """
    saved = minutes["manual"] - minutes["ai_all"]
    best_saved = best["manual"] - best["ai_all"]
    parts: tuple[tuple[str, float, Draws, str], ...] = (
        ("minutes_manual", best["manual"], minutes["manual"], "min/document"),
        ("minutes_ai_all", best["ai_all"], minutes["ai_all"], "min/document"),
        ("minutes_saved", best_saved, saved, "min/document"),
        ("share_saved", best_saved / best["manual"], saved / minutes["manual"], "ratio"),
    )
    quantities = tuple(
        drawn_quantity(
            metric, value, draws, unit=unit, engine=engine, n_documents=n_documents, grades=grades, source=source,
            scope=scope, level=level,
        )
        for metric, value, draws, unit in parts
    )  # fmt: skip
    return Saving(quantities)


def drawn_quantity(
    metric: str,
    value: float,
    draws: Draws,
    *,
    unit: str,
    engine: str,
    n_documents: int,
    grades: tuple[Grade, ...],
    source: Source,
    scope: Mapping[str, str] = EVERYTHING,
    level: float = 0.95,
    cases: str | None = None,
) -> Quantity:
    """A quantity whose interval is the middle ``level`` of its draws, widened where it would not hold the value.

    Of fewer than ``FEW_DOCUMENTS`` forms it is undefined: drawing the same one or two again and again shows nothing of
    how forms differ, so the interval would be that of the inputs alone.
    """
    few = n_documents < FEW_DOCUMENTS
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    return Quantity(
        id=quantity_id(metric, engine, None, scope),
        metric=metric,
        engine=engine,
        scope=dict(scope),
        value=None if few else value,
        low=None if few else min(float(low), value),
        high=None if few else max(float(high), value),
        level=level,
        unit=unit,
        method=TOO_FEW if few else FORMS_AND_INPUTS,
        n_documents=n_documents,
        grade=worst(grades),
        source=source,
        cases=cases or f"times-{engine}",
    )
