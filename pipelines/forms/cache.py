"""Results kept by content, below ``results/.cache``.

The same page, template, engine, version and settings are never read twice, in whatever run or batch they come.
Prefect's own task cache is not used: its keys take a path for a path, not for what lies there, and what it persists is
not written atomically.
"""

from collections.abc import Iterable
from pathlib import Path

from evaluators.frames import Frame
from pipelines.digests import digest
from pipelines.errors import KoukaError
from pipelines.tables import Row, problems_of, read_table, write_table

VERSION = 8
"""Goes up with every change of the code that changes what is read."""


def key(*parts: object) -> str:
    """Name of an entry: everything that its content depends on."""
    return digest(VERSION, *parts)


def load(file: Path, document: str, frame: Frame, count: int) -> list[Row] | None:
    """Rows of an entry under the name that the document has here; None where there is none, or it is damaged.

    Args:
        file: the entry.
        document: name of the document here.
        frame: of the entry's table.
        count: how many rows it must have.
    """
    if not file.is_file():
        return None
    try:
        table = read_table(file)
    except KoukaError:
        return None
    if len(table.rows) != count or problems_of(table, frame):
        return None
    return [{**row, "document": document} for row in table.rows]


def save(file: Path, rows: Iterable[Row], frame: Frame) -> None:
    """Write an entry, whole or not at all."""
    write_table(file, rows, frame)
