"""``case.toml``, schema 2: what the city puts into the question whether it pays."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self, TypeVar

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from evaluators.contract import Contract
from evaluators.inputs import ByYear, Input, Spread

S = TypeVar("S", bound=Spread)
MONTHS = 12
Tax = Literal["included", "excluded"]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]


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


def _in(unit: str) -> AfterValidator:
    return AfterValidator(_Unit(unit))


Ratio = Annotated[Input, _in("ratio")]
YearlyRatio = Annotated[ByYear, _in("ratio")]
Hours = Annotated[Input, _in("hour")]
HoursAnHour = Annotated[Input, _in("hour/hour")]
Factor = Annotated[Input, _in("factor")]
MinutesAForm = Annotated[Input, _in("min/form")]
YenAnHour = Annotated[Input, _in("yen/hour")]
YenAnError = Annotated[Input, _in("yen/error")]
Once = Annotated[Price, _in("yen")]
Yearly = Annotated[Price, _in("yen/year")]
APage = Annotated[Price, _in("yen/page")]
ATemplate = Annotated[Price, _in("yen/template")]


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


class Staff(Contract):
    """A kind of staff who do this work."""

    id: Name
    label: str = Field(min_length=1)
    share: float = Field(gt=0, le=1)
    """Of the hours of this work."""
    basis: Literal["salary", "overtime", "full"]
    """What the cost of an hour holds: the salary alone, the rate of overtime, or the full cost with insurance, pension
    and room."""
    yen_per_hour: YenAnHour
    unpaid: Ratio
    """Share of the hours saved that is really not paid (overtime that is not ordered, contracts that end). The rest is
    free for other work, and is no money."""


class Accuracy(Contract):
    """How well engines read: from a run, or typed in."""

    from_: str | None = Field(default=None, alias="from", min_length=1)
    """``run:latest``, or ``run:campaign/run-id``."""
    engine: str | None = None
    """Whose readings are corrected; else those of the best."""
    fields: Annotated[Input, _in("fields/form")] | None = None
    wrong: Ratio | None = None
    """Fields read wrong, of all."""

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        _from_or_typed(self.from_, (self.fields, self.wrong))
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
        _from_or_typed(self.from_, (self.manual, self.ai_all))
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
        _from_or_typed(self.from_, (self.passing, self.wrong))
        return self


def _from_or_typed(reference: str | None, typed: tuple[Input | None, ...]) -> None:
    present = [entry for entry in typed if entry is not None]
    if (reference is None) != (len(present) == len(typed)) or (reference is not None and present):
        raise PydanticCustomError("from_or_typed", "either from, or all of the numbers")


class Forms(Contract):
    """One kind of form and the work on it."""

    template: str | None = None
    """Id of the kind of form; not needed where the batch has one kind only."""
    volume: Annotated[Volume, _in("forms/year")]
    trend: Factor
    """Forms of a fiscal year over those of the year before."""
    online_share: YearlyRatio
    """Of these, applied for online as things go anyway, by fiscal year."""
    minutes_online: MinutesAForm
    """Work on one that came online."""
    errors_online: Ratio
    """Fields of it that are wrong in the end."""
    scanning: Annotated[Input, _in("s/sheet")]
    """Of a sheet before AI can read it: staples, feeder, a look whether it came out."""
    accuracy: Accuracy
    times: Times
    policy: PolicyOfCase | None = None
    manual_errors: Ratio
    """Fields that are wrong after keying by hand."""
    slip: Ratio
    """Of what AI read wrong and a person looked at, the share that they overlook."""
    error_yen: YenAnError
    """What a wrong field costs that slips through: to find it, to ask, to write again."""

    @model_validator(mode="after")
    def _times_have_forms(self) -> Self:
        if self.accuracy.from_ is None and self.times.from_ is not None:
            raise PydanticCustomError("times_without_run", "times from elsewhere need accuracy from a run")
        return self


class Tool(Contract):
    """What AI-OCR costs, or a product of its kind."""

    licence: Yearly
    per_page: APage
    maintenance: Yearly
    setup: Once
    """In the first year: machines, network, installation."""
    template_design: ATemplate
    templates: int = Field(default=1, ge=1)
    training: Hours
    """Hours of staff in the first year."""


class OwnTool(Tool):
    """AI-OCR on the city's own machine."""

    second_engine: Yearly | None = None
    """What a second engine costs, for the option in which two have to agree."""


class Product(Tool):
    """An outside product, whose readings were taken in by ``kouka import``."""

    name: str = Field(min_length=1)
    """As its folder below imports/ is called."""


class Online(Contract):
    """The option to have more applications come online in place of AI-OCR."""

    share: YearlyRatio
    setup: Once
    yearly: Yearly


class MeetingAccuracy(Contract):
    """Words that must not be lost: from a run over meetings, or typed in."""

    from_: str | None = Field(default=None, alias="from", min_length=1)
    engine: str | None = None
    near: Ratio | None = None
    """Of the words to expect, those that are lost in the draft of a recording near the speakers."""
    far: Ratio | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        _from_or_typed(self.from_, (self.near, self.far))
        return self


class MeetingTimes(Contract):
    """Work for an hour of meeting, and what drafts make of it: from a study, or typed in."""

    manual: HoursAnHour
    """Hours of work for an hour of meeting, without AI."""
    from_: str | None = Field(default=None, alias="from", min_length=1)
    """``study:FOLDER``, whose drafts were those of near microphones."""
    near: Factor | None = None
    """Hours with the draft of a recording near the speakers, over those without AI."""
    far: Factor
    """The same of a recorder far from them."""

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        _from_or_typed(self.from_, (self.near,))
        return self


class Meetings(Contract):
    """Minutes of meetings and the work on them."""

    recorded: Annotated[Input, _in("hour/year")]
    """Hours of meeting of which minutes are written."""
    times: MeetingTimes
    accuracy: MeetingAccuracy
    terms: Annotated[Input, _in("terms/hour")]
    """Words that must not be lost, in an hour of meeting."""
    manual_lost: Ratio
    """Of these, lost in minutes written without AI."""
    slip: Ratio
    """Of those lost in the draft, the share that whoever corrects it overlooks."""
    error_yen: YenAnError
    licence: Yearly
    maintenance: Yearly
    setup: Once
    microphones: Once
    """For the option with near microphones alone."""
    training: Hours


class Line(Contract):
    """A further line of a way of working, as a formula of inputs and lines."""

    name: Name
    option: str = Field(min_length=1)
    adds_to: Literal["hours", "tool", "errors"]
    formula: str = Field(min_length=1)
    says: str = Field(min_length=1)


class Case(Contract):
    """The whole of it."""

    schema_: Literal[2] = Field(alias="schema")
    title: str = Field(min_length=1)
    first_year: int = Field(ge=2000, le=2200)
    """The first fiscal year, from April to March."""
    years: int = Field(ge=1, le=30)
    """How many fiscal years."""
    tax: Tax
    """The basis that all prices are put on."""
    tax_rate: Ratio
    discount_rate: Ratio
    discount_beside: tuple[Annotated[float, Field(ge=0, le=1)], ...] = (0.02, 0.01)
    """Further rates at which the result is given."""
    staff: tuple[Staff, ...] = Field(min_length=1)
    forms: Forms | None = None
    ai: OwnTool | None = None
    products: tuple[Product, ...] = ()
    online: Online | None = None
    meetings: Meetings | None = None
    more: dict[Name, Input] = Field(default_factory=dict)
    """Further inputs, for ``lines``."""
    lines: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.forms is None and self.meetings is None:
            raise PydanticCustomError("nothing_to_cost", "there is neither forms nor meetings")
        if abs(sum(kind.share for kind in self.staff) - 1) > 1e-6:
            raise PydanticCustomError(
                "shares_of_staff", "the shares of staff do not add up to 1", {"at": ("staff", 0, "share")}
            )
        ids = [kind.id for kind in self.staff]
        for number, id in enumerate(ids):
            if id in ids[:number]:
                raise PydanticCustomError("staff_twice", "two have the same id", {"at": ("staff", number, "id")})
        if self.forms is not None:
            self._every_year(self.forms.online_share, "forms", "online_share")
        if self.online is not None:
            self._every_year(self.online.share, "online", "share")
        return self

    def _every_year(self, entered: ByYear, *at: str) -> None:
        if len(entered.value) != self.years:
            raise PydanticCustomError(
                "not_every_year", "{n} years, not {years}", {"n": len(entered.value), "years": self.years, "at": at}
            )

    @property
    def inputs(self) -> dict[str, Spread]:
        """Every input by its key: its place in the file joined by ``_``; staff by its id, products by their number."""
        return dict(self.entered())

    def entered(self) -> Iterator[tuple[str, Spread]]:
        """The same one by one: a key that stands twice comes twice."""
        yield "tax_rate", self.tax_rate
        yield "discount_rate", self.discount_rate
        for kind in self.staff:
            yield from _within(kind, f"staff_{kind.id}")
        for name in ("forms", "ai", "online", "meetings"):
            part = getattr(self, name)
            if part is not None:
                yield from _within(part, name)
        for number, product in enumerate(self.products, start=1):
            yield from _within(product, f"product{number}")
        yield from self.more.items()


def _within(part: Contract, path: str) -> Iterator[tuple[str, Spread]]:
    for name in type(part).model_fields:
        entered = getattr(part, name)
        if isinstance(entered, Spread):
            yield f"{path}_{name}", entered
        elif isinstance(entered, Contract):
            yield from _within(entered, f"{path}_{name}")
