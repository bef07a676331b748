"""What is written to the log of use when somebody does something by a command, and not in the app."""

import getpass

from sqlalchemy import Engine

from dashboards.web.database.opening import open_existing
from dashboards.web.security import audit
from dashboards.web.settings import default_database


def who() -> str:
    """The account of the machine, marked as such: no account of the app begins like that."""
    try:
        return f"${getpass.getuser()}"[:64]
    except (KeyError, OSError):  # the system knows no name for it
        return "$"


def note(action: str, about: str, **detail: str | int | bool) -> None:
    """Add an entry.

    Raises:
        KoukaError: there is no database.
    """
    engine: Engine = open_existing(default_database())
    try:
        with engine.begin() as connection:
            audit.record(connection, who(), action, about, **detail)
    finally:
        engine.dispose()
