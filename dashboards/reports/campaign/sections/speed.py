"""4: how long the work takes by hand and with AI."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages.timing_words import arm_names, no_number_names
from dashboards.pages.words import engine_name
from dashboards.reports.campaign.blocks import Block, Chart, Heading, Line, Mark, Paragraph, Table, line
from dashboards.reports.campaign.sections.tasks import tasks
from dashboards.reports.campaign.sentences import time_sentence
from dashboards.reports.campaign.writing import Writing
from evaluators.campaigns.findings import MeasuredRun

TIMES = ("minutes_manual", "minutes_ai_all", "minutes_saved", "share_saved")


def speed(writing: Writing) -> Iterator[Block]:
    """Times of people where there are any, then those of the model."""
    yield Heading(1, _("4. Speed"), "speed")
    timed = [run for run in writing.findings.runs if run.of("seconds_saved", ("method",))]
    for run in timed:
        yield from _people(writing, run)
    if not timed:
        text = _(
            "Staff have not been timed yet. Until they are (kouka study, or timings.csv beside the batch), the times "
            "below come from a keystroke-level model: what has to be typed, looked at and mended, each with a "
            "published "
            "time."
        )
        yield Paragraph(line(text), "todo")
    for run in writing.findings.forms:
        if run.best and run.rate("minutes_saved", run.best):
            yield from _modelled(writing, run, run.best)
    yield from tasks(writing)


def _people(writing: Writing, run: MeasuredRun) -> Iterator[Block]:
    for saved in run.of("seconds_saved", ("method",)):
        way = arm_names().get(saved.scope["method"], saved.scope["method"])
        if saved.value is None:
            why = no_number_names().get(saved.method, saved.method)
            yield Paragraph(line(_("{way}: how much time is saved cannot be said ({why})."), way=way, why=why))
        else:
            yield Paragraph(time_sentence(writing.figure(run, saved), f"{run.title}: {way}"))
    for saved in run.of("seconds_saved_prepared", ("method",)):
        way = _("{way}, with sorting and scanning", way=arm_names()[saved.scope["method"]])
        yield Paragraph(time_sentence(writing.figure(run, saved), f"{run.title}: {way}"))


def _modelled(writing: Writing, run: MeasuredRun, engine: str) -> Iterator[Block]:
    scopes: list[tuple[str, dict[str, str]]] = [("", {})]
    scopes += [(title, {"template": id}) for id, title in run.templates.items()]
    kinds = [(title, scope) for title, scope in scopes if run.rate("minutes_saved", engine, None, scope)]
    for title, scope in kinds[1:] or kinds:
        saved = run.rate("minutes_saved", engine, None, scope)
        if saved:
            yield Paragraph(time_sentence(writing.figure(run, saved), title or run.title))
    rows: list[tuple[Line, ...]] = []
    for title, scope in kinds:
        cells = [writing.cell(run, run.rate(metric, engine, None, scope)) for metric in TIMES]
        rows.append(((title or _("All forms"),), *cells))
    columns = (
        _("Kind of form"),
        _("By hand"),
        _("With AI, every field looked at"),
        _("Saved a form"),
        _("Share saved"),
    )
    caption = _("Minutes a form, by hand and correcting what {engine} read", engine=engine_name(engine))
    yield Table(caption, columns, tuple(rows), (24, 19, 19, 19, 19))
    ways = (("minutes_manual", _("keyed by hand")), ("minutes_ai_all", _("with AI")))
    marks = tuple(
        Mark(title or _("All forms"), way, writing.figure(run, found))
        for title, scope in kinds
        for metric, way in ways
        if (found := run.rate(metric, engine, None, scope)) is not None
    )
    yield Chart(f"chart-times-{run.name}", _("Minutes a form, with intervals"), _("minutes a form"), marks, "bars")
