"""``kouka new``: commented files to start from."""

from pathlib import Path

import click

from dashboards.language import _
from pipelines.commands import tell
from pipelines.errors import ExitCode, KoukaError, Place


def command() -> click.Group:
    """The command, in the language spoken."""

    @click.group(
        "new",
        help=_(
            "Write commented files to start from: a batch of forms or of meetings, a cost case, a list of tasks, or "
            "promises."
        ),
    )
    def new() -> None:
        pass

    @new.command(
        "forms",
        help=_("Write a batch of forms that passes the check, with one form and one document, to put your own in."),
        epilog=_("Examples: kouka new forms mine; kouka new forms mine --from-labelmake invoice.template.json"),
    )
    @click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
    @click.option(
        "--from-labelmake",
        is_flag=True,
        help=_("Make the batch from FILE…: forms of labelmake's, each with its filled PDF of the same name beside it."),
    )
    @click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
    def forms(folder: Path, from_labelmake: bool, files: tuple[Path, ...]) -> ExitCode:
        if from_labelmake != bool(files):
            raise click.UsageError(_("--from-labelmake and the files that it takes belong together."))
        _refuse_full(folder)
        _write_forms(folder, files)
        _say_written(folder)
        return ExitCode.OK

    @new.command(
        "meetings",
        help=_("Write a batch of meetings that passes the check, with half a minute of one, to put your own in."),
        epilog=_("Example: kouka new meetings mine"),
    )
    @click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
    def meetings(folder: Path) -> ExitCode:
        # Only here: it looks at sound, and --help must not wait for that.
        from pipelines.starters.meetings import write_meetings

        _refuse_full(folder)
        write_meetings(folder)
        _say_written(folder)
        return ExitCode.OK

    new.add_command(
        _file(
            "case",
            "case.toml",
            _("Write case.toml, the assumptions on volume, wages and costs."),
            _("Example: kouka new case results/demo"),
        )
    )
    new.add_command(
        _file(
            "tasks",
            "tasks.csv",
            _("Write tasks.csv, an invented city's list of tasks, to put your own in."),
            _("Example: kouka new tasks results/demo"),
        )
    )
    new.add_command(
        _file(
            "commitments",
            "commitments.toml",
            _("Write commitments.toml, what a city promised and what would settle it, to put your own in."),
            _("Example: kouka new commitments results/demo"),
        )
    )
    return new


def _file(name: str, file: str, told: str, example: str) -> click.Command:
    """A command that writes one file to start from."""

    @click.command(name, help=told, epilog=example)
    @click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
    def write(folder: Path) -> ExitCode:
        from pipelines import atomic
        from pipelines.starters import content_of

        target = folder / file
        if target.exists():
            raise KoukaError(
                _("There is one already, and it is left as it is."), where=Place(target), todo=_("Name another folder.")
            )
        atomic.write_bytes(target, content_of(file))
        click.echo(target)
        return ExitCode.OK

    return write


def _write_forms(folder: Path, files: tuple[Path, ...]) -> None:
    """The bundled form to start from, or what the files hold."""
    if not files:
        from pipelines.starters import write_forms

        write_forms(folder)
        return
    # Only here: it looks at PDF, and --help must not wait for that.
    from pipelines.starters import labelmake

    for problem in labelmake.write(folder, files):
        tell(problem)


def _say_written(folder: Path) -> None:
    file = folder / "batch.toml"
    click.echo(_("Wrote {folder}. Read {file} first; then: kouka check {folder}", folder=folder, file=file))


def _refuse_full(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KoukaError(
            _("There is something here already, and it is left as it is."),
            where=Place(folder),
            todo=_("Name a folder that does not exist yet."),
        )
