"""``scenarios/NAME.toml`` of a campaign: a what-if that somebody wanted to keep."""

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, Field

from evaluators.contract import Contract
from evaluators.cost.what_if import Setting


class Scenario(Contract):
    """A setting, who saved it and when. What is not set is as the case has it, also when the case changes."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    author: str = Field(min_length=1, max_length=200)
    saved: AwareDatetime
    note: str = Field(default="", max_length=500)
    """Why it was looked at."""
    setting: Setting


def scenario(author: str, saved: datetime, note: str, setting: Setting) -> Scenario:
    """A new one.

    Args:
        author: name of an account.
        saved: with its zone.
        note: why.
        setting: what was set.
    """
    return Scenario(author=author, saved=saved.replace(microsecond=0), note=note, setting=setting)
