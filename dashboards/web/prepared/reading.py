"""Opening what was prepared as a file of SQLite."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a file that is replaced whole, so that nothing in it ever changes while it is open."""
    address = f"file:{quote(str(path))}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True, check_same_thread=False)) as connection:
        yield connection
