"""``python -m dashboards.web.prepared KIND … --out FILE``: a process that prepares one thing for the web app."""

import json
import os
import sys
from pathlib import Path

import click

from dashboards.web.prepared.work import KINDS, prepare
from pipelines.errors import KoukaError

POLITE = 10
"""How far it steps back behind pages that people wait for."""


@click.command()
@click.argument("kind", type=click.Choice([*KINDS]))
@click.argument("names", nargs=-1)
@click.option("--out", type=click.Path(path_type=Path), required=True)
def main(kind: str, names: tuple[str, ...], out: Path) -> None:
    """Prepare it; what keeps it from that is told on stdout, for the page."""
    os.nice(POLITE)
    try:
        prepare(kind, names, out)
    except KoukaError as error:
        problem = error.problem
        where = str(problem.where) if problem.where else None
        click.echo(json.dumps({"what": problem.what, "where": where, "todo": problem.todo}))
        sys.exit(error.code)


if __name__ == "__main__":
    main()
