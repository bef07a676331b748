"""``kouka list``: the runs, newest first."""

import click

from dashboards.language import _
from pipelines.commands import harmless
from pipelines.errors import ExitCode


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command("list", help=_("List the runs, newest first."), epilog=_("Example: kouka list"))
    def runs() -> ExitCode:
        return _list()

    return runs


def _list() -> ExitCode:
    from pipelines.runs import store

    found = list(store.all_runs())
    for run in found:
        state = _("finished") if run.file.finished else _("not finished")
        engines = ", ".join(engine.name for engine in run.file.engines)
        counts = run.file.counts
        if run.file.kind == "meetings":
            size = _("{n} recordings", n=counts.get("recordings", 0))
        else:
            size = _("{n} documents", n=counts.get("documents", 0))
        click.echo(harmless(f"{run.name}  {state}  {run.file.batch.title}  {size}  {engines}"))
    if not found:
        click.echo(_("There are no runs yet. To see one: kouka run samples/forms --campaign demo"))
    return ExitCode.OK
