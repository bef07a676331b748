"""Opening the database: SQLite in WAL by default, PostgreSQL by URL."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from dashboards.language import _
from dashboards.web.database.tables import METADATA, schema
from pipelines.errors import ExitCode, KoukaError, Place

SCHEMA = 1
"""Goes up when tables change."""
WAIT_MS = 10_000
"""How long a writer waits for another one."""
READS = "kouka_reads"
"""An option of transactions of SQLite."""
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
"""By what stands before the colon of an address."""


def open_database(url: str) -> Engine:
    """The database, with its tables, which are made where they are missing.

    Raises:
        KoukaError: it cannot be opened, or another version of kouka wrote it.
    """
    return _opened(url, METADATA.create_all)


def _opened(url: str, prepare: Callable[[Connection], None]) -> Engine:
    """The database, after something was done in the transaction in which its version is looked at."""
    try:
        engine = _engine(address_of(url))
        with engine.begin() as connection:
            prepare(connection)
            found = connection.scalar(select(schema.c.version))
            if found is None:
                connection.execute(insert(schema).values(version=SCHEMA))
    except SQLAlchemyError as error:
        raise _cannot_be_opened(error) from None
    if found not in (None, SCHEMA):
        raise KoukaError(
            _("The database is of schema {found}; this version knows {known}.", found=found, known=SCHEMA),
            todo=_("Start the version of kouka that wrote it, or name another database with KOUKA_DATABASE."),
            code=ExitCode.SETUP,
        )
    return engine


def options_of_readers(engine: Engine) -> dict[str, Any]:
    """Of a transaction that only reads, all from one moment; that is how SQLite's are anyway."""
    if engine.dialect.name == "postgresql":
        return {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
    return {READS: True}


@contextmanager
def existing(url: str) -> Iterator[Engine]:
    """The database that an app has written, for as long as it is asked.

    Raises:
        KoukaError: as from :func:`open_existing`.
    """
    engine = open_existing(url)
    try:
        yield engine
    finally:
        engine.dispose()


def open_existing(url: str) -> Engine:
    """The database that an app has written. No table is made: an empty one may wait for what a backup holds of it.

    Raises:
        KoukaError: there is none, nothing is in it, it cannot be opened, or another version of kouka wrote it.
    """
    address = address_of(url)
    if address.get_backend_name() == "sqlite" and address.database and not Path(address.database).is_file():
        raise KoukaError(
            _("There is no database yet."),
            where=Place(Path(address.database)),
            todo=_("kouka serve makes one; KOUKA_DATABASE names another."),
        )
    return _opened(url, _check_tables)


def _check_tables(connection: Connection) -> None:
    if METADATA.tables.keys() - {*inspect(connection).get_table_names()}:
        raise KoukaError(
            _("There are no tables yet in the database, or not all of them."),
            todo=_("kouka serve makes them. Where a backup is to be put back, do that before."),
            code=ExitCode.SETUP,
        )


def _cannot_be_opened(error: SQLAlchemyError) -> KoukaError:
    return KoukaError(
        _("The database cannot be opened: {kind}", kind=type(error.__cause__ or error).__name__),
        todo=_("Check KOUKA_DATABASE, and whether the database is running."),
        code=ExitCode.SETUP,
    )


def address_of(url: str) -> URL:
    """The address of a database, with the driver that kouka has for it.

    Raises:
        KoukaError: it is none, or of a kind that is not known.
    """
    try:
        parsed = make_url(url)
    except SQLAlchemyError as error:
        raise _cannot_be_opened(error) from None
    driver = DRIVERS.get(parsed.get_backend_name())
    if driver is None:
        raise KoukaError(
            _("A database of this kind is not known: {kind}", kind=parsed.get_backend_name()),
            todo=_("KOUKA_DATABASE begins with sqlite: or postgresql:."),
            code=ExitCode.USAGE,
        )
    return parsed.set(drivername=driver)


def _engine(url: URL) -> Engine:
    # What people typed would otherwise stand in the messages of errors.
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, isolation_level="READ COMMITTED")
    if url.database:
        _make_private(Path(url.database))
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _make_private(file: Path) -> None:
    """A file that nobody else on the machine can read. SQLite gives those beside it the same mode."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise KoukaError(
            _("The system refuses this: {reason}", reason=error.strerror), where=Place(file), code=ExitCode.SETUP
        ) from None


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    """What SQLite needs so that what was acknowledged survives a kill and a power cut."""
    connection.isolation_level = None  # transactions begin where ``_begin`` says
    for pragma in (f"busy_timeout={WAIT_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A transaction that may write takes its turn at the beginning, so that none fails half-way; a reader waits not."""
    reads = connection.get_execution_options().get(READS, False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
