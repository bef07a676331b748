"""What a page sends of somebody's work, and what it is told it may forget."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from evaluators.contract import Contract
from evaluators.meetings import edited
from evaluators.timing.frames import EVENT_KINDS

AT_ONCE = 500
"""Events, and answers, in one message."""
LONGEST_TEXT = 2000
SUBMIT = "submit"
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""The character 0, which PostgreSQL does not take, and halves of characters (𠮷), which no database does."""

Tab = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Sequence = Annotated[int, Field(ge=1, le=10_000_000)]
FieldId = Annotated[str, Field(max_length=80)]
Outcome = Literal["value", "unreadable", "ask"]


def _storable(text: object) -> object:
    """Without what cannot be kept: a page whose answer is refused could never submit."""
    return UNSTORABLE.sub("", text) if isinstance(text, str) else text


class Event(Contract):
    """One event, as evaluators/timing/clock.py reads it."""

    sequence: Sequence
    kind: Annotated[str, Field(pattern=f"^({'|'.join(EVENT_KINDS)})$")]
    field: FieldId = ""
    browser_ms: Annotated[float, Field(ge=0, le=1e14)]
    keys: Annotated[int, Field(ge=0, le=10_000)] = 0


class Answer(Contract):
    """What somebody has entered in a field."""

    sequence: Sequence
    field: Annotated[FieldId, Field(min_length=1)]
    text: Annotated[str, Field(max_length=LONGEST_TEXT), BeforeValidator(_storable)]
    outcome: Outcome = "value"


class TurnAnswer(Answer):
    """What somebody has made of a turn of minutes, as evaluators/meetings/edited.py writes it."""

    text: Annotated[str, Field(max_length=2 * edited.LONGEST_TEXT)]


class Sent(Contract):
    """A message of a page."""

    tab: Tab
    """Drawn by the page when it opens."""
    events: Annotated[tuple[Event, ...], Field(max_length=AT_ONCE)] = ()
    answers: Annotated[tuple[Answer, ...], Field(max_length=AT_ONCE)] = ()


class SentMinutes(Sent):
    """A message of a page of minutes."""

    answers: Annotated[tuple[TurnAnswer, ...], Field(max_length=AT_ONCE)] = ()


class Acknowledged(Contract):
    """What the page may forget."""

    events: int
    """Up to this sequence every event of the tab is kept."""
    answers: int
    closed: bool
    """The assignment is submitted: whatever is left is of no account."""


class Refused(Exception):
    """A message that this page cannot have sent; nothing of it was taken in."""
