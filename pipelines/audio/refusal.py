"""Why a recording could not be heard, as codes that files and pages carry."""

from enum import StrEnum


class Reason(StrEnum):
    """One code for each way in which a recording can fail."""

    MISSING = "missing"
    EMPTY = "empty"
    """Zero bytes long."""
    NOT_AUDIO = "not_audio"
    """No sound that can be decoded, whatever the name ends in; also a video without a sound track."""
    TRUNCATED = "truncated"
    """It begins as sound does and breaks off before anything can be decoded."""
    NO_SUCH_CHANNEL = "no_such_channel"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    UNPLACED = "unplaced"
    """Nobody knows when it begins, since the file before it is missing or breaks off, and other microphones go on."""
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    CHANGED = "changed"
    """The file is no longer what it was when the run began."""


class Unreadable(Exception):
    """A recording that cannot be heard, with its reason; never with anything that is said in it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason

    def __reduce__(self) -> tuple[type["Unreadable"], tuple[Reason]]:
        # Exceptions cross a process border; the default would make a reason of a text.
        return type(self), (self.reason,)
