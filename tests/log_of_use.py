"""The log of use that the app keeps beside results, as tests begin it and look at it."""

from pathlib import Path

from sqlalchemy import Row

from dashboards.web.database.asking import reading_of
from dashboards.web.database.opening import existing, open_database
from dashboards.web.security import audit


def begin(results: Path) -> None:
    """Make one that is empty, as the app does at its first start."""
    open_database(_address(results)).dispose()


def entries(results: Path) -> list[Row]:
    """What stands in it, after a look whether it is as it was written."""
    with existing(_address(results)) as engine, reading_of(engine) as connection:
        assert audit.verified(connection).broken is None
        return [*audit.entries(connection)]


def _address(results: Path) -> str:
    return f"sqlite:///{results / 'kouka.sqlite'}"
