"""Cells of a printed table: where they stand, how they are drawn, and the fields of the template that they become."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.contracts.forms import Box, FieldType, Option, TemplateField
from samples.drawing.sheet import Sheet

GAP_MM = 0.7
"""Between the rules round an entry cell and the box that is read."""
SQUARE_MM = 3.6
"""Side of a check box."""
SPOT_MM = 6.0
"""Side of the box round a number that is circled."""


@dataclass(frozen=True)
class Cell:
    """A label cell and, to the right of it, the entry cell that people write in; mm."""

    id: str
    label: str
    hint: str
    type: FieldType
    x: float
    y: float
    label_width: float
    entry_width: float
    height: float
    required: bool = True
    allowed: str | None = None
    digits: int = 0
    """Number of cells for one digit each that the entry is divided into; 0 for none."""
    lead: float = 0.0
    """Room at the left of the entry for something printed, such as 〒."""
    tail: float = 0.0
    """Room at the right, such as for 円."""

    @property
    def box_mm(self) -> Box:
        """x, y, width, height of the inside of the entry cell, without what is printed in it."""
        x, y = self.x + self.label_width + self.lead + GAP_MM, self.y + GAP_MM
        width = self.entry_width - self.lead - self.tail - 2 * GAP_MM
        return rounded((x, y, width, self.height - 2 * GAP_MM))

    def field(self) -> TemplateField:
        """The field of the template."""
        return TemplateField(
            id=self.id, label=self.label, type=self.type, box_mm=self.box_mm, required=self.required,
            allowed=self.allowed,
        )  # fmt: skip

    def draw(self, sheet: Sheet) -> None:
        """Rules, label and hint."""
        if self.label_width:
            sheet.box(self.x, self.y, self.label_width, self.height)
            middle = self.y + self.height / 2 - (1.4 if self.hint else 0)
            sheet.spread(self.x + 2.5, middle, self.label_width - 5, _label_size(self), self.label)
            sheet.words(self.x + self.label_width / 2, middle + 4.2, 1.75, self.hint, "mm")
        sheet.box(self.x + self.label_width, self.y, self.entry_width, self.height)
        if self.digits:
            left = self.x + self.label_width
            sheet.lattice(left, self.y, self.entry_width, self.height, self.digits)


def rounded(box: Box) -> Box:
    """The box in hundredths of a millimetre."""
    x, y, width, height = (round(side, 2) for side in box)
    return x, y, width, height


def spot(id: str, label: str, x: float, y: float, width: float = SPOT_MM) -> Option:
    """An option that is circled, with its middle at (x, y)."""
    return Option(id=id, label=label, box_mm=rounded((x - width / 2, y - SPOT_MM / 2, width, SPOT_MM)))


def tick_box(id: str, label: str, x: float, y: float) -> Option:
    """An option that is ticked: a square with its left edge at ``x`` and its middle at height ``y``."""
    return Option(id=id, label=label, box_mm=rounded((x, y - SQUARE_MM / 2, SQUARE_MM, SQUARE_MM)))


def choice(
    id: str, label: str, options: Iterable[Option], box: Box, *, multiple: bool = False, required: bool = True
) -> TemplateField:
    """A field whose options are ticked or circled."""
    return TemplateField(
        id=id, label=label, type="choice", box_mm=rounded(box), required=required, options=tuple(options),
        multiple=multiple,
    )  # fmt: skip


def checkbox(id: str, label: str, x: float, y: float) -> TemplateField:
    """A check box that stands alone: its left edge at ``x``, its middle at height ``y``."""
    return TemplateField(id=id, label=label, type="checkbox", box_mm=tick_box(id, label, x, y).box_mm)


def draw_square(sheet: Sheet, box: Box) -> None:
    """The square of a check box."""
    sheet.square(box[0], box[1], box[2])


def _label_size(cell: Cell) -> float:
    return min(3.5, (cell.label_width - 4) / max(len(cell.label), 1))
