"""Whether what an engine returned can be written down."""

from numbers import Real

from pipelines.engines import Recognition
from pipelines.limits import LIMITS

RUBBISH = "engine_rubbish"
"""Error of a field for which an engine returned what is no text."""


def is_sound(recognition: object) -> bool:
    """Whether it is text that can be written down and a confidence between 0 and 1."""
    if not isinstance(recognition, Recognition) or not isinstance(recognition.text, str):
        return False
    text = recognition.text
    # Lone surrogates are no Unicode text, and NUL is refused by every reader of CSV.
    written = text.encode("utf-8", "replace").decode("utf-8") == text and "\0" not in text
    confidence = recognition.confidence
    certain = confidence is None or (isinstance(confidence, Real) and 0 <= confidence <= 1)
    return written and len(text) <= LIMITS.text_characters and certain
