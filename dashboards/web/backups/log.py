"""The log of use of a database that is copied, or that came back."""

from pathlib import Path

from sqlalchemy import Connection

from dashboards.language import _
from dashboards.web.database.opening import existing
from dashboards.web.security import audit
from dashboards.web.security.audit import Verified
from dashboards.web.settings import database_of_app
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.settings import has_database


def is_kept() -> bool:
    """Whether there is one that can be written to."""
    if not has_database():
        return False
    try:
        with existing(database_of_app()):
            return True
    except KoukaError:
        return False


def intact(connection: Connection, where: Path | None = None) -> Verified:
    """How far it goes.

    Args:
        connection: a transaction.
        where: the file in which it is.

    Raises:
        KoukaError: an entry is not as it was written (code TAMPERED).
    """
    seen = audit.verified(connection)
    if seen.broken is not None:
        raise KoukaError(
            _("Entry {id} does not fit: it, or the one before it, was changed, moved or taken away.", id=seen.broken),
            where=None if where is None else Place(where),
            code=ExitCode.TAMPERED,
        )
    return seen
