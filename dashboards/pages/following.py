"""Sounds that follow one another, as players have them: where one ends another goes on, or something is missing."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar


class Following(Protocol):
    """A file that can be listened to, maybe one of several in which a recording lies."""

    @property
    def begins(self) -> float:
        """Seconds of the recording."""

    @property
    def follows(self) -> int | None:
        """Of a file that goes on where another ends: the number of the sound that is the first of them."""


Sound = TypeVar("Sound", bound=Following)


def behind(sounds: Sequence[Sound], number: int) -> Sound | None:
    """What goes on where one of the sounds ends; None where nothing does."""
    before = sounds[number].follows
    first = number if before is None else before
    return next((each for each in sounds[number + 1 :] if each.follows == first), None)


def within(sounds: Sequence[Sound], start: float, end: float) -> Iterator[tuple[int, Sound]]:
    """Those that have something of a stretch, with their numbers; where the last one ends is not asked.

    Args:
        sounds: of a recording.
        start: of the stretch, in seconds of the recording.
        end: of the stretch.
    """
    for number, sound in enumerate(sounds):
        next_one = behind(sounds, number)
        if sound.begins < end and (next_one is None or next_one.begins > start):
            yield number, sound
