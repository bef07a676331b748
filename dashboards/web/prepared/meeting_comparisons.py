"""Runs over meetings against each other, kept for their page: what tests say, and stretches with errors."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter

from dashboards.web.prepared.reading import read_only
from evaluators.comparison import Comparison, Outcome
from pipelines import atomic
from pipelines.comparable import Chosen
from pipelines.meetings.comparing import ComparedMeetings, PlacedStretch, Two, compare_meetings
from pipelines.runs.store import Run


@dataclass(frozen=True)
class KeptTwo:
    """Two that were compared, without the stretches."""

    first: Chosen
    second: Chosen
    comparison: Comparison
    unit: str
    """What was swapped and resampled: ``meeting`` or ``stretch``."""
    left_out: tuple[str, ...]
    """Recordings that one of them alone was given."""


@dataclass(frozen=True)
class KeptMeetingComparison:
    """What came out, without the stretches."""

    pairs: tuple[KeptTwo, ...]
    titles: dict[str, str]
    """Title of each meeting by its session."""
    origin: str
    demonstration_model: bool


_KEPT = TypeAdapter(KeptMeetingComparison)
_STRETCH = TypeAdapter(PlacedStretch)
TABLES = """
CREATE TABLE found (what TEXT NOT NULL);
CREATE TABLE stretches (pair INTEGER NOT NULL, outcome TEXT NOT NULL, effect INTEGER NOT NULL, stretch TEXT NOT NULL);
"""
INDEXES = "CREATE INDEX stretches_listed ON stretches (pair, outcome, effect DESC);"


def write_meeting_comparison(runs: Sequence[Run], out: Path) -> None:
    """Compare the recognisers of one run, or every further run with the first.

    Raises:
        KoukaError: they cannot be compared, and why.
    """
    found = compare_meetings(runs)
    with atomic.replacing(out) as temporary, closing(sqlite3.connect(temporary)) as kept:
        kept.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES)
        kept.execute("INSERT INTO found VALUES (?)", [_KEPT.dump_json(_without_stretches(found)).decode()])
        for number, two in enumerate(found.pairs):
            kept.executemany("INSERT INTO stretches VALUES (?, ?, ?, ?)", _rows(number, two))
        kept.executescript(INDEXES)
        kept.commit()


def _without_stretches(found: ComparedMeetings) -> KeptMeetingComparison:
    pairs = tuple(KeptTwo(two.first, two.second, two.comparison, two.unit, two.left_out) for two in found.pairs)
    return KeptMeetingComparison(pairs, dict(found.titles), str(found.origin), found.demonstration_model)


def _rows(number: int, two: Two) -> Iterator[tuple[int, str, int, str]]:
    for placed in two.stretches:
        # Python's own JSON, which keeps the NaN of stretches of which nobody knows when they were said.
        written = json.dumps(asdict(placed), ensure_ascii=False)
        for outcome in placed.pair.outcomes():
            yield number, outcome.value, placed.pair.effect(outcome), written


class MeetingComparisons:
    """A comparison of meetings that is open for reading."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Ask through a connection."""
        self._ask = connection

    def read(self) -> KeptMeetingComparison:
        """What came out."""
        return _KEPT.validate_json(self._ask.execute("SELECT what FROM found").fetchone()[0])

    def stretches(self, pair: int, outcome: Outcome, limit: int, offset: int) -> list[PlacedStretch]:
        """Some stretches of a list, those of the largest effect first."""
        asked = (
            "SELECT stretch FROM stretches WHERE pair = ? AND outcome = ? ORDER BY effect DESC, rowid LIMIT ? OFFSET ?"
        )
        rows = self._ask.execute(asked, [pair, outcome.value, limit, offset])
        return [_STRETCH.validate_python(json.loads(row[0])) for row in rows]


@contextmanager
def opened(path: Path) -> Iterator[MeetingComparisons]:
    """A comparison of meetings, read only."""
    with read_only(path) as connection:
        yield MeetingComparisons(connection)
