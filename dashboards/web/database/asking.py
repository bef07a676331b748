"""The database of the app that a request came to."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import Request
from sqlalchemy import Connection, Engine


@contextmanager
def transaction(request: Request) -> Iterator[Connection]:
    """A transaction; what is done in it is kept when it ends, all of it or nothing."""
    engine: Engine = request.app.state.engine
    with engine.begin() as connection:
        yield connection
