"""A copy of the database while people work with it, and a look at such a copy."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Engine, make_url

from dashboards.language import _
from dashboards.web.backups.contents import RESULTS
from dashboards.web.database.asking import reading_of
from dashboards.web.database.opening import existing, is_there
from dashboards.web.security import audit
from dashboards.web.settings import SQLITE, default_database
from pipelines.errors import ExitCode, KoukaError, Place

DUMP = "database/kouka.dump"
"""Name in the archive of what pg_dump wrote; SQLite's file lies where the app looks for it after a restore."""
SQLITE_NAME = f"{RESULTS}/{SQLITE}"
PAGES_AT_A_TIME = 1_000


@dataclass(frozen=True)
class Copied:
    """A copy."""

    kind: Literal["sqlite", "postgresql", "none"]
    path: Path | None = None
    name: str = ""
    """In the archive."""
    audit_entries: int = 0
    audit_last: str = ""


def copy_to(folder: Path) -> Copied:
    """Copy it to a folder that nobody else can read, all from one moment.

    Raises:
        KoukaError: it cannot be opened, or pg_dump is missing or refuses.
    """
    if not is_there(default_database()):
        return Copied("none")
    with existing(default_database()) as engine:
        if engine.dialect.name != "sqlite":
            path = folder / "kouka.dump"
            _dump(path)
            return _noted(engine, Copied("postgresql", path, DUMP))
        path = folder / SQLITE
        _copy(engine, path)
    return look_at(path)


def _copy(engine: Engine, path: Path) -> None:
    """By SQLite's own online backup: writers go on meanwhile, and the copy is of one moment."""
    with closing(sqlite3.connect(path)) as copy, closing(engine.raw_connection()) as connection:
        source = connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        source.backup(copy, pages=PAGES_AT_A_TIME)


def _dump(path: Path) -> None:
    url = make_url(default_database()).set(drivername="postgresql")
    # What stands in a command line can be seen by everybody on the machine.
    environment = {**os.environ, **({"PGPASSWORD": url.password} if url.password else {})}
    target = url.set(password=None).render_as_string(hide_password=False)
    _call(["pg_dump", "--format=custom", "--no-owner", f"--file={path}", f"--dbname={target}"], environment)


def _call(command: list[str], environment: dict[str, str]) -> str:
    if shutil.which(command[0]) is None:
        raise KoukaError(
            _("The program {name} is missing.", name=command[0]),
            todo=_("Install PostgreSQL's client programs (Debian: postgresql-client)."),
            code=ExitCode.SETUP,
        )
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or [""])[-1]
        raise KoukaError(_("{name} refuses: {reason}", name=command[0], reason=said), code=ExitCode.SETUP)
    return done.stdout


def _noted(engine: Engine, copied: Copied) -> Copied:
    with reading_of(engine) as connection:
        seen = audit.verified(connection)
    return Copied(copied.kind, copied.path, copied.name, seen.entries, seen.last)


def look_at(path: Path) -> Copied:
    """Whether a copy of SQLite's can be used: its pages fit, it is of this version, its log is intact.

    Raises:
        KoukaError: it is not so.
    """
    try:
        with closing(sqlite3.connect(path)) as copy:
            copy.execute("PRAGMA trusted_schema=OFF")
            (said,) = copy.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        said = type(error).__name__
    if said != "ok":
        raise KoukaError(_("The copy of the database is damaged: {reason}", reason=said), where=Place(path))
    with existing(f"sqlite:///{path}") as engine, reading_of(engine) as connection:
        seen = audit.verified(connection)
    if seen.broken is not None:
        raise KoukaError(
            _("Entry {id} does not fit: it, or the one before it, was changed, moved or taken away.", id=seen.broken),
            where=Place(path),
            code=ExitCode.TAMPERED,
        )
    return Copied("sqlite", path, SQLITE_NAME, seen.entries, seen.last)


def look_at_dump(path: Path) -> None:
    """Whether pg_restore can read all of what pg_dump wrote, and the log of use is in it.

    Raises:
        KoukaError: it cannot.
    """
    listed = _call(["pg_restore", "--list", str(path)], {**os.environ})
    if "TABLE DATA public audit" not in listed:
        raise KoukaError(_("The copy of the database has no log of use."), where=Place(path))
    _call(["pg_restore", f"--file={os.devnull}", str(path)], {**os.environ})
