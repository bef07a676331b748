"""Which fields are taken from a product: those that engines of text read here."""

from evaluators.mark_types import MARK_TYPES
from pipelines.contracts.forms import TemplateField
from pipelines.field_types import HIDDEN_TYPES


def is_readable(field: TemplateField) -> bool:
    """Whether what a product says of a field is measured; marks are not, and individual numbers are not kept."""
    return field.type not in MARK_TYPES and field.type not in HIDDEN_TYPES
