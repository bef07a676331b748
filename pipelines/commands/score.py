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
    def score(run: str) -> ExitCode:
        from pipelines import scoring
        from pipelines.runs import store

        found = store.find(run)
        scoring.score(found)
        click.echo(found.page)
        return ExitCode.OK

    return score
