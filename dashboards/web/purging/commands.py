"""What ``kouka purge`` does. Its options are those of :mod:`pipelines.commands.purge`."""

from datetime import datetime, timedelta
from pathlib import Path

import click

from dashboards.language import _, counted
from dashboards.web import by_command
from dashboards.web.purging.selecting import Contents, at_work, of_cache, of_runs
from dashboards.web.purging.taking_away import take_away
from pipelines.commands import harmless
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.runs.store import campaign_folder
from pipelines.settings import has_database

MEGABYTE = 1_000_000


def purge(campaign: str, days: int | None, sure: bool) -> ExitCode:
    """Say what would be taken away, ask, and take it away.

    Raises:
        KoukaError: a run is being worked on, or the campaign is none.
    """
    home = _home(campaign) if campaign else None
    now = datetime.now().astimezone()
    before = None if days is None else now - timedelta(days=days)
    busy = at_work()
    if busy:
        raise KoukaError(
            _("The run {run} is being worked on by another process.", run=busy[0]),
            todo=_("Wait for it to end, or stop it."),
            code=ExitCode.BUSY,
        )
    found = [*of_runs(home, before)]
    cached = of_cache(before, of_runs_too=bool(found))
    if not found and not cached.files:
        click.echo(_("There is nothing to take away."))
        return ExitCode.OK
    _say(found, cached)
    if not sure and not click.confirm(_("Take it away? It cannot be brought back but from a backup.")):
        click.echo(_("Nothing was taken away."))
        return ExitCode.OK
    for each in found:
        _note(each)
        take_away(each, now)
    take_away(cached, now)
    click.echo(_("Taken away. Figures are kept."))
    if found and has_database():
        click.echo(_("The log of use says that it was done."))
    return ExitCode.OK


def _home(campaign: str) -> Path:
    """The folder of a campaign. A name that was mistyped must not look as if its contents were gone."""
    home = campaign_folder(campaign)
    if not home.is_dir():
        raise KoukaError(
            _("There is no campaign of this name."), where=Place(home), todo=_("kouka list shows the runs."),
            code=ExitCode.USAGE,
        )  # fmt: skip
    return home


def _note(contents: Contents) -> None:
    if contents.run is not None:
        by_command.note("purged", contents.run.name, files=len(contents.files), bytes=contents.bytes)


def _say(found: list[Contents], cached: Contents) -> None:
    for each in found:
        if each.run is not None:
            ended = (each.run.file.finished or each.run.file.started)[:10]
            words = {"run": each.run.name, "day": ended, "size": _size(each)}
            click.echo(
                harmless(
                    counted(
                        "{run} ({day}): {n} file with what was read, {size}",
                        "{run} ({day}): {n} files with what was read, pictures and pages, {size}",
                        len(each.files),
                        **words,
                    )
                )
            )
    if cached.files:
        click.echo(_("What is kept by content, of whatever campaign: {n} files, {size}", n=len(cached.files),
                     size=_size(cached)))  # fmt: skip
    click.echo(
        _(
            "Kept: figures, times, names of files. Studies keep what people typed, batches their scans, and backups "
            "all that was there when they were made."
        )
    )


def _size(contents: Contents) -> str:
    return f"{contents.bytes / MEGABYTE:,.1f} MB"
