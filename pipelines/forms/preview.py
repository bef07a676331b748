"""A template's boxes drawn on its blank form, for a person to see whether they stand where people write."""

from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from pipelines.contracts.forms import Box, Template, TemplateField
from pipelines.forms.rasterise import rasterise
from pipelines.forms.registration import MM_PER_INCH

DPI = 150
TAG_PX = 16
"""Height of an id as written beside its box."""
FILL = 40
"""Of 255: what is printed below stays to be read."""
COLOURS = {
    "text": "#1f77b4",
    "name": "#d62728",
    "kana": "#ff7f0e",
    "address": "#9467bd",
    "date": "#2ca02c",
    "number": "#17becf",
    "money": "#17becf",
    "postal_code": "#17becf",
    "phone": "#17becf",
    "account": "#17becf",
    "checkbox": "#e377c2",
    "choice": "#8c564b",
    "my_number": "#000000",
}
"""By type; kinds of digits share one, for the tag names the type."""

Pixels = tuple[int, int, int, int]


def preview(template: Template, blank: Path, page: int) -> Image.Image:
    """A page of the blank form with each field's box, its id and type, and the boxes of its options.

    Ids and not labels: a font for Japanese is not on every machine.

    Raises:
        Unreadable: the blank form cannot be read, or has no such page.
    """
    (grey,) = rasterise(blank, page, page, DPI)
    paper = Image.fromarray(grey).convert("RGBA")
    fields = [field for field in template.fields if field.page == page]
    tint = Image.new("RGBA", paper.size)
    _fill(ImageDraw.Draw(tint), fields)
    paper.alpha_composite(tint)
    _name(ImageDraw.Draw(paper), fields)
    _outline(ImageDraw.Draw(paper), fields)
    return paper.convert("RGB")


def pixels(box: Box) -> Pixels:
    """Left, top, right and bottom edge of a box on the preview."""
    x, y, width, height = box
    left, top, right, bottom = (round(edge / MM_PER_INCH * DPI) for edge in (x, y, x + width, y + height))
    return left, top, right, bottom


def _fill(draw: ImageDraw.ImageDraw, fields: Iterable[TemplateField]) -> None:
    for field in fields:
        draw.rectangle(pixels(field.box_mm), fill=f"{COLOURS[field.type]}{FILL:02x}")


def _name(draw: ImageDraw.ImageDraw, fields: Iterable[TemplateField]) -> None:
    font = ImageFont.load_default(TAG_PX)
    for field in fields:
        colour = COLOURS[field.type]
        left, top, right, _bottom = pixels(field.box_mm)
        tag = f"{field.id} ({field.type})" + (" *" if field.required else "")
        # Above the right end, where options have no ids; a box shorter than its tag has it above the left one.
        at_right = draw.textlength(tag, font) <= right - left
        place, anchor = ((right, top), "rs") if at_right else ((left, top), "ls")
        draw.rectangle(draw.textbbox(place, tag, font, anchor), fill="white")
        draw.text(place, tag, colour, font, anchor)
        for option in field.options:
            draw.text(pixels(option.box_mm)[:2], option.id, colour, font, "ls")


def _outline(draw: ImageDraw.ImageDraw, fields: Iterable[TemplateField]) -> None:
    for field in fields:
        for box in (field.box_mm, *(option.box_mm for option in field.options)):
            draw.rectangle(pixels(box), outline=COLOURS[field.type], width=2)
