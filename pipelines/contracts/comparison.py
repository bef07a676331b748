"""``comparison.json``: engines or runs against each other on the same documents."""

from typing import Literal

from pydantic import Field

from evaluators.contract import Contract
from evaluators.quantity import Quantity


class McNemarRecord(Contract):
    """McNemar's test, which takes fields as independent."""

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
    """Fields right, or characters wrong."""
    second: int
    p: float
    """Of the permutation test over documents."""
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
    """``comparison.json``."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    runs: tuple[str, ...]
    pairs: tuple[PairRecord, ...]
    tables: tuple[TableRecord, ...]
