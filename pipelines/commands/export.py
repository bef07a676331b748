"""``kouka export``: runs as a folder of files, by a process of its own, since nothing here may import the app."""

import subprocess
import sys
from pathlib import Path

import click

from dashboards.language import _

DOCUMENTS = 500
"""Of each run: some 80 MB of pictures."""


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "export",
        help=_("Write a run, or all runs of a campaign, as a folder of files that opens from a file share."),
        epilog=_("Examples: kouka export latest DIR; kouka export demo DIR --no-crops"),
    )
    @click.argument("run")
    @click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
    @click.option(
        "--no-crops",
        is_flag=True,
        help=_("Leave out what stands in fields and what was said, as picture, sound and text."),
    )
    @click.option(
        "--documents", type=click.IntRange(0), default=DOCUMENTS, show_default=True,
        help=_("Documents of each run that get a page, those with most errors first."),
    )  # fmt: skip
    def export(run: str, folder: Path, no_crops: bool, documents: int) -> int:
        told = ["--documents", str(documents), *(["--no-crops"] if no_crops else [])]
        program = [sys.executable, "-m", "dashboards.web.exporting", "--", run, str(folder)]
        return subprocess.run([*program[:3], *told, *program[3:]], check=False).returncode

    return export
