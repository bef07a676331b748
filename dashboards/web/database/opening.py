"""Opening the database: SQLite in WAL by default, PostgreSQL by URL."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, insert, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from dashboards.language import _
from dashboards.web.database.tables import METADATA, schema
from pipelines.errors import ExitCode, KoukaError

SCHEMA = 1
"""Goes up when tables change."""
WAIT_MS = 10_000
"""How long a writer waits for another one."""


def open_database(url: str) -> Engine:
    """The database, with its tables.

    Raises:
        KoukaError: it cannot be opened, or another version of kouka wrote it.
    """
    try:
        engine = _engine(url)
        with engine.begin() as connection:
            METADATA.create_all(connection)
            found = connection.scalar(select(schema.c.version))
            if found is None:
                connection.execute(insert(schema).values(version=SCHEMA))
    except SQLAlchemyError as error:
        raise KoukaError(
            _("The database cannot be opened: {kind}", kind=type(error.__cause__ or error).__name__),
            todo=_("Check KOUKA_DATABASE, and whether the database is running."),
            code=ExitCode.SETUP,
        ) from None
    if found not in (None, SCHEMA):
        raise KoukaError(
            _("The database is of schema {found}; this version knows {known}.", found=found, known=SCHEMA),
            todo=_("Start the version of kouka that wrote it, or name another database with KOUKA_DATABASE."),
            code=ExitCode.SETUP,
        )
    return engine


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    """What SQLite needs so that what was acknowledged survives a kill and a power cut."""
    connection.isolation_level = None  # transactions begin where ``_begin`` says
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={WAIT_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A transaction that may write takes its turn at the beginning, so that none fails half-way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
