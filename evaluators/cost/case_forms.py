"""The part of a case on forms: how many come, how well they are read, and how long people work on them."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from evaluators.contract import Contract
from evaluators.cost.entries import Factor, MinutesAForm, Ratio, YearlyRatio, YenAnError, from_or_typed, in_unit
from evaluators.inputs import Input

MONTHS = 12
STUDY = "study:"
"""How a reference to a study begins."""


class Volume(Input):
    """Forms a year, of which ``by_month`` tells the months from April to March.

    Where ``value`` is left out the months are counts and it is their sum; else they are a profile of any scale.
    """

    by_month: tuple[Annotated[float, Field(ge=0)], ...] | None = Field(
        default=None, min_length=MONTHS, max_length=MONTHS
    )

    @model_validator(mode="before")
    @classmethod
    def _summed(cls, given: object) -> object:
        if isinstance(given, dict) and "value" not in given and _are_numbers(given.get("by_month")):
            return given | {"value": sum(given["by_month"])}
        return given

    @property
    def busiest(self) -> float | None:
        """Share of the year that falls into its busiest month; None where months are not known."""
        return max(self.by_month) / sum(self.by_month) if self.by_month and sum(self.by_month) else None


def _are_numbers(given: object) -> bool:
    return isinstance(given, list | tuple) and all(isinstance(each, int | float) for each in given)


class Accuracy(Contract):
    """How well engines read: from a run, or typed in."""

    from_: str | None = Field(default=None, alias="from", min_length=1)
    """``run:latest``, or ``run:campaign/run-id``."""
    engine: str | None = None
    """Whose readings are corrected; else those of the best."""
    fields: Annotated[Input, in_unit("fields/form")] | None = None
    wrong: Ratio | None = None
    """Fields read wrong, of all."""

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        from_or_typed(self.from_, (self.fields, self.wrong))
        return self


class Times(Contract):
    """Minutes a form: from a study, from the keystroke-level model over the run's forms, or typed in."""

    from_: str | None = Field(default=None, alias="from", min_length=1)
    """``study:FOLDER`` with timings.csv, or ``model``."""
    manual: MinutesAForm | None = None
    ai_all: MinutesAForm | None = None
    """At the screen, without scanning; every field is looked at."""

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        from_or_typed(self.from_, (self.manual, self.ai_all))
        return self


class PolicyOfCase(Contract):
    """What passes unchecked: by a signed policy, or typed in."""

    from_: str | None = Field(default=None, alias="from", min_length=1)
    """``policy:FILE``, beside case.toml."""
    passing: Ratio | None = None
    """Share of fields that nobody looks at."""
    wrong: Ratio | None = None
    """Of these, wrong."""

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        from_or_typed(self.from_, (self.passing, self.wrong))
        return self


class Forms(Contract):
    """One kind of form and the work on it."""

    template: str | None = None
    """Id of the kind of form; not needed where the batch has one kind only."""
    volume: Annotated[Volume, in_unit("forms/year")]
    trend: Factor
    """Forms of a fiscal year over those of the year before."""
    online_share: YearlyRatio
    """Of these, applied for online as things go anyway, by fiscal year."""
    minutes_online: MinutesAForm
    """Work on one that came online."""
    errors_online: Ratio
    """Fields of it that are wrong in the end."""
    scanning: Annotated[Input, in_unit("s/sheet")]
    """Of a sheet before AI can read it: staples, feeder, a look whether it came out."""
    accuracy: Accuracy
    times: Times
    policy: PolicyOfCase | None = None
    manual_errors: Ratio | None = None
    """Fields that are wrong after keying by hand; left out where the study of the times has counted them."""
    slip: Ratio | None = None
    """Of what AI read wrong and a person looked at, the share that they overlook; left out like that."""
    error_yen: YenAnError
    """What a wrong field costs that slips through: to find it, to ask, to write again."""

    @model_validator(mode="after")
    def _times_have_forms(self) -> Self:
        if self.accuracy.from_ is None and self.times.from_ is not None:
            raise PydanticCustomError("times_without_run", "times from elsewhere need accuracy from a run")
        if None in (self.manual_errors, self.slip) and not (self.times.from_ or "").startswith(STUDY):
            raise PydanticCustomError("errors_without_study", "manual_errors and slip are needed without a study")
        return self
