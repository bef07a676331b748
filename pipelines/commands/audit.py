"""``kouka audit``: the web app's log of who did what."""

from pathlib import Path

import click

from dashboards.language import _
from pipelines.commands.web_process import become_web


def command() -> click.Group:
    """The command, in the language spoken."""

    @click.group(
        "audit",
        help=_("The log of the web app: who signed in, saw which document, changed what."),
        epilog=_("Examples: kouka audit verify; kouka audit export audit.csv"),
    )
    def audit() -> None:
        pass

    @audit.command(
        "verify",
        help=_("Check that no entry was changed, moved or taken away; exit code 7 where one was."),
        epilog=_("Example: kouka audit verify"),
    )
    @click.option(
        "--last", metavar="DIGEST", help=_("A digest noted before: the entries up to it have to be there still.")
    )
    def verify(last: str | None) -> None:
        become_web("audit", "verify", *(["--last", last] if last else []))

    @audit.command(
        "export",
        help=_("Write the log as CSV that Excel opens, to a file or to standard output."),
        epilog=_("Example: kouka audit export audit.csv"),
    )
    @click.argument("file", required=False, type=click.Path(path_type=Path))
    def export(file: Path | None) -> None:
        become_web("audit", "export", *([str(file)] if file else []))

    return audit
