"""The annexes: every number with its origin, values of the charts, rates by condition, how intervals were made."""

from collections.abc import Iterator, Sequence

from dashboards.language import _
from dashboards.pages import timing_words
from dashboards.pages.metric_words import method_names
from dashboards.pages.numbers import counts
from dashboards.pages.words import heading, named
from dashboards.reports.campaign.blocks import Block, Bullets, Chart, Heading, Line, Link, Paragraph, Part, Table, line
from dashboards.reports.campaign.figures import Figure
from dashboards.reports.campaign.sections.inputs import inputs
from dashboards.reports.campaign.sections.promises import promises
from dashboards.reports.campaign.sections.tasks import task_table
from dashboards.reports.campaign.sections.worth import thresholds
from dashboards.reports.campaign.writing import Writing
from evaluators import methods
from evaluators.campaigns.findings import MeasuredRun


def annex(writing: Writing, charts: Sequence[Chart]) -> tuple[Part, Part]:
    """Table 1, on its side, and the others. It is made last, when every number is known, and stands first."""
    others = Part((*_charts(charts), *_conditions(writing), *_of_findings(writing), *_methods(writing)))
    return Part(tuple(_numbers(writing)), "wide"), others


def _of_findings(writing: Writing) -> Iterator[Block]:
    """Of what there is: inputs of the case, the list of tasks, the promises."""
    found = writing.findings
    if found.assessment is not None:
        yield from inputs(found.assessment.case)
        if found.assessment.ways:
            yield thresholds(writing, found.assessment)
    if found.portfolio is not None:
        yield from task_table(writing, found.portfolio)
    if found.answered:
        yield from promises(found.answered)


def _numbers(writing: Writing) -> Iterator[Block]:
    yield Heading(1, _("Table 1: every number, and where it comes from"), "numbers")
    text = _("n: what intervals resample. “Cases” opens what is behind a number, down to the single field.")
    yield Paragraph(line(text), "note")
    columns = (
        *(_("Id"), _("What it is"), _("Value and interval (95%)"), _("Count"), "n", _("Grade")),
        *(_("How it is computed"), _("From"), _("Cases")),
    )
    sources = dict.fromkeys(figure.run for figure in writing.figures)
    short = {run: f"R{number}" for number, run in enumerate(sources, 1)}
    rows = tuple(_row(figure, short[figure.run]) for figure in writing.figures)
    anchors = tuple(figure.id for figure in writing.figures)
    named_so = _(", ").join(f"{id} {run}" for run, id in short.items())
    yield Paragraph(line(_("From: {sources}"), sources=named_so), "note")
    yield Table("", columns, rows, (5, 28, 17, 9, 7, 6, 19, 4, 5), anchors, small=True)


def _row(figure: Figure, run: str) -> tuple[Line, ...]:
    cases: Line = (Link(_("cases"), figure.cases),) if figure.cases else ("–",)
    value = " ".join(part for part in (figure.value, figure.interval) if part)
    texts = (figure.label, value, counts(figure.quantity), figure.n, figure.grade, figure.formula, run)
    return ((figure.id,), *((text,) for text in texts), cases)


def _charts(charts: Sequence[Chart]) -> Iterator[Block]:
    if charts:
        yield Heading(1, _("Table 2: values of the charts"), "chart-values")
    for chart in charts:
        rows = tuple(
            ((mark.label,), (mark.series,), (mark.figure,) if mark.figure.quantity.value is not None else ("–",))
            for mark in chart.marks
        )
        columns = (_("What it is"), _("Series"), chart.axis)
        yield Table(chart.title, columns, rows, (34, 26, 40), small=True)


def _conditions(writing: Writing) -> Iterator[Block]:
    runs = [run for run in writing.findings.forms if _condition_rows(writing, run)]
    if runs:
        yield Heading(1, _("Table 3: fields right, by condition of the paper"), "conditions")
    for run in runs:
        columns = (_("Condition"), _("What it was"), _("Fields right ({engine})", engine=run.best or ""))
        yield Table(run.title, columns, tuple(_condition_rows(writing, run)), (34, 26, 40), small=True)


def _condition_rows(writing: Writing, run: MeasuredRun) -> list[tuple[Line, ...]]:
    found = [
        each
        for each in run.quantities
        if (each.metric, each.normaliser, each.engine) == ("field_accuracy", "typed", run.best)
        and len(each.scope) == 1
        and next(iter(each.scope)).startswith("cond_")
    ]
    return [
        ((heading(key),), (named(key, value),), writing.cell(run, each))
        for each in found
        for key, value in each.scope.items()
    ]


def _methods(writing: Writing) -> Iterator[Block]:
    yield Heading(1, _("How intervals were made"), "methods")
    known = known_methods()
    used = dict.fromkeys(figure.quantity.method for figure in writing.figures)
    texts = [known.get(method, method) for method in used]
    yield Bullets(tuple((text,) for text in texts if text))


def known_methods() -> dict[str, str]:
    """How intervals are made, by the name of each method; empty for what has none."""
    return {**method_names(), **timing_words.method_names(), **timing_words.no_number_names(), **_own_methods()}


def _own_methods() -> dict[str, str]:
    """How intervals of costs and tasks were made; empty for what has none."""
    return {
        methods.COUNTED: "",
        methods.PUBLISHED: "",
        methods.LIKELY: "",
        methods.OVER_DRAWS: "",
        methods.VARIANCE: "",
        methods.NOT_MEASURED: "",
        methods.NONE_IN_SOME: "",
        methods.NOT_LINEAR: "",
        methods.INPUTS_AND_BOUNDS: _("inputs drawn from their ranges; of what nobody measured, none or all is taken"),
        methods.AT_ENDS: _("no interval: the result at both ends of one input"),
    }
