"""A number that a person may see, with all that is needed to doubt it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from evaluators.grade import Grade, Source

EVERYTHING: Mapping[str, str] = MappingProxyType({})
"""The scope of all that was measured."""


class Quantity(BaseModel):
    """A value with its unit, interval, grade, source, n and a way to its cases.

    One entry of ``quantities`` in ``accuracy.json``. ``value`` is None where the number is undefined (nothing was
    counted), never an invented 0 or 1; then ``low`` and ``high`` are None too.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    id: str
    """Unique in its file and the same in every run: metric, engine, normaliser and scope joined by ``/``."""
    metric: str
    """What is counted, for example ``field_accuracy``, ``cer``, ``minutes_saved``, ``npv``."""
    engine: str | None = None
    scope: dict[str, str] = Field(default_factory=dict)
    """What it is restricted to, for example ``{"template": "survey", "field": "name"}``. Empty: everything."""
    normaliser: str | None = None
    numerator: float | None = None
    denominator: float | None = None
    value: float | None
    low: float | None
    high: float | None
    level: float = Field(default=0.95, gt=0, lt=1)
    unit: str
    """``ratio``, ``min/document``, ``yen/year`` …"""
    method: str
    """How the interval was made, for example ``korn-graubard``."""
    effective_n: float | None = Field(default=None, gt=0)
    """How many independent trials the interval amounts to; None where its method has no such number."""
    icc: float | None = Field(default=None, ge=-1, le=1)
    """How alike fields of one document are in being right (ANOVA estimator), where it can be estimated."""
    design_effect: float | None = Field(default=None, ge=0)
    """Variance of the value over that of as many independent fields, where it can be estimated."""
    clustering: str | None = None
    """Why icc and design_effect are not given where they might be: a value of ``evaluators.clustering.Unknown``."""
    n_documents: int = Field(ge=0)
    grade: Grade
    source: Source
    cases: str | None = None
    """Where the cases behind the number are: an anchor of the page, or a file of the run."""

    @model_validator(mode="after")
    def _interval_holds_value(self) -> Self:
        bounds = (self.low, self.value, self.high)
        present = [b for b in bounds if b is not None]
        if len(present) not in (0, 3):
            raise ValueError("value, low and high are given together or not at all")
        if len(present) == 3 and not present[0] <= present[1] <= present[2]:
            raise ValueError(f"the interval {present[0]}..{present[2]} does not hold the value {present[1]}")
        return self


def quantity_id(metric: str, engine: str | None, normaliser: str | None, scope: Mapping[str, str]) -> str:
    """The id of a quantity: the parts that are present, joined by ``/``; the scope as sorted ``key=value``.

    >>> quantity_id("field_accuracy", "tesseract", "typed", {"field": "name"})
    'field_accuracy/tesseract/typed/field=name'
    """
    parts = [metric, engine, normaliser, *(f"{key}={scope[key]}" for key in sorted(scope))]
    return "/".join(part for part in parts if part)
