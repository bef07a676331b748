"""``kouka show``: a run's headline on the terminal."""

import click

from dashboards.language import _
from pipelines.commands import harmless
from pipelines.errors import ExitCode

NET = "npv"


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "show",
        help=_("Show the headline of a run: rates and times with interval, n and grade, and where the page is."),
        epilog=_("Example: kouka show latest"),
    )
    @click.argument("run", default="latest")
    def show(run: str) -> ExitCode:
        return _show(run)

    return show


def _show(name: str) -> ExitCode:
    from dashboards.pages import metric_words, numbers, words
    from pipelines.runs import store

    run = store.find(name)
    click.echo(harmless(f"{run.name}  {run.file.batch.title}  {run.file.started}"))
    if run.file.finished is None:
        click.echo(_("Not finished. The same “kouka run” goes on from there."))
        return ExitCode.INCOMPLETE
    grades = words.grade_names()
    for quantity in store.accuracy_of(run).quantities:
        if quantity.scope and not (quantity.metric == NET and "rate" not in quantity.scope):
            continue
        # Not from the words of cost, which wait for scipy.
        names = {**metric_words.metric_names(), NET: _("Net present value, mean of the cases computed")}
        name = names.get(quantity.metric, quantity.metric)
        compared = metric_words.normaliser_names().get(quantity.normaliser or "", "")
        click.echo(
            "  ".join(
                part
                for part in (
                    f"{words.engine_name(quantity.engine)}:" if quantity.engine else "",
                    name,
                    f"({compared})" if compared else "",
                    numbers.amount(quantity, quantity.value),
                    numbers.interval(quantity),
                    numbers.counts(quantity),
                    metric_words.sampled(quantity.n_documents, quantity.method),
                    grades[quantity.grade],
                )
                if part
            )
        )
    click.echo(run.page)
    return ExitCode.OK
