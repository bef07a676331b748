"""``manifest.json`` of a speech model: what its files were when it was taken in."""

from typing import Literal

from pydantic import Field

from evaluators.contract import Contract


class ModelFile(Contract):
    """One file of a model."""

    sha256: str = Field(min_length=64, max_length=64)
    bytes: int = Field(ge=0)


class Manifest(Contract):
    """The manifest, beside the files that it names."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    source: str = ""
    """Where it came from: a folder, an archive, or a repository with its revision."""
    added: str = ""
    """When, with the time zone."""
    demonstration: bool = False
    """It knows invented voices only, and says nothing of real meetings."""
    files: dict[str, ModelFile]
