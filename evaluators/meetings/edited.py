"""Minutes that a person edits, as turns, each of which stands alone: the last state of each makes up the whole.

Splitting, merging, moving and taking back are all changes of turns. The order is part of a turn: its place is a
fraction written in the digits 0–9a–z, so that there is one between any two, and no other turn changes with it.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from pydantic import Field

from evaluators.contract import Contract

LONGEST_TEXT = 20_000
"""Characters of a turn: an hour of speech."""
LONGEST_SPEAKER = 80
TAKEN_AWAY = ""
"""A turn that is there no longer, as it is written."""


class EditedTurn(Contract):
    """A turn as it stands."""

    place: Annotated[str, Field(pattern="^[0-9a-z]{0,400}[1-9a-z]$")]
    """The order of turns is that of their places."""
    speaker: Annotated[str, Field(max_length=LONGEST_SPEAKER)]
    """Empty where nobody knows."""
    start_ms: Annotated[int, Field(ge=0, le=1_000_000_000)]
    """When it begins, from the start of the recording."""
    text: Annotated[str, Field(max_length=LONGEST_TEXT)]


Minutes = Sequence[tuple[str, EditedTurn]]
"""Turns by their ids, in order."""


def written(turn: EditedTurn | None) -> str:
    """The turn as text, which :func:`read` reads."""
    return TAKEN_AWAY if turn is None else turn.model_dump_json()


def read(text: str) -> EditedTurn | None:
    """The turn that a text stands for; None for one that is taken away.

    Raises:
        ValueError: it stands for none.
    """
    return None if text == TAKEN_AWAY else EditedTurn.model_validate_json(text)


def place_of(number: int) -> str:
    """The place of one of the first turns, from 1, with room before and behind."""
    return f"{number:06}i"


def rebuilt(starting: Mapping[str, EditedTurn], edits: Iterable[tuple[str, EditedTurn | None]]) -> Minutes:
    """The minutes after all edits.

    Args:
        starting: the turns that were there at first, by id.
        edits: what became of a turn, in the order in which it happened.
    """
    turns: dict[str, EditedTurn | None] = {**starting}
    turns.update(edits)
    there = [(id, turn) for id, turn in turns.items() if turn is not None]
    return sorted(there, key=lambda each: (each[1].place, each[0]))


def digest(minutes: Minutes) -> str:
    """SHA-256 of the whole, by which a browser and a server see that they have the same."""
    lines = ["\t".join((id, turn.place, str(turn.start_ms), turn.speaker, turn.text)) for id, turn in minutes]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def text_of(minutes: Minutes) -> str:
    """All that is written, one turn a line."""
    return "\n".join(turn.text for _id, turn in minutes)
