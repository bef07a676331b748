"""``kouka serve``: the web app."""

from pathlib import Path

import click

from dashboards.language import _
from pipelines.commands.web_process import become_web

DEFAULT_PORT = 8765


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "serve",
        help=_("Results and the review station in a browser. It listens on this machine alone unless told otherwise."),
        epilog=_("Examples: kouka serve; kouka serve --port 9000; kouka serve --make-certificate certificate"),
    )
    @click.option("--host", default="127.0.0.1", show_default=True, help=_("Where to listen."))
    @click.option("--port", default=DEFAULT_PORT, show_default=True, type=click.IntRange(1, 65535), help=_("Port."))
    @click.option("--certificate", type=click.Path(path_type=Path), help=_("Certificate (PEM), for other machines."))
    @click.option("--key", type=click.Path(path_type=Path), help=_("Its key (PEM)."))
    @click.option(
        "--make-certificate",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help=_("Make a certificate and its key in a folder, and end."),
    )
    @click.option(
        "--name",
        "names",
        multiple=True,
        help=_("Name or address by which other machines reach this one, for --make-certificate; may be repeated."),
    )
    def serve(
        host: str,
        port: int,
        certificate: Path | None,
        key: Path | None,
        make_certificate: Path | None,
        names: tuple[str, ...],
    ) -> None:
        if make_certificate is not None:
            become_web("certificate", str(make_certificate), *names)
        if names:
            raise click.UsageError(_("--name goes with --make-certificate."))
        files = [("--certificate", certificate), ("--key", key)]
        told = [text for name, file in files if file for text in (name, str(file))]
        become_web("serve", "--host", host, "--port", str(port), *told)

    return serve
