"""``kouka backup``: copies of the database and the results, and the way back."""

from pathlib import Path

import click

from dashboards.language import _
from pipelines.commands.web_process import become_web


def command() -> click.Group:
    """The command, in the language spoken."""

    @click.group(
        "backup",
        help=_("Copy the database and the results into one file, and restore them from it."),
        epilog=_("Examples: kouka backup create /mnt/backup --verify; kouka backup restore FILE DIR"),
    )
    def backup() -> None:
        pass

    @backup.command(
        "create",
        help=_(
            "Write a backup, also while people work: whole or not at all, with the SHA-256 of every file. TARGET is a "
            "folder, or a name that ends with .tar. Scans of batches are not in it."
        ),
        epilog=_("Example: kouka backup create /mnt/backup --verify"),
    )
    @click.argument("target", type=click.Path(path_type=Path))
    @click.option("--verify", is_flag=True, help=_("Then try whether it can be restored, and note that."))
    def create(target: Path, verify: bool) -> None:
        become_web("backup", "create", *(["--verify"] if verify else []), "--", str(target.absolute()))

    @backup.command(
        "restore",
        help=_(
            "Restore a backup into a folder that does not exist yet. With --verify it is restored on trial, into a "
            "folder that is thrown away, and the self-check knows of it."
        ),
        epilog=_("Examples: kouka backup restore FILE DIR; kouka backup restore FILE --verify"),
    )
    @click.argument("file", type=click.Path(path_type=Path))
    @click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
    @click.option("--verify", is_flag=True, help=_("Try it only."))
    def restore(file: Path, folder: Path | None, verify: bool) -> None:
        if verify == (folder is not None):
            raise click.UsageError(_("Name a folder to restore to, or write --verify to try it only."))
        told = [] if folder is None else [str(folder.absolute())]
        become_web("backup", "restore", "--", str(file.absolute()), *told)

    return backup
