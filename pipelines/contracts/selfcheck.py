"""What ``kouka selfcheck`` found, as it is kept below the results and written by ``--to json``."""

from typing import Literal

from pydantic import Field

from evaluators.contract import Contract


class CheckResult(Contract):
    """One check."""

    check: Literal["closed", "access", "log", "backup"]
    passed: bool
    looked: tuple[str, ...]
    """What was looked at and found, in the language of whoever made the check."""
    at: str
    """When, ISO 8601 with the time zone."""
    since: str
    """Since when it has passed each time; where it has not passed, the same as ``at``."""


class SelfCheck(Contract):
    """All of them."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    at: str
    results: tuple[CheckResult, ...]
