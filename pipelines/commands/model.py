"""``kouka model``: the speech models that meetings are heard with."""

from pathlib import Path

import click

from dashboards.language import _
from pipelines.commands import harmless, tell
from pipelines.errors import ExitCode


def command() -> click.Group:
    """The command, in the language spoken."""
    naming = click.option("--name", help=_("What the model is called from now on."))

    @click.group(
        "model",
        help=_("Take in, fetch and list the speech models that meetings are heard with."),
        epilog=_("Examples: kouka model fetch large-v3-turbo; kouka model list"),
    )
    def model() -> None:
        pass

    @model.command(
        "add",
        help=_("Take in a model that was carried here: a directory for faster-whisper, or an archive of one."),
        epilog=_("Example: kouka model add /media/usb/faster-whisper-large-v3-turbo --name turbo"),
    )
    @click.argument("source", metavar="DIR|ARCHIVE", type=click.Path(path_type=Path))
    @naming
    def add(source: Path, name: str | None) -> ExitCode:
        from pipelines.models.adding import add

        return _tell(add(source, name).name)

    @model.command(
        "fetch",
        help=_("Fetch a model from a hub, where a network allows it; HF_ENDPOINT names another hub."),
        epilog=_("Example: kouka model fetch large-v3-turbo"),
    )
    @click.argument("named", metavar="NAME")
    @naming
    def fetch(named: str, name: str | None) -> ExitCode:
        from pipelines.models.fetching import fetch

        return _tell(fetch(named, name).name)

    @model.command("list", help=_("List the speech models that are there."), epilog=_("Example: kouka model list"))
    def models() -> ExitCode:
        return _list()

    return model


def _tell(name: str) -> ExitCode:
    from pipelines.models import find, folder

    model = find(name)
    click.echo(harmless(_("The speech model “{name}” is in {folder}.", name=model.name, folder=folder() / model.name)))
    return ExitCode.OK


def _list() -> ExitCode:
    from pipelines.models import damaged, default, folder, installed

    found = installed()
    for name, model in sorted(found.items()):
        remarks = []
        if model == default():
            remarks.append(_("used where none is named"))
        if model.demonstration:
            remarks.append(_("for demonstration only: it knows an invented voice, and is not for real meetings"))
        size = _("{n} MB", n=max(1, round(model.bytes / 1_000_000)))
        click.echo(harmless("  ".join([name, size, model.digest[:12], "; ".join(remarks)]).rstrip()))
    if not found:
        click.echo(_("There is no speech model in {folder}.", folder=folder()))
    for error in damaged():
        tell(error.problem)
    return ExitCode.OK
