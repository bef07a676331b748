"""Files of published results: cases.csv, and unit-costs.csv beside it. Those of the project are bundled."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from dashboards.language import _
from evaluators.frames import Frame
from evaluators.precedents.frames import PRECEDENTS, UNIT_COSTS
from evaluators.precedents.judging import Published, published
from pipelines.contracts.reasons import cut
from pipelines.errors import Place, Problem
from pipelines.tables import Row, Table, problems_of, read_table

BUNDLED = Path(__file__).parents[1] / "samples" / "precedents" / "cases.csv"
NEVER_NEGATIVE = ("before", "after", "rate_percent")
ALL = 100.0
"""Per cent."""
LARGEST, FINEST = 1e15, -9
"""Of numbers that anybody prints: their size, and the place of their last digit."""


def read_precedents(path: Path = BUNDLED) -> tuple[Published | None, list[Problem]]:
    """What a file says, or None and everything that is wrong with it.

    Args:
        path: the cases, or a folder that holds them as cases.csv.

    Raises:
        KoukaError: a file is missing or is no table.
    """
    cases_file = path / BUNDLED.name if path.is_dir() else path
    costs_file = cases_file.parent / UNIT_COSTS.name
    cases = read_table(cases_file)
    costs = read_table(costs_file) if costs_file.is_file() else None
    problems = [*problems_of(cases, PRECEDENTS), *(problems_of(costs, UNIT_COSTS) if costs else [])]
    problems = problems or [*_unprinted(cases, PRECEDENTS), *(_unprinted(costs, UNIT_COSTS) if costs else [])]
    problems = problems or [*_impossible(cases)]
    if problems:
        return None, problems
    return published(cases.rows, costs.rows if costs else ()), []


def _unprinted(table: Table, frame: Frame) -> Iterator[Problem]:
    """Numbers that no page holds: nothing could be computed with them."""
    names = [column.name for column in frame.columns if column.kind == "number"]
    for index, row in enumerate(table.rows):
        for name in names:
            cell = row[name] or "0"
            exponent = Decimal(cell).as_tuple().exponent
            if abs(float(cell)) > LARGEST or not isinstance(exponent, int) or exponent < FINEST:
                what = _("“{cell}” in column “{name}” is no number that anybody prints.", cell=cut(cell), name=name)
                yield Problem(what, table.place(index))


def _impossible(table: Table) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for index, row in enumerate(table.rows):
        seen[row["id"]] += 1
        if seen[row["id"]] == 2:
            yield Problem(_("Id “{id}” is there twice.", id=row["id"]), table.place(index))
        yield from _impossible_numbers(row, table.place(index))


def _impossible_numbers(row: Row, place: Place) -> Iterator[Problem]:
    for name in NEVER_NEGATIVE:
        if row[name] and float(row[name]) < 0:
            yield Problem(_("“{cell}” in column “{name}” is below 0.", cell=row[name], name=name), place)
    for name in ("percent_printed", "rate_percent"):
        if row[name] and float(row[name]) > ALL:
            yield Problem(_("“{cell}” in column “{name}” is above 100 %.", cell=row[name], name=name), place)
