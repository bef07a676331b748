"""``python -m dashboards.web.exporting``: what ``kouka export`` starts, which may not import the app."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from dashboards.language import _
from dashboards.web import by_command
from dashboards.web.exporting.folder import export
from dashboards.web.security import audit
from pipelines.commands import guarded, harmless


@click.command()
@click.argument("name")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--no-crops", is_flag=True)
@click.option("--documents", type=int, required=True)
def main(name: str, folder: Path, no_crops: bool, documents: int) -> None:
    """Write the files."""
    sys.exit(guarded(lambda: _export(name, folder.absolute(), shown=not no_crops, documents=documents)))


def _export(name: str, folder: Path, *, shown: bool, documents: int) -> None:
    def note(runs: Sequence[str]) -> None:
        by_command.note("exported", name, runs=audit.names(runs), contents=shown, documents=documents)

    written = export(name, folder, shown=shown, documents=documents, note=note)
    if written.sounds:
        click.echo(written.sounds.said, err=True)
    click.echo(harmless(str(written.page)))
    click.echo(_("It opens in a browser from wherever the folder is copied to."), err=True)


if __name__ == "__main__":
    main()
