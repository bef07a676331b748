"""A draft of minutes: who said what and when, and what rules found in it. Times are seconds from the start."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from evaluators.meetings.frames import MISSING_PART

Span = tuple[int, int]
"""From and to, as places between characters."""


@dataclass(frozen=True)
class Removal:
    """What tidying took out, so that it can be put back."""

    segment: str
    offset: int
    """Of its first character in the segment as it was heard, from 0."""
    text: str
    rule: str

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.offset + len(self.text)


@dataclass(frozen=True)
class Part:
    """A stretch of a segment that is written in one way."""

    text: str
    rule: str
    """By which it was taken out; empty where it stays."""
    doubtful: bool


@dataclass(frozen=True)
class Piece:
    """A segment within a turn."""

    segment: str
    start: float
    end: float
    words: str
    """As it was heard."""
    removals: tuple[Removal, ...] = ()
    """In their order; they do not overlap."""
    doubts: tuple[Span, ...] = ()
    """Stretches of ``words`` of which the recogniser was not sure."""
    lost: bool = False
    """Somebody spoke here and no words were found."""
    times: tuple[tuple[int, float], ...] = ()
    """Of each word its place in ``words`` and when it begins, where that is known."""
    missing: bool = False
    """The recording itself is missing here, or was for some time."""

    def parts(self) -> Iterator[Part]:
        """The whole segment, in order."""
        rules = [""] * len(self.words)
        for removal in self.removals:
            rules[removal.offset : removal.end] = [removal.rule] * len(removal.text)
        doubtful = [False] * len(self.words)
        for start, end in self.doubts:
            doubtful[start:end] = [True] * len(doubtful[start:end])
        # By removal, not only by rule: two that stand side by side stay two.
        borders = {place for removal in self.removals for place in (removal.offset, removal.end)}
        block = 0
        marks = []
        for place in range(len(self.words)):
            block += place in borders
            marks.append((block, rules[place], doubtful[place]))
        for (_block, rule, unsure), places in groupby(range(len(self.words)), key=marks.__getitem__):
            yield Part("".join(self.words[place] for place in places), rule, unsure)

    def text(self, verbatim: bool) -> str:
        """What was said, whole or tidied."""
        return self.words if verbatim else "".join(part.text for part in self.parts() if not part.rule)


@dataclass(frozen=True)
class Turn:
    """What one person said until another spoke."""

    number: int
    """From 1, in order of time."""
    speaker: str
    """Empty where nobody knows."""
    pieces: tuple[Piece, ...]
    item: int | None = None
    """Number of the item of the agenda that begins with it, from 1."""

    @property
    def start(self) -> float:
        """When it began."""
        return self.pieces[0].start

    @property
    def end(self) -> float:
        """When it ended."""
        return max(piece.end for piece in self.pieces)

    def text(self, verbatim: bool) -> str:
        """What was said, whole or tidied."""
        return "".join(piece.text(verbatim) for piece in self.pieces)


@dataclass(frozen=True)
class Item:
    """An item of the agenda, and where it begins."""

    number: int
    title: str
    turn: int | None = None
    """Number of the turn with which it begins; None where no rule fired."""
    rule: str = ""
    """Which rule fired."""
    because: str = ""
    """The words on which it fired, numbers in digits."""


@dataclass(frozen=True)
class Finding:
    """A decision or an action that a rule proposes; a person confirms it."""

    rule: str
    because: str
    """The words on which the rule fired, as they stand in the quote."""
    quote: str
    """The sentence, tidied."""
    turn: int
    start: float
    speaker: str
    asked: str = ""
    """The question it answers, where it is an answer."""
    who: str = ""
    what: str = ""
    by_when: str = ""
    """These three are words of the quote; empty where none say it."""


@dataclass(frozen=True)
class Stretch:
    """What a person listens to again."""

    start: float
    end: float
    speaker: str
    reasons: tuple[str, ...]
    text: str
    before: str = ""
    """What stands around it in the same segment, some characters on either side."""
    after: str = ""


@dataclass(frozen=True)
class Summary:
    """What a language model wrote about the meeting."""

    text: str
    model: str
    whole: bool
    """Whether it was given all that was said."""


@dataclass(frozen=True)
class Head:
    """What is known of the meeting before anybody listens to it."""

    title: str
    date: datetime.date | None = None
    time: str = ""
    place: str = ""
    attendees: tuple[str, ...] = ()


class Written(StrEnum):
    """Who has written what stands there."""

    BY_MACHINE = "machine"
    CORRECTED = "corrected"
    """By a machine, and a person has corrected it."""
    BY_PERSON = "person"


@dataclass(frozen=True)
class Source:
    """From what a draft was made."""

    session: str
    recording: str
    engine: str
    """Recogniser, or the outside product whose text it is."""
    model: str
    """Empty for a product."""
    demonstration: bool
    """Whether the model is the one that comes with kouka, which knows synthetic speech alone."""
    run: str
    written: Written = Written.BY_MACHINE
    by_voice: bool = False
    """Whether speakers are labels of voices that a program told apart (S1), not names."""


@dataclass(frozen=True)
class Draft:
    """All that is written into the minutes."""

    head: Head
    source: Source
    items: tuple[Item, ...]
    turns: tuple[Turn, ...]
    decisions: tuple[Finding, ...]
    actions: tuple[Finding, ...]
    stretches: tuple[Stretch, ...]
    summary: Summary | None = None

    @property
    def removals(self) -> list[Removal]:
        """All that tidying took out, in order of time."""
        return [removal for turn in self.turns for piece in turn.pieces for removal in piece.removals]

    @property
    def seconds_to_hear(self) -> float:
        """How long the uncertain stretches last together; where two overlap, once. What is missing nobody can hear."""
        there = (stretch for stretch in self.stretches if MISSING_PART not in stretch.reasons)
        return covered([(stretch.start, stretch.end) for stretch in there])


def covered(spans: Sequence[tuple[float, float]]) -> float:
    """How much the spans cover together.

    >>> covered([(0, 2), (1, 3), (5, 6)])
    4.0
    """
    total, reached = 0.0, float("-inf")
    for start, end in sorted(spans):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total
