"""A copy of the database while people work with it, and a look at such a copy."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Engine

from dashboards.language import _
from dashboards.web.backups import postgresql
from dashboards.web.backups.contents import RESULTS
from dashboards.web.backups.log import intact
from dashboards.web.database.asking import reading_of
from dashboards.web.database.opening import existing
from dashboards.web.settings import SQLITE, database_of_app
from pipelines.errors import KoukaError, Place
from pipelines.settings import has_database

DUMP = "database/kouka.dump"
"""Name in the archive of what pg_dump wrote; SQLite's file lies where the app looks for it after a restore."""
SQLITE_NAME = f"{RESULTS}/{SQLITE}"
PAGES_AT_A_TIME = 1_000


@dataclass(frozen=True)
class Copied:
    """A copy."""

    kind: Literal["sqlite", "postgresql", "none"]
    path: Path | None = None
    name: str = ""
    """In the archive."""
    audit_entries: int = 0
    audit_last: str = ""


def copy_to(folder: Path) -> Copied:
    """Copy it to a folder that nobody else can read, all from one moment.

    Raises:
        KoukaError: it cannot be opened, its log is not intact, or pg_dump is missing or refuses.
    """
    if not has_database():
        return Copied("none")
    with existing(database_of_app()) as engine:
        if engine.dialect.name != "sqlite":
            path = folder / "kouka.dump"
            seen = postgresql.dump(engine, path)
            return Copied("postgresql", path, DUMP, seen.entries, seen.last)
        path = folder / SQLITE
        _copy(engine, path)
    return look_at(path)


def _copy(engine: Engine, path: Path) -> None:
    """By SQLite's own online backup: writers go on meanwhile, and the copy is of one moment."""
    with closing(sqlite3.connect(path)) as copy, closing(engine.raw_connection()) as connection:
        source = connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        source.backup(copy, pages=PAGES_AT_A_TIME)


def look_at(path: Path) -> Copied:
    """Whether a copy of SQLite's can be used: its pages fit, it is of this version, its log is intact.

    Raises:
        KoukaError: it is not so.
    """
    try:
        with closing(sqlite3.connect(path)) as copy:
            copy.execute("PRAGMA trusted_schema=OFF")
            (said,) = copy.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        said = type(error).__name__
    if said != "ok":
        raise KoukaError(_("The copy of the database is damaged: {reason}", reason=said), where=Place(path))
    with existing(f"sqlite:///{path}") as engine, reading_of(engine) as connection:
        seen = intact(connection, path)
    return Copied("sqlite", path, SQLITE_NAME, seen.entries, seen.last)
