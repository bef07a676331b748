"""The part of a case on minutes of meetings."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from evaluators.contract import Contract
from evaluators.cost.entries import (
    Factor,
    Hours,
    HoursAnHour,
    Once,
    Ratio,
    Yearly,
    YenAnError,
    from_or_typed,
    in_unit,
)
from evaluators.inputs import Input


class MeetingAccuracy(Contract):
    """Words that must not be lost: from a run over meetings, or typed in."""

    from_: str | None = Field(default=None, alias="from", min_length=1)
    engine: str | None = None
    near: Ratio | None = None
    """Of the words to expect, those that are lost in the draft of a recording near the speakers."""
    far: Ratio | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        from_or_typed(self.from_, (self.near, self.far))
        return self


class MeetingTimes(Contract):
    """Work for an hour of meeting, and what drafts make of it: from a study, or typed in."""

    manual: HoursAnHour
    """Hours of work for an hour of meeting, without AI."""
    from_: str | None = Field(default=None, alias="from", min_length=1)
    """``study:FOLDER``, whose drafts were those of near microphones."""
    near: Factor | None = None
    """Hours with the draft of a recording near the speakers, over those without AI."""
    far: Factor
    """The same of a recorder far from them."""

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        from_or_typed(self.from_, (self.near,))
        return self


class Meetings(Contract):
    """Minutes of meetings and the work on them."""

    recorded: Annotated[Input, in_unit("hour/year")]
    """Hours of meeting of which minutes are written."""
    times: MeetingTimes
    accuracy: MeetingAccuracy
    terms: Annotated[Input, in_unit("terms/hour")]
    """Words that must not be lost, in an hour of meeting."""
    manual_lost: Ratio
    """Of these, lost in minutes written without AI."""
    slip: Ratio
    """Of those lost in the draft, the share that whoever corrects it overlooks."""
    error_yen: YenAnError
    licence: Yearly
    maintenance: Yearly
    setup: Once
    microphones: Once
    """For the option with near microphones alone."""
    training: Hours
