"""``batch.toml`` and ``template.toml``: what a batch of forms is and where its fields stand."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dashboards.language import _
from evaluators.contract import Contract
from evaluators.grade import Origin
from pipelines.contracts.reasons import Misplaced

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
Box = tuple[Millimetres, Millimetres, Millimetres, Millimetres]
"""x, y, width, height from the top left corner of the page."""


class BatchFile(Contract):
    """``batch.toml``."""

    schema_: Literal[1] = Field(alias="schema")
    kind: Literal["forms", "meetings"]
    title: str = Field(min_length=1)
    origin: Origin
    """``demonstration`` for invented material: every number that rests on it says so."""
    my_number_basis: str | None = Field(default=None, min_length=1)
    """The law on which individual numbers may be read here. Without it their boxes are blacked out."""


class Option(Contract):
    """One of the answers that a field of type ``choice`` offers."""

    id: Identifier
    label: str = Field(min_length=1)
    """As printed on the form, in the language of the form."""
    box_mm: Box
    """What is ticked or circled: the printed square, or the number or word. It lies inside the field's box."""


class TemplateField(Contract):
    """One box of a form."""

    id: Identifier
    label: str = Field(min_length=1)
    """As printed on the form, in the language of the form."""
    type: FieldType
    box_mm: Box
    """x, y, width, height from the top left corner of the page. Of type ``checkbox``: the printed square itself."""
    page: int = Field(default=1, ge=1)
    required: bool = False
    """Whether an empty box is an error of the applicant."""
    allowed: str | None = None
    """Characters that can occur, for example ``0123456789``; engines that can be told are told."""
    options: tuple[Option, ...] = ()
    """The answers to choose from, of type ``choice`` alone; truth and values join the ids chosen with ``|``."""
    multiple: bool = False
    """Whether several options may be chosen at once."""

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        if self.type != "choice":
            if self.options or self.multiple:
                what = _(
                    "Field “{field}” is of type “{type}”; only a choice has options.", field=self.id, type=self.type
                )
                raise Misplaced(what, "options" if self.options else "multiple")
            return self
        ids = [option.id for option in self.options]
        if len(ids) < 2:
            raise Misplaced(_("Choice “{field}” needs at least two options.", field=self.id), "options")
        for number, option in enumerate(self.options):
            if option.id in ids[:number]:
                what = _("Option id “{option}” of field “{field}” is used twice.", option=option.id, field=self.id)
                raise Misplaced(what, "options", number, "id")
            if not _inside(option.box_mm, self.box_mm):
                what = _(
                    "The box of option “{option}” has no area or reaches out of field “{field}”.",
                    option=option.id,
                    field=self.id,
                )
                raise Misplaced(what, "options", number, "box_mm")
        return self


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

    @property
    def pages(self) -> list[int]:
        """The pages of the form on which fields stand."""
        return sorted({field.page for field in self.fields})

    @model_validator(mode="after")
    def _fields_fit(self) -> Self:
        seen: set[str] = set()
        width, height = self.paper_mm
        for number, field in enumerate(self.fields):
            if field.id in seen:
                raise Misplaced(_("Field id “{field}” is used twice.", field=field.id), "fields", number, "id")
            seen.add(field.id)
            x, y, w, h = field.box_mm
            if w <= 0 or h <= 0:
                what = _("The box of field “{field}” has no area.", field=field.id)
                raise Misplaced(what, "fields", number, "box_mm")
            if x + w > width or y + h > height:
                what = _("The box of field “{field}” reaches over the paper's edge.", field=field.id)
                raise Misplaced(what, "fields", number, "box_mm")
        return self


def _inside(inner: Box, outer: Box) -> bool:
    """Whether a box has an area and lies within another one; a hundredth of a millimetre is forgiven."""
    (x, y, width, height), (left, top, across, down) = inner, outer
    slack = 0.01
    within = left - slack <= x and x + width <= left + across + slack
    return width > 0 and height > 0 and within and top - slack <= y and y + height <= top + down + slack
