"""Boxes of individual numbers made black, before a page is kept or anything reads it."""

from collections.abc import Iterable

from pipelines.contracts.forms import TemplateField
from pipelines.field_types import HIDDEN_TYPES
from pipelines.forms.rasterise import Grey
from pipelines.forms.registration import MM_PER_INCH


def blackout(page: Grey, fields: Iterable[TemplateField], margin_mm: float, dpi: int) -> Grey:
    """The registered page with the boxes of hidden types black, and a margin round them.

    Args:
        page: on the template's grid; it is not changed.
        fields: those that stand on this page.
        margin_mm: as far as a page may lie beside its blank, so that no digit looks out.
        dpi: of the page.
    """
    hidden = [field.box_mm for field in fields if field.type in HIDDEN_TYPES]
    if not hidden:
        return page
    black = page.copy()
    for x, y, w, h in hidden:
        left, top = (max(0, int((edge - margin_mm) / MM_PER_INCH * dpi)) for edge in (x, y))
        right, bottom = (int((edge + margin_mm) / MM_PER_INCH * dpi) + 1 for edge in (x + w, y + h))
        black[top:bottom, left:right] = 0
    return black
