"""``kouka score``: measure a run again from what was read."""

import click

from dashboards.language import _
from pipelines.errors import ExitCode


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "score",
        help=_("Measure a run again from what was read, after truth or case.toml changed. No engine runs."),
        epilog=_("Examples: kouka score latest; kouka score demo/20260401-090000-1a2b3c4d"),
    )
    @click.argument("run")
    @click.option(
        "--no-crops", is_flag=True, help=_("Leave pictures of fields out of the page, for what leaves the section.")
    )
    def score(run: str, no_crops: bool) -> ExitCode:
        from pipelines import scoring
        from pipelines.runs import store
        from pipelines.runs.changes import check_unchanged

        found = store.find(run)
        with store.held(found):
            check_unchanged(found, store.batch_of(found))
            scoring.score(found, crops=not no_crops)
        click.echo(found.page)
        return ExitCode.OK

    return score
