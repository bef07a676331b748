"""``kouka report``: what a campaign found, for the headquarters."""

from datetime import date
from pathlib import Path

import click

from dashboards.language import _
from pipelines.campaigns import REPORT_FOLDER, REPORT_FORMATS
from pipelines.commands import harmless, tell
from pipelines.errors import ExitCode, Problem, Severity


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "report",
        help=_(
            "Write the report of a campaign to the headquarters: the three answers first, then accuracy, speed, "
            "usability, costs and effects, leading cases, and a table of where every number comes from."
        ),
        epilog=_("Examples: kouka report demo; kouka report demo --to docx --to xlsx; kouka report demo --lang en"),
    )
    @click.argument("campaign")
    @click.option(
        "--to", "forms", type=click.Choice(REPORT_FORMATS), multiple=True, default=REPORT_FORMATS, show_default=True,
        help=_("A format; can be given several times."),
    )  # fmt: skip
    @click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        help=_("A folder; else the folder “report” of the campaign."),
    )
    @click.option(
        "--date", "written", type=click.DateTime(["%Y-%m-%d"]), help=_("The day that stands on it; else today.")
    )
    def report(campaign: str, forms: tuple[str, ...], out: Path | None, written: date | None) -> ExitCode:
        return _report(campaign, forms, out, written)

    return report


def _report(name: str, forms: tuple[str, ...], out: Path | None, moment: date | None) -> ExitCode:
    from pipelines.campaigns import gathering
    from pipelines.campaigns.writing import written as files_of
    from pipelines.runs.overview import write_overview

    folder = gathering.campaign_folder(name)
    target = (out or folder / REPORT_FOLDER).absolute()
    day = date.today() if moment is None else date(moment.year, moment.month, moment.day)
    problems: list[Problem] = []

    def wrong(problem: Problem) -> None:
        problems.append(problem)
        tell(problem)

    for path in files_of(folder, target, [*dict.fromkeys(forms)], day, wrong):
        click.echo(harmless(str(path)))
    write_overview(folder)
    # What was not measured yet is missing from no file: the report says it, and is whole.
    wrong_parts = [each for each in problems if each.severity is not Severity.WARNING]
    return ExitCode.INCOMPLETE if wrong_parts else ExitCode.OK
