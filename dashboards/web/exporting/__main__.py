"""``python -m dashboards.web.exporting``: what ``kouka export`` starts, which may not import the app."""

import sys
from pathlib import Path

import click

from dashboards.language import _
from dashboards.web.exporting.folder import export
from pipelines.commands import harmless, report
from pipelines.errors import KoukaError


@click.command()
@click.argument("name")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--no-crops", is_flag=True)
@click.option("--documents", type=int, required=True)
def main(name: str, folder: Path, no_crops: bool, documents: int) -> None:
    """Write the files."""
    try:
        written = export(name, folder.absolute(), shown=not no_crops, documents=documents)
    except KoukaError as error:
        report(error.problem)
        sys.exit(error.code)
    if written.sounds:
        click.echo(written.sounds.said, err=True)
    click.echo(harmless(str(written.page)))
    click.echo(_("It opens in a browser from wherever the folder is copied to."), err=True)


if __name__ == "__main__":
    main()
