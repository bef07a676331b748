"""What a command found, on the terminal or in a file."""

from pathlib import Path

import click

from pipelines import atomic
from pipelines.commands import harmless


def give(text: str, form: str, out: Path | None) -> None:
    """Write text to standard output, without what steers a terminal, or into a file, whose path is told.

    Args:
        text: lines, each with its end.
        form: ``csv`` gets a mark in a file, by which alone Excel takes it for UTF-8.
        out: the file; None: standard output.
    """
    if out is None:
        click.echo("".join(f"{harmless(line)}\n" for line in text.splitlines()), nl=False)
        return
    atomic.write_bytes(out.absolute(), text.encode("utf-8-sig" if form == "csv" else "utf-8"))
    click.echo(harmless(str(out.absolute())))
