"""PostgreSQL's part of a backup: a dump of one moment, and a look at one, by reading it or by loading it on trial.

Whatever stands in a dump is run by the server with the rights of whoever loads it: only one that was made here is.
"""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from dashboards.language import _
from dashboards.web.backups.log import intact
from dashboards.web.database.asking import reading_of
from dashboards.web.database.opening import address_of, existing
from dashboards.web.database.tables import METADATA
from dashboards.web.security.audit import Verified
from dashboards.web.settings import default_database
from pipelines.errors import ExitCode, KoukaError, Place

TRIAL = "kouka_trial_"
"""How databases begin that are made for a trial."""


class NotLoaded(Exception):
    """There is no server here on which a database can be made for a trial; says why."""


def dump(engine: Engine, path: Path) -> Verified:
    """Write all of it to a file, of one moment while people work, and how far the log of use goes in it.

    Raises:
        KoukaError: the log is not intact; pg_dump is missing or refuses.
    """
    with reading_of(engine) as connection:
        seen = intact(connection)
        moment = connection.scalar(text("SELECT pg_export_snapshot()"))
        _call("pg_dump", _url(), f"--snapshot={moment}", "--format=custom", f"--file={path}")
    return seen


def look_at(path: Path) -> None:
    """Whether pg_restore can read all of a dump, and the log of use is in it. Nothing in it is run.

    Raises:
        KoukaError: it cannot.
    """
    if "TABLE DATA public audit" not in _call("pg_restore", None, "--list", str(path)):
        raise KoukaError(_("The copy of the database has no log of use."), where=Place(path))
    _call("pg_restore", None, f"--file={os.devnull}", str(path))


def load(path: Path) -> Verified:
    """Put a dump that was made here into a database made for it, which is taken away again; how far its log goes.

    Raises:
        NotLoaded: no such database can be made.
        KoukaError: pg_restore is missing or refuses; a table is missing, or the log is not intact.
    """
    try:
        with _empty_database() as url:
            _call("pg_restore", url, "--no-owner", "--no-acl", "--exit-on-error", str(path))
            return _look_into(url)
    except SQLAlchemyError as error:
        raise KoukaError(
            _("{name} refuses: {reason}", name="PostgreSQL", reason=_said(error)), code=ExitCode.SETUP
        ) from None


def _look_into(url: URL) -> Verified:
    engine = create_engine(url, hide_parameters=True)
    missing = METADATA.tables.keys() - {*inspect(engine).get_table_names()}
    engine.dispose()
    if missing:
        raise KoukaError(_("The copy of the database has no table {name}.", name=min(missing)))
    with existing(url.render_as_string(hide_password=False)) as restored, reading_of(restored) as connection:
        return intact(connection)


def _url() -> URL:
    return address_of(default_database())


@contextmanager
def _empty_database() -> Iterator[URL]:
    """A database of its own on the server that the app uses, which only its owner can connect to."""
    if make_url(default_database()).get_backend_name() != "postgresql":
        raise NotLoaded(_("KOUKA_DATABASE names no PostgreSQL"))
    name = TRIAL + secrets.token_hex(8)
    server = create_engine(_url(), isolation_level="AUTOCOMMIT", pool_pre_ping=True, hide_parameters=True)
    try:
        with server.connect() as connection:
            _take_away_left_ones(connection)
            connection.execute(
                text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
            )
    except SQLAlchemyError as error:
        server.dispose()
        raise NotLoaded(_said(error)) from None
    url = _url().set(database=name)
    held = create_engine(url, hide_parameters=True)
    try:
        with server.connect() as connection, held.connect():  # who holds it keeps others from taking it away
            connection.execute(text(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC"))
            yield url
    finally:
        held.dispose()
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        server.dispose()


def _take_away_left_ones(connection: Connection) -> None:
    """Databases that trials left which were killed; one that somebody is connected to is not taken away."""
    named = text("SELECT datname FROM pg_database WHERE datname ~ :pattern AND pg_get_userbyid(datdba) = current_user")
    for name in connection.scalars(named, {"pattern": f"^{TRIAL}[0-9a-f]{{16}}$"}).all():
        with suppress(DBAPIError):
            connection.execute(text(f"DROP DATABASE {name}"))


def _said(error: SQLAlchemyError) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return (str(cause).strip().splitlines() or [type(cause).__name__])[0]


def _without_password(database: URL) -> URL:
    """As PostgreSQL's programs take it. ``set`` would leave the password as it is where it is given None for it."""
    return URL.create(
        "postgresql", database.username, None, database.host, database.port, database.database, database.query
    ).difference_update_query(["password"])


def _call(program: str, database: URL | None, *arguments: str) -> str:
    """Run one of PostgreSQL's programs; what it says.

    Raises:
        KoukaError: it is missing, or refuses.
    """
    if shutil.which(program) is None:
        raise KoukaError(
            _("The program {name} is missing.", name=program),
            todo=_("Install PostgreSQL's client programs (Debian: postgresql-client)."),
            code=ExitCode.SETUP,
        )
    command, environment = [program, *arguments], {**os.environ}
    if database is not None:
        # What stands in a command line can be seen by everybody on the machine.
        if password := database.password or "".join(database.query.get("password", "")):
            environment["PGPASSWORD"] = password
        command.append(f"--dbname={_without_password(database).render_as_string(hide_password=False)}")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or [""])[-1]
        raise KoukaError(_("{name} refuses: {reason}", name=program, reason=said), code=ExitCode.SETUP)
    return done.stdout
