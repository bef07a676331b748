"""The tables in which the engines of a run stand against each other, on the page of the result."""

from collections.abc import Sequence

from evaluators.comparison import Comparison, Rows, tables


def engine_tables(comparisons: Sequence[Comparison]) -> list[Rows]:
    """Fields, then characters: everything and each type of field, the largest difference first; none that is empty."""
    return [rows for (_metric, by), rows in tables(comparisons).items() if by == "type"]
