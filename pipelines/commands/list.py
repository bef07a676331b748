"""``kouka list``: the runs, newest first."""

from collections.abc import Iterator

import click

from dashboards.language import _
from pipelines.commands import harmless
from pipelines.contracts.run import RunFile
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
        columns = [run.name, state, run.file.batch.title, *_size(run.file), engines]
        click.echo(harmless("  ".join(columns)))
    if not found:
        click.echo(_("There are no runs yet. To see one: kouka run samples/forms --campaign demo"))
    return ExitCode.OK


def _size(run: RunFile) -> Iterator[str]:
    """How much it has read; nothing of one that has not counted it yet."""
    if (recordings := run.counts.get("recordings")) is not None:
        yield _("{n} recordings", n=recordings)
    if (documents := run.counts.get("documents")) is not None:
        yield _("{n} documents", n=documents)
