"""``MANIFEST.json`` of a backup: what is in it, byte for byte, and what is not."""

from typing import Literal

from pydantic import Field

from evaluators.contract import Contract

NAME = "MANIFEST.json"


class Kept(Contract):
    """One file."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    bytes: int = Field(ge=0)


class Manifest(Contract):
    """The file. It stands at the end of the archive, since digests are known when all has been read."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    made: str
    """When, ISO 8601 with the time zone."""
    version: str
    """Of kouka."""
    database: Literal["sqlite", "postgresql", "none"]
    audit_entries: int = 0
    audit_last: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    """Digest of the last entry of the log of use; empty where there is no database."""
    files: dict[str, Kept]
    left_out: tuple[str, ...] = ()
    """What lies below the results and was not taken along: links, and what is no file."""
    batches: tuple[str, ...] = ()
    """Folders that runs were read from. They are not in it: whoever keeps the scans keeps them."""
