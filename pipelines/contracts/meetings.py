"""``agenda.toml`` and a segment of ``truth/<session_id>.json``: what a batch of meetings holds."""

import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from dashboards.language import _
from evaluators.contract import Contract


class Segment(BaseModel):
    """An utterance in SegLST, the format of MeetEval: one entry of the list in a truth file.

    Keys that other tools add are kept out of the way, not refused.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    session_id: str = Field(min_length=1)
    speaker: str
    start_time: float = Field(ge=0)
    """Seconds from the start of the recording."""
    end_time: float = Field(ge=0)
    words: str

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end_time < self.start_time:
            raise ValueError(
                _(
                    "The segment ends at {end} s, before it starts at {start} s.",
                    end=self.end_time,
                    start=self.start_time,
                )
            )
        return self


class AgendaItem(Contract):
    """One item of the agenda."""

    title: str = Field(min_length=1)
    terms: tuple[str, ...] = ()
    """Words to expect while the item is spoken of."""


class Meeting(Contract):
    """What is known of a meeting before anybody listens to it; it stands at the head of the minutes."""

    title: str = Field(min_length=1)
    """会議名, as printed on the minutes."""
    date: datetime.date | None = None
    time: str = ""
    """From when to when, as it is to be printed: 14:00～15:30."""
    place: str = ""
    attendees: tuple[str, ...] = ()
    """Names or offices, in the order in which the minutes list them."""
    items: tuple[AgendaItem, ...] = ()
    """議題, in order."""


class Agenda(Contract):
    """``agenda.toml``: meetings by session id."""

    schema_: int = Field(alias="schema", ge=1, le=1)
    sessions: dict[str, Meeting]
