"""``batch.toml`` and ``template.toml``: what a batch of forms is and where its fields stand."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from evaluators.contract import Contract
from evaluators.grade import Origin

FieldType = Literal[
    "text",
    "name",
    "kana",
    "date",
    "postal_code",
    "phone",
    "number",
    "money",
    "account",
    "address",
    "checkbox",
    "choice",
    "my_number",
]

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]
Millimetres = Annotated[float, Field(ge=0, le=2000)]


class BatchFile(Contract):
    """``batch.toml``."""

    schema_: Literal[1] = Field(alias="schema")
    kind: Literal["forms", "meetings"]
    title: str = Field(min_length=1)
    origin: Origin
    """``demonstration`` for invented material: every number that rests on it says so."""


class TemplateField(Contract):
    """One box of a form."""

    id: Identifier
    label: str = Field(min_length=1)
    """As printed on the form, in the language of the form."""
    type: FieldType
    box_mm: tuple[Millimetres, Millimetres, Millimetres, Millimetres]
    """x, y, width, height from the top left corner of the page."""
    page: int = Field(default=1, ge=1)
    required: bool = False
    """Whether an empty box is an error of the applicant."""
    allowed: str | None = None
    """Characters that can occur, for example ``0123456789``; engines that can be told are told."""


class Template(Contract):
    """``templates/<id>/template.toml``."""

    schema_: Literal[1] = Field(alias="schema")
    id: Identifier
    title: str = Field(min_length=1)
    paper_mm: tuple[Millimetres, Millimetres]
    """Width and height."""
    blank: str = "blank.pdf"
    """The empty form, beside template.toml: PDF, one page for every page of the form."""
    tolerance_mm: float = Field(default=1.0, gt=0, le=20)
    """A page whose features lie further than this from the blank's, in the median, is refused."""
    fields: tuple[TemplateField, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fields_fit(self) -> Self:
        seen: set[str] = set()
        width, height = self.paper_mm
        for field in self.fields:
            if field.id in seen:
                raise ValueError(f"field id {field.id!r} is used twice")
            seen.add(field.id)
            x, y, w, h = field.box_mm
            if w <= 0 or h <= 0:
                raise ValueError(f"box of field {field.id!r} has no area")
            if x + w > width or y + h > height:
                raise ValueError(f"box of field {field.id!r} reaches over the paper's edge")
        return self
