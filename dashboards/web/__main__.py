"""``python -m dashboards.web``: the app as ``kouka serve`` starts it, with the settings of its command line."""

import sys
from pathlib import Path

import click

from dashboards.web.settings import WebSettings
from dashboards.web.starting import serve
from pipelines.commands import report
from pipelines.errors import KoukaError


@click.command()
@click.option("--host", required=True)
@click.option("--port", required=True, type=int)
@click.option("--certificate", type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path))
def main(host: str, port: int, certificate: Path | None, key: Path | None) -> None:
    """Serve until stopped."""
    try:
        serve(WebSettings(host=host, port=port, certificate=certificate, key=key))
    except KoukaError as error:
        report(error.problem)
        sys.exit(error.code)


if __name__ == "__main__":
    main()
