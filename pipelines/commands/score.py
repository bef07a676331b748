"""``kouka score``: measure a run again from what was read."""

from typing import TYPE_CHECKING

import click

from dashboards.language import _
from pipelines.commands import tell
from pipelines.errors import ExitCode

if TYPE_CHECKING:
    from pipelines.runs.store import Run


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "score",
        help=_("Measure a run again from what was read, after truth or case.toml changed. No engine runs."),
        epilog=_("Examples: kouka score latest; kouka score demo/20260401-090000-1a2b3c4d"),
    )
    @click.argument("run")
    @click.option(
        "--no-crops",
        is_flag=True,
        help=_("Leave contents out of the page (pictures and texts of fields, drafts), for what leaves the section."),
    )
    def score(run: str, no_crops: bool) -> ExitCode:
        from pipelines.runs import store
        from pipelines.runs.changes import check_finished
        from pipelines.runs.overview import write_overview

        found = store.find(run)
        check_finished(found)
        with store.held(found):
            if found.file.kind == "meetings":
                _score_meetings(found, not no_crops)
            else:
                _score_forms(found, not no_crops)
            write_overview(found.folder.parent)
        click.echo(found.page)
        return ExitCode.OK

    return score


def _score_forms(run: "Run", crops: bool) -> None:
    from pipelines import scoring
    from pipelines.cases import pages_are_there
    from pipelines.progress import say
    from pipelines.runs import store
    from pipelines.runs.changes import check_unchanged

    check_unchanged(run, store.batch_of(run))
    if crops and not pages_are_there(run):
        say(
            _(
                "The cache was deleted, so fields are shown without pictures. A new run has them: {command}",
                command=run.again,
            )
        )
    for problem in scoring.score(run, crops=crops):
        tell(problem)


def _score_meetings(run: "Run", shown: bool) -> None:
    from pipelines.meetings import scoring
    from pipelines.runs import store
    from pipelines.runs.changes import check_unchanged

    check_unchanged(run, store.meetings_of(run))
    scoring.score(run, shown)
