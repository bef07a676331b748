"""Text of a report without what no document can hold: names and titles come from files that anybody wrote."""

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from dashboards.reports.campaign.blocks import Layout
from dashboards.reports.campaign.figures import Figure
from dashboards.reports.minutes.blocks import clean
from evaluators.cost.outcome import Assessment
from evaluators.quantity import Quantity

T = TypeVar("T")
BREAK = "\n"
"""A piece of a line that stands alone: a new line within a cell."""


def cleaned(layout: Layout) -> Layout:
    """The same report with every text on one line and in characters that XML allows."""
    known: dict[int, Figure] = {}
    return _cleaned(layout, known)


def _cleaned(value: T, known: dict[int, Figure]) -> T:
    if isinstance(value, str):
        return value if value == BREAK else clean(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_cleaned(each, known) for each in value)  # type: ignore[return-value]
    if isinstance(value, Quantity | Assessment) or not is_dataclass(value) or isinstance(value, type):
        return value
    if id(value) not in known:
        known[id(value)] = replace(
            value, **{field.name: _cleaned(getattr(value, field.name), known) for field in fields(value)}
        )  # type: ignore[assignment]
    return known[id(value)]  # type: ignore[return-value]
