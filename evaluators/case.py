"""``case.toml``: what the city puts into the question whether it pays."""

from typing import Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from evaluators.contract import Contract
from evaluators.grade import Grade, Origin, Source, grade_of, worst

Draws = npt.NDArray[np.float64]


class Input(Contract):
    """A value with its spread, its grade and who says so."""

    value: float = Field(ge=0)
    """The most likely value."""
    low: float = Field(ge=0)
    high: float = Field(ge=0)
    unit: str = Field(min_length=1)
    grade: Grade
    source: Source
    says: str = Field(min_length=1)
    """Who says so, or why it was assumed."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise PydanticCustomError(
                "not_in_order",
                "value {value} is not between low {low} and high {high}",
                {"value": f"{self.value:g}", "low": f"{self.low:g}", "high": f"{self.high:g}"},
            )
        return self

    @model_validator(mode="after")
    def _grade_is_earned(self) -> Self:
        best = grade_of(Origin.REAL, self.source)
        if worst([self.grade, best]) is not self.grade:
            raise PydanticCustomError(
                "grade_not_earned",
                "what is '{source}' is graded '{best}' at best, not '{grade}'",
                {"source": self.source.value, "best": best.value, "grade": self.grade.value},
            )
        return self

    def draws(self, n: int, generator: np.random.Generator) -> Draws:
        """``n`` values from the triangular distribution over low, value, high; constant where low equals high.

        A triangle is what three judged numbers support and no more.
        """
        if self.low == self.high:
            return np.full(n, self.value)
        return generator.triangular(self.low, self.value, self.high, n)


class Case(Contract):
    """The cost case of one kind of form."""

    schema_: Literal[1] = Field(alias="schema")
    title: str = Field(min_length=1)
    template: str | None = None
    """Id of the kind of form; not needed where the batch has one kind only."""
    forms_per_year: Input
    yen_per_hour: Input
    """What an hour of the staff who key the forms costs."""
    licence_yen_per_year: Input
    setup_yen: Input
    """Once: templates, training, machines."""
    years: Input
    """Over how many years the set-up is spread."""

    @model_validator(mode="after")
    def _units(self) -> Self:
        for name, unit in UNITS.items():
            found = getattr(self, name).unit
            if found != unit:
                raise PydanticCustomError(
                    "wrong_unit",
                    "{name} is in '{found}'; it has to be in '{unit}'",
                    {"name": name, "found": found, "unit": unit},
                )
        if self.years.low <= 0:
            raise PydanticCustomError("no_years", "years must be above 0")
        return self

    @property
    def inputs(self) -> dict[str, Input]:
        """Every input by its key."""
        return {name: getattr(self, name) for name in UNITS}


UNITS = {
    "forms_per_year": "forms/year",
    "yen_per_hour": "yen/hour",
    "licence_yen_per_year": "yen/year",
    "setup_yen": "yen",
    "years": "year",
}
