"""The figure of how far confidences can be believed: a reliability curve, drawn from the table beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboards.language import _
from evaluators.calibration import FEW_ERRORS, Bin, Calibration
from evaluators.calibration_quantities import bin_scope
from evaluators.intervals import FEW_DOCUMENTS
from evaluators.quantity import Quantity

Rate = Callable[[str, str | None, str | None, dict[str, str]], Quantity | None]
"""How a result finds a number: by metric, engine, normaliser and scope."""

SIZE = 100
"""Of the figure, in units of its view box."""


@dataclass(frozen=True)
class Mark:
    """A bin as it is drawn: its place, and its interval as a line."""

    x: float
    y: float
    low: float
    high: float


def marks(bins: Sequence[Bin]) -> list[Mark]:
    """The bins of a curve in the figure, whose y runs downwards."""
    return [
        Mark(
            x=round(each.confidence * SIZE, 2),
            y=round((1 - each.rate) * SIZE, 2),
            low=round((1 - each.interval.low) * SIZE, 2),
            high=round((1 - each.interval.high) * SIZE, 2),
        )
        for each in bins
    ]


def of_bin(rate: Rate, engine: str, found: Bin) -> Quantity | None:
    """The share right in a bin, as the run has it."""
    return rate("reliability", engine, None, bin_scope(found))


def too_few(found: Calibration) -> str:
    """Why there is no curve."""
    right = found.n - found.errors
    if right < found.errors:
        return _(
            "too few fields right ({n}): at least {few} on {forms} forms", n=right, few=FEW_ERRORS, forms=FEW_DOCUMENTS
        )
    return _(
        "too few errors ({n}): at least {few} on {forms} forms", n=found.errors, few=FEW_ERRORS, forms=FEW_DOCUMENTS
    )


def engines(found: Sequence[Calibration]) -> list[Calibration]:
    """Those over all types of field, one for each engine that gives confidences."""
    return [each for each in found if not each.type and each.n]


def types(found: Sequence[Calibration], engine: str) -> list[Calibration]:
    """Those of an engine by type, of types of which it gives confidences."""
    return [each for each in found if each.type and each.n and each.engine == engine]


def fitted_on(found: Calibration) -> str:
    """How, and on what fields, the recalibration was fitted; empty where there is none."""
    if not found.pool:
        return ""
    method = {"isotonic": _("isotonic"), "logistic": _("logistic")}[found.method]
    pool = {
        "type": _("fields of the type"),
        "class": _("all fields of the class, since the type has too few errors"),
        "engine": _("all fields of the engine, since the class has too few errors"),
    }[found.pool]
    return f"{method}, {pool}" if found.type else _("by type")
