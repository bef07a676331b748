"""What is written to the log of use when somebody does something by a command, and not in the app."""

import getpass

from dashboards.web.database.opening import existing
from dashboards.web.security import audit
from dashboards.web.settings import database_of_app
from pipelines.settings import has_database


def who() -> str:
    """The account of the machine, marked as such: no account of the app begins like that."""
    try:
        return f"${getpass.getuser()}"[:64]
    except (KeyError, OSError):  # the system knows no name for it
        return "$"


def note(action: str, about: str, **detail: str | int | bool) -> None:
    """Add an entry, where there is a log."""
    if has_database():
        with existing(database_of_app()) as engine, engine.begin() as connection:
            audit.record(connection, who(), action, about, **detail)
