"""What a script of a meeting holds: people with their voices, and what they say in turn."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from samples.speech.voice import Voice

PAUSE = 0.5
"""Seconds between two utterances where the script does not say otherwise."""


@dataclass(frozen=True)
class Person:
    """Somebody at the table."""

    name: str
    """As truth and minutes name the speaker."""
    office: str
    """As the list of those present does."""
    voice: Voice


@dataclass(frozen=True)
class Line:
    """An utterance."""

    speaker: str
    words: str
    """As a clerk writes it down, with every filler."""
    pause: float = PAUSE
    """Seconds after the end of the one before; negative: it begins while that one is still being said."""


@dataclass(frozen=True)
class Item:
    """An item of the agenda, and words to expect in it."""

    title: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Script:
    """A meeting."""

    session: str
    title: str
    date: datetime.date
    time: str
    place: str
    people: tuple[Person, ...]
    items: tuple[Item, ...]
    lines: tuple[Line, ...]

    def person(self, name: str) -> Person:
        """The person of that name."""
        return next(person for person in self.people if person.name == name)


def lines(text: str) -> tuple[Line, ...]:
    """Lines written as ``name｜words`` or ``name｜pause｜words``, one a line.

    >>> lines("秋山｜-0.4｜どうぞ。")
    (Line(speaker='秋山', words='どうぞ。', pause=-0.4),)
    """
    return tuple(_line(line.split("｜")) for line in text.strip().splitlines())


def _line(parts: Sequence[str]) -> Line:
    speaker, *pause, words = parts
    return Line(speaker, words, float(pause[0]) if pause else PAUSE)
