"""The piece of a registered page that one field occupies."""

from pipelines.contracts.forms import TemplateField
from pipelines.engines import Crop
from pipelines.forms.rasterise import Grey
from pipelines.forms.registration import MM_PER_INCH


def crop(page: Grey, field: TemplateField, dpi: int) -> Crop:
    """The field's box, cut from a page that lies on the template's grid."""
    x, y, w, h = (round(edge / MM_PER_INCH * dpi) for edge in field.box_mm)
    return Crop(page[y : y + h, x : x + w], dpi, field.type, field.allowed)
