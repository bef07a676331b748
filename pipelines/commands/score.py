"""``kouka score``: measure a run again from what was read."""

import click

from dashboards.language import _
from pipelines.errors import ExitCode, KoukaError, Place


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
        help=_("Leave what stands in fields out of the page, pictures and texts, for what leaves the section."),
    )
    def score(run: str, no_crops: bool) -> ExitCode:
        from pipelines import scoring
        from pipelines.cases import pages_are_there
        from pipelines.progress import say
        from pipelines.runs import store
        from pipelines.runs.changes import check_unchanged

        found = store.find(run)
        if found.file.finished is None:
            raise KoukaError(
                _("The run is not finished."),
                where=Place(found.folder),
                todo=_("The same “kouka run” goes on from there."),
                code=ExitCode.INCOMPLETE,
            )
        with store.held(found):
            batch = store.batch_of(found)
            check_unchanged(found, batch)
            if not no_crops and not pages_are_there(found):
                say(
                    _(
                        "The cache was deleted, so fields are shown without pictures. A new run has them: {command}",
                        command=found.again,
                    )
                )
            scoring.score(found, crops=not no_crops)
        click.echo(found.page)
        return ExitCode.OK

    return score
