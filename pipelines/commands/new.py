"""``kouka new``: commented files to start from."""

from pathlib import Path

import click

from dashboards.language import _
from pipelines.errors import ExitCode, KoukaError, Place


def command() -> click.Group:
    """The command, in the language spoken."""

    @click.group("new", help=_("Write commented files to start from: a batch of forms, or a cost case."))
    def new() -> None:
        pass

    @new.command(
        "forms",
        help=_("Write a batch of forms that passes the check, with one form and one document, to put your own in."),
        epilog=_("Example: kouka new forms my-forms"),
    )
    @click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
    def forms(folder: Path) -> ExitCode:
        from pipelines.starters import write_forms

        _refuse_full(folder)
        write_forms(folder)
        click.echo(
            _(
                "Wrote {folder}. Read {file} first; then: kouka check {folder}",
                folder=folder,
                file=folder / "batch.toml",
            )
        )
        return ExitCode.OK

    @new.command(
        "case",
        help=_("Write case.toml, the assumptions on volume, wages and costs."),
        epilog=_("Example: kouka new case results/demo"),
    )
    @click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
    def case(folder: Path) -> ExitCode:
        from pipelines import atomic
        from pipelines.starters import starter

        file = folder / "case.toml"
        if file.exists():
            raise KoukaError(
                _("There is one already, and it is left as it is."), where=Place(file), todo=_("Name another folder.")
            )
        atomic.write_text(file, starter("case.toml"))
        click.echo(file)
        return ExitCode.OK

    return new


def _refuse_full(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KoukaError(
            _("There is something here already, and it is left as it is."),
            where=Place(folder),
            todo=_("Name a folder that does not exist yet."),
        )
