"""The database of the app that a request came to."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import Path, Request
from sqlalchemy import Connection, Engine, Table
from sqlalchemy.dialects import postgresql, sqlite

from dashboards.web.database.opening import options_of_readers

RowId = Annotated[int, Path(ge=0, le=2**31 - 1)]
"""The id of a row in an address. What is larger no column of ids can be compared with."""


@contextmanager
def transaction(request: Request) -> Iterator[Connection]:
    """A transaction that writes; what is done in it is kept when it ends, all of it or nothing.

    Those of SQLite take turns: look things up and hash passwords outside of it, so that nobody waits for that.
    """
    engine: Engine = request.app.state.engine
    with engine.begin() as connection:
        yield connection


@contextmanager
def reading(request: Request) -> Iterator[Connection]:
    """A transaction that only reads, all from one moment, and waits for no writer."""
    with reading_of(request.app.state.engine) as connection:
        yield connection


@contextmanager
def reading_of(engine: Engine) -> Iterator[Connection]:
    """The same, where there is no request."""
    with engine.connect() as connection, connection.execution_options(**options_of_readers(engine)).begin():
        yield connection


def keep_new(connection: Connection, table: Table, rows: list[dict]) -> None:
    """Keep rows, but for those that are there: another message may have brought them meanwhile."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(postgresql.insert(table).on_conflict_do_nothing(), rows)
    else:
        connection.execute(sqlite.insert(table).on_conflict_do_nothing(), rows)
