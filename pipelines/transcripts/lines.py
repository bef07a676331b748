"""A line of a transcript in text, and the time beside it."""

from enum import StrEnum
from typing import NamedTuple


class Told(StrEnum):
    """What is to be told of something that is written like a time stamp."""

    SAID = "said"
    """It stays among the words, since it does not fit the stamps around it."""
    DOUBTFUL = "doubtful"
    """It is taken for a time stamp, and could have been said."""


class Line(NamedTuple):
    """A line without its time."""

    text: str
    start: float | None = None
    """Seconds; None where the line has no time."""
    end: float | None = None
    place: str = ""
    """Where in the line the time stood, and whether without brackets."""
    clock: str = ""
    """The time as it is written."""
    told: Told | None = None
