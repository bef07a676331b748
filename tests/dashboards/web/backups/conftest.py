"""A results folder with a run and a database, either kind, as commands find them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url

from dashboards.web.database.opening import open_database
from dashboards.web.security import audit
from dashboards.web.settings import default_database


@pytest.fixture
def kept(results_with_run: Path, monkeypatch: pytest.MonkeyPatch, english: None) -> Iterator[Engine]:
    """The database beside the run, with three entries in its log."""
    monkeypatch.delenv("KOUKA_DATABASE", raising=False)
    opened = open_database(default_database())
    for number in range(3):
        with opened.begin() as connection:
            audit.record(connection, "tanaka", "document_seen", f"demo/run/文書-{number}")
    yield opened
    opened.dispose()


@pytest.fixture
def elsewhere(
    results_with_run: Path, database: str, monkeypatch: pytest.MonkeyPatch, english: None
) -> Iterator[Engine]:
    """The same in a database of either kind that KOUKA_DATABASE names."""
    monkeypatch.setenv("KOUKA_DATABASE", database)
    opened = open_database(database)
    with opened.begin() as connection:
        audit.record(connection, "tanaka", "sign_in", "tanaka")
    assert make_url(database).get_backend_name() in ("sqlite", "postgresql")
    yield opened
    opened.dispose()
