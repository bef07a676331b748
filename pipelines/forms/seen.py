"""The fields of a form that people are shown, and that can be wrong in the end."""

from collections.abc import Mapping

from pipelines.contracts.forms import Template, TemplateField
from pipelines.field_types import HIDDEN_TYPES


def seen_fields(template: Template) -> tuple[TemplateField, ...]:
    """All but individual numbers, whose boxes are black on every picture, in the order of the form."""
    return tuple(field for field in template.fields if field.type not in HIDDEN_TYPES)


def seen_counts(templates: Mapping[str, Template]) -> dict[str, int]:
    """How many such fields each kind of form has."""
    return {id: len(seen_fields(template)) for id, template in templates.items()}
