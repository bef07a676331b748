"""``campaign.toml``: what a report speaks of."""

from typing import Literal

from pydantic import Field

from dashboards.language import Language
from evaluators.contract import Contract


class Campaign(Contract):
    """``campaign.toml``: the runs, study, cost case and promises that one report speaks of."""

    schema_: Literal[1] = Field(alias="schema")
    title: str = Field(min_length=1)
    batches: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    case: str = "case.toml"
    """Path beside campaign.toml."""
    tasks: str | None = None
    commitments: str | None = None
    policy: str | None = None
    headquarters: str = "情報化推進本部"
    """Cities rename it."""
    language: Language = "ja"
