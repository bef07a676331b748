"""Whether studies and runs are about the same documents or recordings, wherever they lie and by whatever name."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, Row, select

from dashboards.web.database.tables import studies
from dashboards.web.runs.records import stamp
from pipelines.comparable import contents
from pipelines.errors import KoukaError
from pipelines.runs import store
from pipelines.runs.store import Run
from pipelines.settings import results_folder

KEPT = 32
"""Runs of which it is remembered what they read: of 10,000 documents that is 2 MB."""
COLUMNS = (studies.c.run, studies.c.batch, studies.c.batch_digest)


@dataclass(frozen=True)
class About:
    """What a study or a run is about."""

    run: str
    """``campaign/run-id``."""
    batch: str
    """Its path, as run.json has it."""
    digest: str
    """Of the batch."""

    def shares(self, other: "About") -> bool:
        """Whether any document or recording may be in both: one batch, also where it has grown, or a file in common."""
        same = self.run == other.run or self.batch == other.batch or self.digest == other.digest
        return same or not _contents_of(self.run).isdisjoint(_contents_of(other.run))


def about_run(run: Run) -> About:
    """What a run is about."""
    return About(run.name, run.file.batch.path, run.file.batch.digest)


def about_study(row: Row) -> About:
    """What a study is about, by a row with ``COLUMNS``."""
    return About(row.run, row.batch, row.batch_digest)


def shares_any(one: About, others: Iterable[About]) -> bool:
    """Whether it shares a document or a recording with any of them."""
    return any(one.shares(other) for other in others)


def studies_about(connection: Connection, run: Run) -> Collection[int]:
    """Ids of studies that share documents or recordings with a run."""
    asked = connection.execute(select(studies.c.id, *COLUMNS)).all()
    return [row.id for row in asked if about_study(row).shares(about_run(run))]


def _contents_of(run: str) -> frozenset[str]:
    """Nothing where the run's record was taken away: then a study is recognised by its batch alone."""
    folder = results_folder() / run
    return _loaded(folder, *stamp(folder / "run.json"))


@lru_cache(maxsize=KEPT)
def _loaded(folder: Path, *_version: int) -> frozenset[str]:
    try:
        return contents(store.load(folder).file)
    except KoukaError:
        return frozenset()
