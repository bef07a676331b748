"""``policy.toml``: which fields may pass unchecked, on what evidence, and by whose signature."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from evaluators.contract import Contract
from evaluators.grade import Origin
from pipelines import digests
from pipelines.contracts.run import EngineRecord

Share = Annotated[float, Field(ge=0, le=1)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
SIGNATURE = frozenset({"digest", "signed_by", "signed_on", "seal"})


class PolicyRule(Contract):
    """What lets fields of a class pass, and what it was certified on."""

    class_: Literal["marks", "digits", "writing"] = Field(alias="class")
    types: tuple[str, ...] = Field(min_length=1)
    """Types of field of the class that it speaks of; others are reviewed."""
    engines: tuple[str, ...] = Field(min_length=1, max_length=2)
    """One, or two that have to agree; the value is that of the first."""
    calibrated: Share | None = None
    """Calibrated confidence that is asked for; absent: none is."""
    least: dict[str, dict[str, float]] = Field(default_factory=dict)
    """By engine and type, the engine's own confidence that this comes to."""
    residual: Share
    """Upper bound of the share wrong among what passes: what is certified."""
    sure: Annotated[float, Field(gt=0, lt=1)]
    """One-sided level of the bound: higher than that of the policy where it has several rules."""
    fields: int = Field(ge=1)
    """Fields that passed on the forms that judged."""
    errors: int = Field(ge=0)
    """Of these, wrong."""
    effective_fields: float = Field(gt=0)
    """Independent fields that they are worth, since errors cluster in forms."""
    forms: int = Field(ge=1)
    """Forms on which they stand."""


class ScanQuality(Contract):
    """What scans were like on which the policy was chosen and judged."""

    dpi: tuple[float, float]
    """Least and greatest resolution at which pages were rasterised."""
    residual_mm: float = Field(ge=0)
    """99 of 100 pages lay this close to their blank form, or closer."""


class Policy(Contract):
    """``policy.toml``. Without signature, changed after it, or of other engines, templates or scans: nothing passes."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    run: str
    """``campaign/run-id`` of the run that it was chosen and judged on."""
    batch: Digest
    """Digest of the batch of that run."""
    origin: Origin
    target: Annotated[float, Field(gt=0, lt=1)]
    """Most that may be wrong of what passes."""
    sure: Annotated[float, Field(gt=0, lt=1)]
    share: Share
    """Share of all fields that passed on the forms that judged."""
    left_per_thousand: float = Field(ge=0)
    """Errors left in a thousand fields, at most."""
    left_per_document: float = Field(ge=0)
    """Errors left in a document, at most."""
    digest: Digest
    """Over all of this but the signature, given when it was proposed."""
    signed_by: str | None = Field(default=None, min_length=1)
    signed_on: date | None = None
    seal: Digest | None = None
    """Over all of this and the signature. It shows that something was changed; it does not prove who signed."""
    scans: ScanQuality
    templates: dict[str, Digest]
    """Over template.toml and the blank form of each kind of form that was in the batch."""
    engines: tuple[EngineRecord, ...]
    """Engines that rules name, with the version that was judged."""
    rules: tuple[PolicyRule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _signature_is_whole(self) -> Self:
        if len({each is None for each in (self.signed_by, self.signed_on, self.seal)}) > 1:
            raise ValueError("signed_by, signed_on and seal are given together or not at all")
        return self

    @property
    def signed(self) -> bool:
        """Whether a person has signed it."""
        return self.seal is not None

    @property
    def intact(self) -> bool:
        """Whether it is what was proposed, and, where it is signed, what was signed."""
        return self.digest == self.content_digest() and self.seal in (None, self.seal_digest())

    def content_digest(self) -> str:
        """SHA-256 over everything but the signature."""
        return digests.digest(self.model_dump(mode="json", by_alias=True, exclude=set(SIGNATURE)))

    def seal_digest(self) -> str:
        """SHA-256 over everything but the seal itself."""
        return digests.digest(self.model_dump(mode="json", by_alias=True, exclude={"seal"}))
