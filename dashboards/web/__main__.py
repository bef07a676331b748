"""``python -m dashboards.web``: what ``kouka serve``, ``kouka audit`` and their like become, with what they were told.

What takes time to import is imported where it is used, so that Ctrl-C ends it cleanly from the beginning.
"""

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from dashboards.language import _
from pipelines.commands import guarded
from pipelines.errors import ExitCode


@click.group()
def web() -> None:
    """The web app."""


@web.command()
@click.option("--host", required=True)
@click.option("--port", required=True, type=int)
@click.option("--certificate", type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path))
def serve(host: str, port: int, certificate: Path | None, key: Path | None) -> None:
    """Serve until stopped."""
    from dashboards.web import starting
    from dashboards.web.settings import WebSettings

    starting.serve(WebSettings(host=host, port=port, certificate=certificate, key=key))


@web.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("names", nargs=-1)
def certificate(folder: Path, names: tuple[str, ...]) -> None:
    """Make a certificate."""
    from dashboards.web.security.certificate import command_of, make_certificate

    made = make_certificate(folder, names, datetime.now().astimezone())
    click.echo(_("For: {names}", names=", ".join(made.names)))
    click.echo(_("Valid until: {day}", day=made.until.date().isoformat()))
    click.echo(_("SHA-256 fingerprint, to compare in the browser: {fingerprint}", fingerprint=made.fingerprint))
    click.echo(command_of(made))


@web.command()
@click.argument("arguments", nargs=-1)
def work(arguments: tuple[str, ...]) -> int:
    """Do what the app was asked to do by a command of kouka's."""
    from dashboards.web.working.process import work

    return work(arguments)


@web.command()
@click.argument("action")
@click.argument("told")
def study(action: str, told: str) -> ExitCode:
    """Make studies, show them, and take their times out; what is told is JSON."""
    from dashboards.web.studies.commands import do

    return do(action, json.loads(told))


@web.command()
@click.argument("action")
@click.argument("about")
@click.argument("detail")
def note(action: str, about: str, detail: str) -> None:
    """Write to the log of use what a command is about to do; the detail is JSON."""
    from dashboards.web import by_command

    by_command.note(action, about, **json.loads(detail))


@web.group()
def audit() -> None:
    """The audit log."""


@audit.command()
@click.option("--last", default="")
def verify(last: str) -> ExitCode:
    """Look whether it is as it was written."""
    from dashboards.web.audit_commands import verify

    return verify(last)


@audit.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
def export(file: Path | None) -> None:
    """Write it as CSV."""
    from dashboards.web.audit_commands import export

    export(file)


@web.command()
@click.option("--trial", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
def selfcheck(trial: bool, as_json: bool) -> ExitCode:
    """Look at what the system can find out about itself."""
    from dashboards.web.selfchecks.commands import selfcheck

    return selfcheck(trial, as_json)


@web.group()
def backup() -> None:
    """Copies of all that is kept."""


@backup.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--verify", is_flag=True)
def create(target: Path, verify: bool) -> ExitCode:
    """Write one."""
    from dashboards.web.backups.commands import create

    return create(target, verify)


@backup.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("target", required=False, type=click.Path(path_type=Path))
def restore(file: Path, target: Path | None) -> ExitCode:
    """Put it back, or without a folder try whether that can be done."""
    from dashboards.web.backups.commands import restore, try_out

    return try_out(file) if target is None else restore(file, target)


@web.command()
@click.option("--campaign", default="")
@click.option("--days", type=int)
@click.option("--yes", "sure", is_flag=True)
def purge(campaign: str, days: int | None, sure: bool) -> ExitCode:
    """Take away what was read, and keep the figures."""
    from dashboards.web.purging.commands import purge

    return purge(campaign, days, sure)


if __name__ == "__main__":
    sys.exit(guarded(lambda: web(standalone_mode=False)))
