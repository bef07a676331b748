"""When readings of a field agree: one definition for what is proposed and for what is measured.

Kept free of pandas, since what runs needs it too.
"""

from evaluators.normalise import Normaliser, normalise

CONSENSUS_ENGINE = "consensus"
"""The engine whose readings are what the engines of text propose together. It is none of those that are measured."""


def compared_by(text: str, value: str, field_type: str) -> tuple[bool, str]:
    """What a reading is compared by; readings that were answered agree where this is equal.

    Values count, since a date is the same date however it was written. Where the type made no value of the text, the
    text counts; a box that is empty has the empty value. Either is compared after nfkc, as values and texts are
    compared with the truth, so that readings that agree are right or wrong together.

    >>> compared_by("254一0080", "2540080", "postal_code") == compared_by("254-0080", "2540080", "postal_code")
    True

    Returns:
        Whether there is a value, and the value or the text after nfkc.
    """
    parsed = bool(value) or not text.strip()
    return parsed, normalise(value if parsed else text, Normaliser.NFKC, field_type)
