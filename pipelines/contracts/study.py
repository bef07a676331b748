"""``study.json``: which assignments the events of an exported study belong to."""

from typing import Literal

from pydantic import Field

from evaluators.contract import Contract


class Worked(Contract):
    """An item that somebody has submitted."""

    assignment: int
    """As in events.csv."""
    item: str
    method: str
    """Of ``timings.csv``."""
    worker: str
    sequence: int
    decided_in: int | None = None
    """Of two people's work: the assignment in which the second decided where the two differ."""


class StudyFile(Contract):
    """What turns events.csv into timings.csv, and says of which run they speak."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    name: str
    kind: Literal["forms", "meetings"]
    run: str
    """``campaign/run-id`` whose readings or drafts were corrected."""
    engine: str
    """Whose they are."""
    methods: tuple[str, ...] = Field(min_length=1)
    """Ways of working. Others are compared with the first."""
    idle_seconds: float = Field(gt=0)
    """How long nobody could do anything before it was idle."""
    worked: tuple[Worked, ...]
