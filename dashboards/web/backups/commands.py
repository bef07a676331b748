"""What ``kouka backup`` does. Its options are those of :mod:`pipelines.commands.backup`."""

import shlex
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import click

from dashboards.language import _, counted
from dashboards.web import by_command
from dashboards.web.backups import database, log, record, restoring
from dashboards.web.backups.creating import create as create_backup
from dashboards.web.backups.manifest import Manifest
from dashboards.web.settings import SQLITE
from pipelines.commands import harmless, tell
from pipelines.digests import file_digest
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.settings import results_folder


def create(target: Path, verify: bool) -> ExitCode:
    """Write a backup, and where it is wanted try whether it can be restored."""
    if not results_folder().is_dir():
        raise KoukaError(_("There are no results here."), where=Place(results_folder()), code=ExitCode.USAGE)
    made, manifest = create_backup(target, datetime.now().astimezone(), version("kouka"))
    record.keep(made)
    _say(Path(made.file), made.sha256, manifest)
    by_command.note("backup_created", Path(made.file).name, sha256=made.sha256, files=len(manifest.files))
    return try_out(Path(made.file)) if verify else ExitCode.OK


def restore(file: Path, target: Path) -> ExitCode:
    """Put it back into a folder of its own."""
    manifest = restoring.restore(file, target)
    _say(file, file_digest(file), manifest)
    click.echo(harmless(_("Restored to {folder}. What is there now was left as it is.", folder=target)))
    if manifest.database == "postgresql":
        dump = target / database.DUMP
        command = f"pg_restore --no-owner --single-transaction --dbname=kouka {shlex.quote(str(dump))}"
        click.echo(harmless(_("The database, into an empty one: {command}", command=command)))
        check = f"KOUKA_DATABASE=postgresql:///kouka kouka audit verify --last {manifest.audit_last}"
        click.echo(_("Then whether its log of use came back whole: {command}", command=check))
    click.echo(harmless(_("To work with it: KOUKA_RESULTS={folder} kouka serve", folder=target / "results")))
    if log.is_kept():  # else that is why somebody restores
        by_command.note("backup_restored", file.name, sha256=file_digest(file))
    return ExitCode.OK


def try_out(file: Path) -> ExitCode:
    """Restore it into a folder that is thrown away, and note how that went."""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    digest = file_digest(file) if file.is_file() else ""
    last = record.last()
    try:
        tried = restoring.try_out(file, file.absolute().parent, made_here=last is not None and last.sha256 == digest)
    except KoukaError as error:
        _note(digest, now, went_well=False)
        tell(error.problem)
        return error.code
    is_last = _note(digest, now, went_well=True)
    click.echo(
        counted(
            "Restored on trial: {n} file, as it was copied.",
            "Restored on trial: {n} files, all as they were copied.",
            len(tried.manifest.files),
        )
    )
    if tried.manifest.database == "postgresql":
        click.echo(harmless(_of_server(tried)))
    if not is_last:
        click.echo(
            _("It is not the last backup that was made here, so nothing was noted for the self-check."), err=True
        )
    return ExitCode.OK


def _of_server(tried: restoring.Tried) -> str:
    if tried.not_loaded:
        return _(
            "The copy of the database was read to its end, but put into no server: {reason}", reason=tried.not_loaded
        )
    return _(
        "The copy of the database was put into an empty one on its server, which was taken away again: its log of use "
        "ends there as it did when it was copied."
    )


def _note(digest: str, now: str, *, went_well: bool) -> bool:
    last = record.last()
    if last is None or last.sha256 != digest:
        return False
    record.keep(last.model_copy(update={"tested": now, "restored": went_well}))
    by_command.note("backup_tested", Path(last.file).name, sha256=digest, restored=went_well)
    return True


def _say(file: Path, digest: str, manifest: Manifest) -> None:
    click.echo(harmless(str(file)))
    click.echo(f"SHA-256 {digest}")
    databases = {
        "sqlite": _("the database ({file}): accounts, studies, what people did, the log of use", file=SQLITE),
        "postgresql": _("the database, by pg_dump: accounts, studies, what people did, the log of use"),
        "none": _("no database, since there is none"),
    }
    click.echo(_("In it: {n} files of the results; {database}.", n=len(manifest.files),
                 database=databases[manifest.database]))  # fmt: skip
    click.echo(
        _(
            "It holds what residents wrote and who worked on it. Its owner alone can read the file: "
            "keep it as you keep the scans."
        )
    )
    for batch in manifest.batches:
        click.echo(harmless(_("Not in it: the batch {folder}.", folder=batch)))
    click.echo(_("Not in it either: what can be made anew (.cache), Prefect's record, models."))
    for name in manifest.left_out:
        click.echo(harmless(_("Left out, since it is a link or no file: {name}", name=name)))
