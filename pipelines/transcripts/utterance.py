"""What somebody said, and when."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Utterance:
    """One entry of a transcript."""

    speaker: str
    """Empty where the source does not say."""
    start: float | None
    """Seconds from the start of the recording; None where the source has no times."""
    end: float | None
    words: str


@dataclass(frozen=True)
class Placed:
    """An utterance, and the line of the file on which it begins. Of DOCX, the paragraph."""

    line: int
    said: Utterance
    session: str = ""
    """The meeting, where the file names it."""
