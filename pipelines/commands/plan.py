"""``kouka plan``: how many samples a question needs, and what the batch at hand can already say."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dashboards.language import _, counted
from pipelines.commands import harmless
from pipelines.errors import ExitCode, KoukaError, Place

if TYPE_CHECKING:  # both import scipy, which --help must not wait for
    from evaluators.further import Sampled
    from evaluators.quantity import Quantity
    from pipelines.runs.store import Run

ERRORS_ALLOWED = range(4)
"""Acceptance plans that are shown."""


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "plan",
        help=_(
            "Say how many forms are needed until a rate of right fields is known to a margin, how many to show that it "
            "is reached, and what the run at hand can already say."
        ),
        epilog=_(
            "Examples: kouka plan --target 0.98 --margin 0.01; kouka plan --run latest --margin 0.02; "
            "kouka plan --target 0.95 --icc 0.05 --fields 20"
        ),
    )
    @click.option(
        "--target",
        type=click.FloatRange(0, 1, min_open=True, max_open=True),
        help=_("The rate of right fields that is planned for. Default: what the run measured."),
    )
    @click.option(
        "--margin",
        type=click.FloatRange(0.0005, 0.5),
        default=0.01,
        show_default=True,
        help=_("How far the interval may reach on either side, as a share: 0.01 is one point."),
    )
    @click.option(
        "--run", "name", metavar="RUN", help=_("The run whose forms show how errors cluster. Default: latest.")
    )
    @click.option(
        "--icc",
        type=click.FloatRange(0, 1),
        help=_("Without a run: how alike the fields of one form are in being right, 0 to 1."),
    )
    @click.option("--fields", type=click.FloatRange(1), help=_("Without a run: fields a form."))
    @click.option(
        "--level",
        type=click.FloatRange(0.5, 0.999),
        default=0.95,
        show_default=True,
        help=_("How sure one wants to be that a target is reached."),
    )
    def plan(
        target: float | None, margin: float, name: str | None, icc: float | None, fields: float | None, level: float
    ) -> ExitCode:
        if (icc is None) != (fields is None):
            raise click.UsageError(_("--icc and --fields belong together."))
        if icc is not None and name is not None:
            raise click.UsageError(_("Give either --run, or --icc and --fields."))
        if icc is not None and target is None:
            raise click.UsageError(_("Without a run, --target is needed."))
        told = (
            _of_run(name or "latest", target, margin, level)
            if icc is None or fields is None or target is None
            else _of_numbers(target, margin, icc, fields, level)
        )
        for line in told:
            click.echo(harmless(line))
        return ExitCode.OK

    return plan


def _of_numbers(target: float, margin: float, icc: float, fields: float, level: float) -> Iterator[str]:
    from evaluators.further import Sampled
    from evaluators.sample_size import design_effect

    batch = Sampled(0, fields, icc, design_effect(fields, icc), estimated=True)
    yield _clustering(batch)
    yield from _for_margin(batch, target, margin)
    yield from _to_accept(batch, target, level)
    yield from _assumptions(batch.estimated)


def _of_run(name: str, target: float | None, margin: float, level: float) -> Iterator[str]:
    from dashboards.pages import words
    from evaluators.further import sampled
    from pipelines.runs import store

    run = store.find(name)
    yield f"{run.name}  {run.file.batch.title}"
    known = True
    for rate in _rates(run):
        batch = sampled(rate)
        if batch is None:
            continue
        known = known and batch.estimated
        yield ""
        yield from _measured(words.engine_name(rate.engine or ""), rate, target)
        yield "  " + _clustering(batch)
        yield from _further(rate, batch, target, margin)
        if target is not None:
            yield from ("  " + line for line in _to_accept(batch, target, level))
    yield ""
    yield from _assumptions(known)


def _rates(run: "Run") -> "list[Quantity]":
    from pipelines.runs import store

    found = [
        quantity
        for quantity in store.accuracy_of(run).quantities
        if quantity.metric == "field_accuracy" and quantity.normaliser == "typed" and not quantity.scope
    ]
    if not found:
        raise KoukaError(
            _("The run holds no rate of right fields."),
            where=Place(run.folder),
            todo=_("Name a run over forms with a truth, or give --icc and --fields."),
        )
    return found


def _measured(engine: str, rate: "Quantity", target: float | None) -> Iterator[str]:
    """The rate at hand, and what it says of the target."""
    from dashboards.pages import metric_words, numbers, sampling
    from evaluators.further import half_width

    parts = [
        numbers.amount(rate, rate.value), numbers.interval(rate), numbers.counts(rate),
        metric_words.sampled(rate.n_documents, rate.method), sampling.points(half_width(rate) or 0),
    ]  # fmt: skip
    yield f"{engine}: " + "  ".join(parts)
    low, high = rate.low or 0.0, 1.0 if rate.high is None else rate.high
    sure = numbers.percent((1 + rate.level) / 2, 1)
    yield "  " + _("Shown already: at least {low} right ({sure} sure).", low=numbers.percent(low, 1), sure=sure)
    if target is not None:
        named = numbers.percent(target, 1)
        if low >= target:
            yield "  " + _("{target} is reached.", target=named)
        elif high < target:
            yield "  " + _("{target} is not reached: more samples will hardly change that.", target=named)
        else:
            yield "  " + _("Whether {target} is reached, this batch cannot tell.", target=named)


def _clustering(batch: "Sampled") -> str:
    from dashboards.pages import numbers, sampling

    effect = _("design effect {effect}", effect=numbers.number(batch.effect, 2))
    if not batch.estimated:
        effect += " " + _("(the most it can be: too few errors to estimate it)")
    icc = [] if batch.icc is None else [_("ICC {icc}", icc=numbers.number(batch.icc, 2))]
    return " · ".join([sampling.fields_a_form(batch), *icc, effect])


def _for_margin(batch: "Sampled", rate: float, margin: float) -> Iterator[str]:
    """Forms in all for an interval, with the usual formula beside it."""
    from dashboards.pages import numbers, sampling
    from evaluators.sample_size import documents_for_interval, fields_for_interval, fields_for_margin

    independent = fields_for_interval(rate, margin)
    usual = fields_for_margin(rate, margin)
    yield _(
        "To know {rate} to {margin}: {forms} forms ({fields} independent fields × design effect ÷ fields a form).",
        rate=numbers.percent(rate, 1),
        margin=sampling.points(margin),
        forms=numbers.number(documents_for_interval(rate, margin, batch.fields, batch.effect), 0),
        fields=numbers.number(independent, 0),
    )
    yield _(
        "The usual formula z²p(1−p)/d² says {usual} independent fields; near 1 it asks for too few.",
        usual=numbers.number(usual, 0),
    )


def _further(rate: "Quantity", batch: "Sampled", target: float | None, margin: float) -> Iterator[str]:
    from dashboards.pages import numbers, sampling
    from evaluators.further import documents_more

    if target is not None:
        yield from ("  " + line for line in _for_margin(batch, target, margin))
    wanted = rate.value if target is None else target
    more = documents_more(rate, margin, target)
    if wanted is not None and more is not None:
        yield "  " + _(
            "Still needed to know {rate} to {margin}: {more}",
            rate=numbers.percent(wanted, 1),
            margin=sampling.points(margin),
            more=sampling.more_forms(more),
        )


def _to_accept(batch: "Sampled", target: float, level: float) -> Iterator[str]:
    """Plans with which the target counts as reached: with the design effect, then for any clustering."""
    from dashboards.pages import numbers
    from evaluators.sample_size import acceptance

    plans = [acceptance(target, errors, batch.fields, batch.effect, level) for errors in ERRORS_ALLOWED]
    sure = {"target": numbers.percent(target, 1), "sure": numbers.percent(level, 1)}
    yield _("To show at least {target} right, {sure} sure, any one of:", **sure)
    for plan in plans if batch.estimated else ():
        fields, errors = numbers.number(plan.fields, 0), numbers.number(plan.errors, 0)
        yield "  " + _(
            "{forms} ({fields} fields), wrong fields allowed: {errors}",
            forms=_forms(plan.documents),
            fields=fields,
            errors=errors,
        )
    for plan in plans:
        yield "  " + _(
            "however errors cluster: {forms}, forms with an error allowed: {errors}",
            forms=_forms(plan.independent),
            errors=plan.documents_with_error,
        )


def _forms(n: int) -> str:
    from dashboards.pages import numbers

    return counted("{count} form", "{count} forms", n, count=numbers.number(n, 0))


def _assumptions(known: bool) -> Iterator[str]:
    yield _("This assumes:")
    yield "  " + _("- further forms are like these: the same kinds in the same shares, scanned alike, drawn by chance")
    yield "  " + _("- the rate comes out as planned; where it comes out lower, more are needed")
    yield "  " + _("- errors cluster in forms as they do here; a plan is fixed before anything is checked")
    if not known:
        yield "  " + _("- where too few forms hold an error, a form counts as one trial: the most that can be needed")
