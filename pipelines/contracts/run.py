"""``run.json`` and ``accuracy.json``: what a run read, from what, by which version, and how well."""

from typing import Literal

from pydantic import Field

from evaluators.contract import Contract
from evaluators.grade import Origin
from evaluators.quantity import Quantity


class BatchRecord(Contract):
    """The batch as it was when it was read."""

    path: str
    """From the folder that results/ is in, where it lies below that, so that both can be moved; else absolute."""
    title: str
    origin: Origin
    digest: str
    """Over every file that the readings depend on: scans, templates and documents.csv."""


class EngineRecord(Contract):
    """An engine and the version of the program and of the model behind it."""

    name: str
    version: str
    demonstration: bool = False
    """Whether it is a model that is there to show how things work, and of which no rate means anything for a city."""


class RunFile(Contract):
    """``run.json``. A run without ``finished`` was interrupted, and the same command goes on with it."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    run: str = ""
    """The run id: ``YYYYMMDD-HHMMSS-<digest8>``, given when the run is opened."""
    kind: Literal["forms", "meetings"]
    batch: BatchRecord
    files: dict[str, str]
    """SHA-256 of each file of the batch, by path below it."""
    documents: str
    """SHA-256 over name, file, pages and template of every document: documents.csv without its conditions."""
    engines: tuple[EngineRecord, ...]
    settings: dict[str, int | float | str]
    packages: dict[str, str]
    machine: dict[str, str | int]
    started: str = ""
    finished: str | None = None
    counts: dict[str, int] = Field(default_factory=dict)
    """Documents, pages, readings and what is proposed (consensus), each by status, counted in the run's own files."""
    seconds: dict[str, float] = Field(default_factory=dict)
    """Wall time by stage."""


class AccuracyFile(Contract):
    """``accuracy.json``."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    run: str
    inputs: dict[str, str] = Field(default_factory=dict)
    """SHA-256 of each file beside the readings that the quantities rest on: truth, values and conditions by path below
    the batch, the cost case by its name."""
    quantities: tuple[Quantity, ...]
