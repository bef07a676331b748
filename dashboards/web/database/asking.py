"""The database of the app that a request came to."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import Request
from sqlalchemy import Connection, Engine

from dashboards.web.database.opening import options_of_readers


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
