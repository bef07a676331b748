"""The page of ``kouka compare``: tests first, then what changed and what both have wrong, field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboards.pages.environment import environment
from evaluators.comparison import Comparison, Outcome, Rows, tables
from evaluators.field_contrasts import ACCURACY
from evaluators.grade import Origin

Row = Mapping[str, Any]

MOST_SHOWN = 500
"""Fields of a list on the page; cells.csv has all."""


@dataclass(frozen=True)
class ComparedRun:
    """A run as the page names it."""

    name: str
    title: str
    started: str
    engines: Mapping[str, str]
    """Version, by name."""
    digest: str


@dataclass(frozen=True)
class ComparisonPage:
    """All that the page shows."""

    runs: tuple[ComparedRun, ...]
    origin: Origin
    comparisons: tuple[Comparison, ...]
    cells: Mapping[tuple[str, str], Sequence[Row]]
    """By first and second, rows of ``comparison.CELL_COLUMNS``; empty where contents are left out."""
    labels: Mapping[tuple[str, str], str]
    templates: Mapping[str, str]
    left_out: bool = False
    anchors: frozenset[str] = field(default=frozenset())
    """Numbers of this page lead nowhere else."""

    @property
    def tables(self) -> dict[tuple[str, str], Rows]:
        """By metric and what it goes by."""
        return tables(self.comparisons)

    @property
    def overall(self) -> Rows:
        """The table whose rows of everything are put into sentences."""
        return self.tables.get((ACCURACY, "type"), [])

    def listed(self, comparison: Comparison, outcome: Outcome) -> list[Row]:
        """The first fields of one of the three lists."""
        rows = self.cells.get((comparison.first, comparison.second), ())
        return [row for row in rows if row["outcome"] == outcome][:MOST_SHOWN]


def render_comparison(page: ComparisonPage) -> str:
    """The page as HTML, in the language spoken."""
    return environment().get_template("comparison.html.j2").render(page=page, result=page, outcomes=list(Outcome))
