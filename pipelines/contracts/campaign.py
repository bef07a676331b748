"""``campaign.toml`` and ``policy.toml``: what a report speaks of, and what people decided."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from dashboards.language import Language
from evaluators.contract import Contract
from pipelines.contracts.forms import Identifier

Share = Annotated[float, Field(ge=0, le=1)]


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


class Policy(Contract):
    """``policy.toml``: by whose signature which fields may skip review. Without one, none does."""

    schema_: Literal[1] = Field(alias="schema")
    run: str
    """The run that it was chosen on."""
    signed_by: str = Field(min_length=1)
    signed_on: date
    engine: str
    thresholds: dict[Identifier, Share]
    """Calibrated confidence from which a field of this class passes unseen."""
    audit_share: Share
    """Share of what passed that a person looks at all the same."""
