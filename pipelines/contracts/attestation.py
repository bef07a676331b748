"""``attestations/<about>.toml``: what a named person has vouched for, where no program can know."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from evaluators.contract import Contract
from pipelines import digests

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2_000, strip_whitespace=True)]


class Attestation(Contract):
    """The file. Whoever may write it can sign it: that this name signed is shown and not proven."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    about: str
    """The name that ``commitments.toml`` asks for."""
    wanted: Words
    """What was to be attested, as it stood there at that time."""
    says: Words
    signed_by: Words
    signed_on: date
    document: str | None = None
    """Name of a document that shows it, where there is one."""
    document_sha256: Digest | None = None
    seal: str = ""
    """SHA-256 over all of this. It shows that something was changed."""

    def seal_digest(self) -> str:
        """What ``seal`` has to be."""
        return digests.digest(self.model_dump(mode="json", by_alias=True, exclude={"seal"}))
