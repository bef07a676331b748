"""Runs over forms against each other, kept for their page: what tests say, and every field that is wrong in either."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from dashboards.web.prepared.reading import read_only
from evaluators.comparison import CELL_COLUMNS, Comparison, Outcome
from pipelines import atomic
from pipelines.comparing import compare_runs
from pipelines.runs.store import Run

_COMPARISONS = TypeAdapter(tuple[Comparison, ...])
TABLES = f"""
CREATE TABLE found (comparisons TEXT NOT NULL, labels TEXT NOT NULL, templates TEXT NOT NULL, origin TEXT NOT NULL);
CREATE TABLE cells (pair INTEGER NOT NULL, {", ".join(f"{name} TEXT" for name in CELL_COLUMNS)});
"""
INDEXES = "CREATE INDEX cells_listed ON cells (pair, outcome);"


@dataclass(frozen=True)
class KeptComparison:
    """What came out, without the fields."""

    comparisons: tuple[Comparison, ...]
    labels: Mapping[tuple[str, str], str]
    """Label of each field, by template and field."""
    templates: Mapping[str, str]
    origin: str


def write_comparison(runs: Sequence[Run], out: Path) -> None:
    """Compare the engines of one run, or every further run with the first.

    Raises:
        KoukaError: they cannot be compared, and why.
    """
    found = compare_runs(runs)
    labels = [[*place, label] for place, label in found.labels.items()]
    record = (_COMPARISONS.dump_json(found.comparisons).decode(), json.dumps(labels), json.dumps(dict(found.templates)))
    with atomic.replacing(out) as temporary, closing(sqlite3.connect(temporary)) as kept:
        kept.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES)
        kept.execute("INSERT INTO found VALUES (?, ?, ?, ?)", [*record, str(found.origin)])
        marks = ", ".join("?" * (1 + len(CELL_COLUMNS)))
        for number, cells in enumerate(found.cells.values()):
            rows = ((number, *row) for row in cells[CELL_COLUMNS].itertuples(index=False, name=None))
            kept.executemany(f"INSERT INTO cells VALUES ({marks})", rows)
        kept.executescript(INDEXES)
        kept.commit()


class Comparisons:
    """A comparison that is open for reading."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Ask through a connection."""
        self._ask = connection

    def read(self) -> KeptComparison:
        """What came out."""
        comparisons, labels, templates, origin = self._ask.execute("SELECT * FROM found").fetchone()
        named = {(template, field): label for template, field, label in json.loads(labels)}
        return KeptComparison(_COMPARISONS.validate_json(comparisons), named, json.loads(templates), origin)

    def cells(self, pair: int, outcome: Outcome, limit: int, offset: int) -> list[dict[str, str]]:
        """Some fields of a list, by the names of ``CELL_COLUMNS``."""
        asked = f"SELECT {', '.join(CELL_COLUMNS)} FROM cells WHERE pair = ? AND outcome = ? LIMIT ? OFFSET ?"
        rows = self._ask.execute(asked, [pair, outcome.value, limit, offset])
        return [dict(zip(CELL_COLUMNS, row, strict=True)) for row in rows]


@contextmanager
def opened(path: Path) -> Iterator[Comparisons]:
    """A comparison, read only."""
    with read_only(path) as connection:
        yield Comparisons(connection)
