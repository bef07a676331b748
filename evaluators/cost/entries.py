"""Inputs of a case by the unit that each has to be in, and prices."""

from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from evaluators.inputs import ByYear, Input, Spread

S = TypeVar("S", bound=Spread)
Tax = Literal["included", "excluded"]


class _Unit:
    """An input has to be in this unit: sums of mixed units mean nothing."""

    def __init__(self, unit: str) -> None:
        self.unit = unit

    def __call__(self, entered: S) -> S:
        if entered.unit != self.unit:
            raise PydanticCustomError(
                "wrong_unit", "it is in '{found}', not in '{unit}'", {"found": entered.unit, "unit": self.unit}
            )
        return entered


class Price(Input):
    """What is bought, with its tax or without: all prices are put on the basis of the case."""

    tax: Tax


def in_unit(unit: str) -> AfterValidator:
    """What refuses an input in another unit."""
    return AfterValidator(_Unit(unit))


Ratio = Annotated[Input, in_unit("ratio")]
YearlyRatio = Annotated[ByYear, in_unit("ratio")]
Hours = Annotated[Input, in_unit("hour")]
HoursAnHour = Annotated[Input, in_unit("hour/hour")]
Factor = Annotated[Input, in_unit("factor")]
MinutesAForm = Annotated[Input, in_unit("min/form")]
YenAnHour = Annotated[Input, in_unit("yen/hour")]
YenAnError = Annotated[Input, in_unit("yen/error")]
Once = Annotated[Price, in_unit("yen")]
Yearly = Annotated[Price, in_unit("yen/year")]
APage = Annotated[Price, in_unit("yen/page")]
ATemplate = Annotated[Price, in_unit("yen/template")]


def from_or_typed(reference: str | None, typed: tuple[Input | None, ...]) -> None:
    """See that a part of a case has a reference, or all of its numbers.

    Raises:
        PydanticCustomError: it has neither, or both.
    """
    present = [entry for entry in typed if entry is not None]
    if (reference is None) != (len(present) == len(typed)) or (reference is not None and present):
        raise PydanticCustomError("from_or_typed", "either from, or all of the numbers")
