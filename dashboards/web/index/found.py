"""What is found in an index: fields, cases, documents, pages and rates."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboards.web.index.schema import Outcome
from evaluators.intervals import Interval

Box = tuple[float, float, float, float]
"""x, y, width, height in mm on the registered page."""


@dataclass(frozen=True)
class Field:
    """A field of a form."""

    number: int
    template: str
    id: str
    label: str
    type: str
    options: Mapping[str, str]
    """Label of each option by its id."""


@dataclass(frozen=True)
class Candidate:
    """What one engine read where engines disagree."""

    engine: str
    text: str
    value: str
    confidence: float | None


@dataclass(frozen=True)
class Case:
    """A field of a document, as an engine read it."""

    id: int
    document: str
    field: Field
    engine: str
    outcome: Outcome
    same: bool
    """Whether the text is that on the paper, after nfkc."""
    confidence: float | None
    text: str
    value: str
    error: str
    candidates: tuple[Candidate, ...]
    truth: str | None
    """None where nobody wrote it down."""
    expected: str | None
    page: int
    box: Box


@dataclass(frozen=True)
class Rate:
    """How often an engine was right."""

    engine: str
    right: int
    fields: int
    documents: int
    interval: Interval


@dataclass(frozen=True)
class Listed:
    """A document in a list."""

    name: str
    template: str
    errors: int
    """Readings of it that are wrong, of all engines."""
    fates: tuple[tuple[str, str], ...]
    """Status and reason of its pages, each once."""


@dataclass(frozen=True)
class Page:
    """A page of a document."""

    number: int
    status: str
    reason: str
    image: str
    """Below the results folder; empty where it was not registered."""
