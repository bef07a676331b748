"""The piece of a registered page that one field occupies."""

from dataclasses import replace

from pipelines.contracts.forms import TemplateField
from pipelines.engines import Crop
from pipelines.forms.lines import lines
from pipelines.forms.rasterise import Grey
from pipelines.forms.registration import MM_PER_INCH
from pipelines.forms.rules import without_rules

WRAPPED_TYPES = frozenset({"text", "address"})
"""Types of which a box may hold several lines."""


def crops(page: Grey, blank: Grey, field: TemplateField, dpi: int) -> list[Crop]:
    """What engines get of a field: its box without the blank's rules, one crop a line; none where it is empty."""
    box, empty = crop(page, field, dpi), crop(blank, field, dpi)
    if not box.image.size:
        return []  # a box thinner than a pixel
    clean = without_rules(box.image, empty.image, dpi)
    found = lines(clean, dpi)
    return [replace(box, image=line) for line in (found if field.type in WRAPPED_TYPES or not found else [clean])]


def crop(page: Grey, field: TemplateField, dpi: int) -> Crop:
    """The field's box, cut from a page that lies on the template's grid."""
    x, y, w, h = (round(edge / MM_PER_INCH * dpi) for edge in field.box_mm)
    return Crop(page[y : y + h, x : x + w], dpi, field.type, field.allowed)
