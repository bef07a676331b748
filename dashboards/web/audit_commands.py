"""``kouka audit``: the log of the database that the app keeps."""

import re
import sys
from pathlib import Path

import click

from dashboards.language import _, counted
from dashboards.web import by_command
from dashboards.web.database.asking import reading_of
from dashboards.web.database.opening import open_existing
from dashboards.web.security import audit
from dashboards.web.security.audit import Verified
from dashboards.web.settings import database_of_app
from pipelines import atomic
from pipelines.commands import tell
from pipelines.errors import ExitCode, KoukaError, Problem

DIGEST = re.compile("[0-9a-f]{64}")


def verify(noted: str) -> ExitCode:
    """Say whether the log is as it was written, and the digest to keep elsewhere.

    Raises:
        KoukaError: there is no database, or what was noted is no digest.
    """
    noted = noted.strip().lower()
    if noted and not DIGEST.fullmatch(noted):
        raise KoukaError(_("--last is a digest of 64 digits, as “kouka audit verify” shows it."), code=ExitCode.USAGE)
    with reading_of(open_existing(database_of_app())) as connection:
        found = audit.verified(connection, noted)
    problem = _problem(found)
    if problem is not None:
        tell(problem)
        return ExitCode.TAMPERED
    click.echo(counted("{n} entry, as it was written.", "{n} entries, all as they were written.", found.entries))
    click.echo(_("Digest of the last one, to keep elsewhere: {digest}", digest=found.last))
    return ExitCode.OK


def _problem(found: Verified) -> Problem | None:
    if found.broken is not None:
        return Problem(
            _("Entry {id} does not fit: it, or the one before it, was changed, moved or taken away.", id=found.broken),
            todo=_("{n} entries before it are as they were written. Keep a copy of the database.", n=found.entries),
        )
    if not found.noted:
        return Problem(
            _("The entry whose digest was noted is not there: the last entries were taken away, or all written anew."),
            todo=_("Look for the copy of the day on which it was noted. Keep a copy of the database."),
        )
    return None


def export(file: Path | None) -> None:
    """Write the log as CSV, to standard output where no file is named.

    Raises:
        KoukaError: there is no database.
    """
    with reading_of(open_existing(database_of_app())) as connection:
        content = audit.table(connection).encode("utf-8-sig")
    by_command.note("log_taken_out", "-")
    if file is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        atomic.write_bytes(file, content)
