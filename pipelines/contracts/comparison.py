"""``comparison.json``: engines or runs against each other on the same documents or recordings."""

from typing import Literal

from pydantic import Field

from evaluators.contract import Contract
from evaluators.quantity import Quantity


class McNemarRecord(Contract):
    """McNemar's test, which takes fields (or terms said) as independent."""

    only_first: int
    only_second: int
    chi_square: float
    corrected: float
    p: float
    p_exact: float


class ContrastRecord(Contract):
    """One row of a table."""

    difference: Quantity
    """Second less first; its scope says of what."""
    first: int
    """Fields or terms right, or characters wrong."""
    second: int
    p: float
    """Of the permutation test over documents, stretches or meetings."""
    exact: bool
    """Whether every permutation was counted."""
    p_holm: float
    """Among the rows of the table, of all comparisons."""
    mcnemar: McNemarRecord | None
    smallest: float | None
    """The smallest difference that would have been seen with a power of 80 %; none where no difference would."""


class TableRecord(Contract):
    """Rows that were adjusted together, the largest difference first."""

    metric: str
    by: str
    """``type`` (with everything as a row of its own), ``template``, ``field`` or ``condition``."""
    rows: tuple[ContrastRecord, ...]


class CellRecord(Contract):
    """A field that changed sides or is wrong in both."""

    outcome: str
    document: str
    template: str
    field: str
    truth: str
    expected: str
    text_first: str
    text_second: str
    value_first: str
    value_second: str


class PairRecord(Contract):
    """Two that were compared."""

    first: str
    second: str
    counts: dict[str, int]
    """Fields by outcome: regression, improvement, both_wrong."""
    cells: tuple[CellRecord, ...] | None
    """None where contents were left out."""


class ComparisonFile(Contract):
    """``comparison.json`` of forms."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    kind: Literal["forms"] = "forms"
    runs: tuple[str, ...]
    pairs: tuple[PairRecord, ...]
    tables: tuple[TableRecord, ...]


class MeasureTableRecord(Contract):
    """Measures that were adjusted together, the largest difference first."""

    recording: str
    """The kind of recording; empty: all of them."""
    first: str
    second: str
    rows: tuple[ContrastRecord, ...]


class StretchRecord(Contract):
    """About a minute of what was said, in which at least one has something wrong; without punctuation."""

    session_id: str
    recording: str
    stretch: int
    """From 1, within its meeting."""
    start: float | None
    """Seconds from the start of the recording, where that is known."""
    length: int
    """Characters that were said."""
    errors_first: int
    errors_second: int
    both_wrong: int
    """Characters said that neither has right."""
    truth: str
    text_first: str
    text_second: str


class MeetingsPairRecord(Contract):
    """Two that were compared."""

    first: str
    second: str
    unit: str
    """What was swapped and resampled: ``stretch`` or ``meeting``."""
    counts: dict[str, int]
    """Stretches by list: regression, improvement, both_wrong. One can stand in two."""
    left_out: tuple[str, ...]
    """Recordings that one of them alone was given."""
    stretches: tuple[StretchRecord, ...] | None
    """None where contents were left out."""


class MeetingsComparisonFile(Contract):
    """``comparison.json`` of meetings."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    kind: Literal["meetings"] = "meetings"
    runs: tuple[str, ...]
    pairs: tuple[MeetingsPairRecord, ...]
    tables: tuple[MeasureTableRecord, ...]
