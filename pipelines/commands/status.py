"""``kouka status``: which of a city's promises are settled, and the table of opinions and replies."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboards.language import _
from pipelines.commands import harmless
from pipelines.errors import ExitCode

if TYPE_CHECKING:
    from dashboards.reports.replies.rows import ReplyTable


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "status",
        help=_(
            "Show which promises to verify are settled, by what and since when; with --to write the city's table of "
            "opinions and replies with its updated state."
        ),
        epilog=_("Examples: kouka status demo; kouka status demo --to docx --to xlsx --out replies"),
    )
    @click.argument("campaign")
    @click.option("--to", "formats", type=click.Choice(["docx", "xlsx"]), multiple=True, help=_("May be repeated."))
    @click.option(
        "--out",
        type=click.Path(path_type=Path),
        help=_("The files without their ending; else replies, beside the runs."),
    )
    def status(campaign: str, formats: tuple[str, ...], out: Path | None) -> ExitCode:
        from datetime import date

        from dashboards.pages import commitment_words as words
        from pipelines.commitments.gathering import how_they_stand
        from pipelines.commitments.promise_file import file_of, read_commitments
        from pipelines.runs.store import campaign_folder

        folder, today = campaign_folder(campaign), date.today()
        commitments = read_commitments(file_of(folder))
        answered = how_they_stand(folder, commitments, today)
        for row in answered:
            for settled in row.settled:
                click.echo(harmless(words.promise_line(settled)))
                for line in words.finding_lines(settled):
                    click.echo(harmless(f"    {line}"))
        if formats:
            from dashboards.reports.minutes.words import date as written_day
            from dashboards.reports.replies.rows import reply_table

            table = reply_table(commitments.title, written_day(today), commitments.origin, answered)
            _write((out or folder / "replies").absolute(), formats, table)
        return ExitCode.OK

    return status


def _write(stem: Path, formats: tuple[str, ...], table: "ReplyTable") -> None:
    from dashboards.reports.replies.document import docx_of
    from dashboards.reports.replies.workbook import xlsx_of
    from pipelines import atomic

    for name, made in (("docx", docx_of), ("xlsx", xlsx_of)):
        if name in formats:
            path = stem.with_name(f"{stem.name}.{name}")
            atomic.write_bytes(path, made(table))
            click.echo(harmless(str(path)))
