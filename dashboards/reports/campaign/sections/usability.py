"""5: what the work with it is like: what is left to mend, how soon people learn it, what is left wrong."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages.timing_words import arm_names
from dashboards.pages.words import engine_name
from dashboards.reports.campaign.blocks import Block, Bullets, Heading, Line, Paragraph, line
from dashboards.reports.campaign.writing import Writing
from evaluators.campaigns.corrections import corrections
from evaluators.campaigns.findings import MeasuredRun


def usability(writing: Writing) -> Iterator[Block]:
    """Corrections, then what a study shows."""
    yield Heading(1, _("5. Usability"), "usability")
    said = [each for run in writing.findings.forms for each in _to_mend(writing, run)]
    if said:
        yield Bullets(tuple(said))
    studied = [each for run in writing.findings.runs for each in _learned(writing, run)]
    if studied:
        yield Bullets(tuple(studied))
    else:
        text = _(
            "How people get on with it (how fast they learn, whether they tire, what they leave wrong) is not "
            "known yet. "
            "kouka study gives a few of them forms in turn, by hand and with AI, and answers that."
        )
        yield Paragraph(line(text), "todo")


def _to_mend(writing: Writing, run: MeasuredRun) -> Iterator[Line]:
    rate = run.rate("field_accuracy", run.best, "typed")
    found = corrections(rate) if rate else None
    if found is None or run.best is None:
        return
    text = _(
        "With {engine}, {count} of each form have to be mended by hand in “{title}”; the others are confirmed by "
        "looking at the scan beside what was read."
    )
    yield line(text, engine=engine_name(run.best), count=writing.figure(run, found), title=run.title)
    for metric, text in (
        ("invented_fields", _("Empty boxes in which something was read, which a tired eye passes: {rate}.")),
        ("missing_fields", _("Filled boxes in which nothing was read: {rate}.")),
    ):
        quantity = run.rate(metric, run.best, "nfkc")
        if quantity and quantity.value is not None:
            yield line(text, rate=writing.figure(run, quantity))


def _learned(writing: Writing, run: MeasuredRun) -> Iterator[Line]:
    for left in run.of("errors_left", ("method",)):
        if left.value is not None:
            way = arm_names().get(left.scope["method"], left.scope["method"])
            yield line(_("Left wrong after the work, {way}: {rate}."), way=way, rate=writing.figure(run, left))
    for metric, text in (
        ("learning_rate", _("Time for an item after twice as many, as a share of what it was: {rate}.")),
        ("fatigue_per_hour", _("Change of the time for an item with each further hour at it: {rate}.")),
    ):
        for found in [each for each in run.quantities if each.metric == metric and each.value is not None][:1]:
            yield line(text, rate=writing.figure(run, found))
