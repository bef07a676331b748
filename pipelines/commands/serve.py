"""``kouka serve``: the web app, in a process of its own, since nothing here may import it."""

import os
import sys
from pathlib import Path

import click

from dashboards.language import _

DEFAULT_PORT = 8765


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "serve",
        help=_("Results and the review station in a browser. It listens on this machine alone unless told otherwise."),
        epilog=_("Examples: kouka serve; kouka serve --port 9000"),
    )
    @click.option("--host", default="127.0.0.1", show_default=True, help=_("Where to listen."))
    @click.option("--port", default=DEFAULT_PORT, show_default=True, type=click.IntRange(1, 65535), help=_("Port."))
    @click.option("--certificate", type=click.Path(path_type=Path), help=_("Certificate (PEM), for other machines."))
    @click.option("--key", type=click.Path(path_type=Path), help=_("Its key (PEM)."))
    def serve(host: str, port: int, certificate: Path | None, key: Path | None) -> None:
        files = [("--certificate", certificate), ("--key", key)]
        told = [text for name, file in files if file for text in (name, str(file))]
        shown = f"[{host}]" if ":" in host else host
        click.echo(_("kouka is at {address}", address=f"{'https' if certificate else 'http'}://{shown}:{port}/"))
        click.echo(_("Stop it with Ctrl-C."), err=True)
        sys.stdout.flush()
        web = [sys.executable, "-m", "dashboards.web", "--host", host, "--port", str(port), *told]
        os.execv(web[0], web)

    return serve
