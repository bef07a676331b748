"""6: what it costs, what it brings, and how sure that is."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages.words import engine_name
from dashboards.reports.campaign.blocks import Block, Heading, Paragraph, Table, line
from dashboards.reports.campaign.sections.answers import task
from dashboards.reports.campaign.sentences import money_sentence
from dashboards.reports.campaign.writing import Writing
from evaluators.answers import does_it_pay
from evaluators.campaigns.findings import MeasuredRun


def worth(writing: Writing) -> Iterator[Block]:
    """Money, kept apart from hours that become free."""
    yield Heading(1, _("6. Costs and effects"), "worth")
    priced = [run for run in writing.findings.forms if run.of("net_yen", ("template",))]
    for run in priced:
        yield from _of_run(writing, run)
    if not priced:
        text = _(
            "There is no cost case yet. kouka new case writes one to fill in: volumes, wages, offers of "
            "suppliers. Until "
            "then nothing is said about money."
        )
        yield Paragraph(line(text), "todo")


def _of_run(writing: Writing, run: MeasuredRun) -> Iterator[Block]:
    nets = run.of("net_yen", ("template",))
    for net in nets:
        if net.engine == run.best and net.value is not None:
            way = _("correcting what AI read of “{task}”", task=task(run, net))
            yield Paragraph(
                money_sentence(does_it_pay(net).claim, way, _("net effect a year"), writing.figure(run, net))
            )
    rows = tuple(
        (
            (engine_name(net.engine or ""),),
            *(writing.cell(run, run.rate(metric, net.engine, None, net.scope)) for metric in _FIGURES),
        )
        for net in nets
    )
    columns = (
        _("Engine"),
        _("Net effect a year"),
        _("Cases computed in which it pays"),
        _("Forms a year from which it pays"),
    )
    yield Table(_("Net effect a year, by engine"), columns, rows, (19, 27, 27, 27))
    text = _(
        "Time that becomes free is counted at the wage here. It is money only where hours are really not paid "
        "for any more: "
        "overtime, temporary staff, contracts."
    )
    yield Paragraph(line(text), "note")


_FIGURES = ("net_yen", "pays", "break_even")
