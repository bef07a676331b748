"""``case.toml``, schema 2: what the city puts into the question whether it pays."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from evaluators.contract import Contract
from evaluators.cost.case_forms import Forms
from evaluators.cost.case_meetings import Meetings
from evaluators.cost.case_tools import Online, OwnTool, Product
from evaluators.cost.entries import Ratio, Tax, YenAnHour
from evaluators.cost.formulas import MOST_CHARACTERS
from evaluators.cost.together import Together, is_possible
from evaluators.inputs import ByYear, Entered, Input

MOST_ENTRIES = 100
"""Of staff, of products, of further inputs and of further lines: every one of them is drawn and computed."""
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]


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


class Line(Contract):
    """A further line of a way of working, as a formula of inputs and lines."""

    name: Name
    option: str = Field(min_length=1)
    adds_to: Literal["hours", "tool", "errors"]
    formula: str = Field(min_length=1, max_length=MOST_CHARACTERS)
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
    discount_beside: tuple[Annotated[float, Field(ge=0, le=1)], ...] = Field(default=(0.02, 0.01), max_length=5)
    """Further rates at which the result is given: beside 4 %, public appraisal in Japan takes 2 % and 1 % for reference
    (国土交通省, 公共事業評価の費用便益分析に関する技術指針, as revised in 2023)."""
    staff: tuple[Staff, ...] = Field(min_length=1, max_length=MOST_ENTRIES)
    forms: Forms | None = None
    ai: OwnTool | None = None
    products: tuple[Product, ...] = Field(default=(), max_length=MOST_ENTRIES)
    online: Online | None = None
    meetings: Meetings | None = None
    more: dict[Name, Input] = Field(default_factory=dict, max_length=MOST_ENTRIES)
    """Further inputs, for ``lines``."""
    lines: tuple[Line, ...] = Field(default=(), max_length=MOST_ENTRIES)
    together: tuple[Together, ...] = Field(default=(), max_length=MOST_ENTRIES)
    """Inputs that move together; all others are drawn apart."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.forms is None and self.meetings is None:
            raise PydanticCustomError("nothing_to_cost", "there is neither forms nor meetings")
        if abs(sum(kind.share for kind in self.staff) - 1) > 1e-6:
            raise PydanticCustomError(
                "shares_of_staff", "the shares of staff do not add up to 1", {"at": ("staff", 0, "share")}
            )
        again = _again([kind.id for kind in self.staff])
        if again is not None:
            raise PydanticCustomError("staff_twice", "two have the same id", {"at": ("staff", again, "id")})
        again = _again([product.name for product in self.products])
        if again is not None:
            raise PydanticCustomError("product_twice", "two have the same name", {"at": ("products", again, "name")})
        if self.forms is not None:
            self._every_year(self.forms.online_share, "forms", "online_share")
        if self.online is not None:
            self._every_year(self.online.share, "online", "share")
        self._can_be_together()
        return self

    def _can_be_together(self) -> None:
        known, seen = self.inputs, set()
        for number, pair in enumerate(self.together):
            at = ("together", number, "inputs")
            unknown = next((key for key in pair.inputs if key not in known), None)
            if unknown is not None:
                raise PydanticCustomError("no_such_input", "there is no input '{key}'", {"key": unknown, "at": at})
            if len({*pair.inputs}) < 2 or frozenset(pair.inputs) in seen:
                raise PydanticCustomError("together_twice", "two different inputs, each two once", {"at": at})
            seen.add(frozenset(pair.inputs))
        if not is_possible(self.together):
            raise PydanticCustomError("not_together", "no numbers are correlated so", {"at": ("together", 0, "rank")})

    def _every_year(self, entered: ByYear, *at: str) -> None:
        if len(entered.value) != self.years:
            raise PydanticCustomError(
                "not_every_year", "{n} years, not {years}", {"n": len(entered.value), "years": self.years, "at": at}
            )

    @property
    def inputs(self) -> dict[str, Entered]:
        """Every input by its key: its place in the file joined by ``_``; staff by its id, products by their number."""
        return dict(self.entered())

    def entered(self) -> Iterator[tuple[str, Entered]]:
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


def _again(names: Sequence[str]) -> int | None:
    """Where a name stands that stood before; None where each is there once."""
    return next((number for number, name in enumerate(names) if name in names[:number]), None)


def _within(part: Contract, path: str) -> Iterator[tuple[str, Entered]]:
    for name in type(part).model_fields:
        entered = getattr(part, name)
        if isinstance(entered, Input | ByYear):
            yield f"{path}_{name}", entered
        elif isinstance(entered, Contract):
            yield from _within(entered, f"{path}_{name}")
