"""Classes of fields that are judged together, since no single field of a form has errors enough to be judged by."""

from evaluators.mark_types import MARK_TYPES

MARKS, DIGITS, WRITING = "marks", "digits", "writing"
CLASSES = (MARKS, DIGITS, WRITING)
DIGIT_TYPES = frozenset({"date", "postal_code", "phone", "number", "money", "account"})
"""What a wrong digit makes wrong without anyone seeing it."""


def class_of(field_type: str) -> str:
    """The class of a field type: marks, digits, or writing, which is all others.

    >>> [class_of(each) for each in ("checkbox", "money", "address")]
    ['marks', 'digits', 'writing']
    """
    if field_type in MARK_TYPES:
        return MARKS
    return DIGITS if field_type in DIGIT_TYPES else WRITING
