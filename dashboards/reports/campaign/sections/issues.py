"""8: what does not work yet or is not known, and what to do about each."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages.words import engine_name, type_names
from dashboards.reports.campaign.blocks import Block, Heading, Line, Table, line
from dashboards.reports.campaign.writing import Writing
from evaluators.campaigns.findings import MeasuredRun
from evaluators.grade import Grade

WORST_TYPES = 2


def issues(writing: Writing) -> Iterator[Block]:
    """A table: what was found, and a measure against it."""
    yield Heading(1, _("8. Issues and measures"), "issues")
    rows = tuple(_found(writing))
    yield Table("", (_("Issue"), _("Measure")), rows, (50, 50))


def _found(writing: Writing) -> Iterator[tuple[Line, Line]]:
    findings = writing.findings
    if findings.demonstration:
        yield (
            line(_("Results rest on invented samples and say nothing of the city's own forms and meetings.")),
            line(_("Read a few hundred forms of your own and a few recorded meetings, with what is really in them.")),
        )
    for run in findings.forms:
        yield from _weak_types(writing, run)
    for run in findings.meetings:
        yield from _weak_terms(writing, run)
    if not any(run.of("seconds_saved", ("method",)) for run in findings.runs):
        yield (
            line(_("Times are computed by a model, not clocked.")),
            line(
                _("Let four or more of the staff do forms by hand and with AI on the station of review (kouka study).")
            ),
        )
    assumed = [each for run in findings.forms for each in run.of("net_yen", ("template",))]
    if any(each.grade in (Grade.ASSUMED, Grade.DEMONSTRATION) for each in assumed):
        yield (
            line(_("Volumes, wages or costs are assumed.")),
            line(_("Put the city's own numbers and offers of suppliers into case.toml, and compute again.")),
        )


def _weak_types(writing: Writing, run: MeasuredRun) -> Iterator[tuple[Line, Line]]:
    rates = [each for each in run.of("field_accuracy", ("type",), "typed") if each.engine == run.best]
    whole = run.rate("field_accuracy", run.best, "typed")
    if whole is None or whole.low is None:
        return
    weak = [each for each in rates if each.high is not None and each.high < whole.low and each.value is not None]
    for rate in sorted(weak, key=lambda each: each.value or 0.0)[:WORST_TYPES]:
        kind = type_names().get(rate.scope["type"], rate.scope["type"])
        yield (
            line(
                _("Fields of type “{kind}” are read worse than the whole ({engine}): {rate}."),
                kind=kind, engine=engine_name(run.best or ""), rate=writing.figure(run, rate),
            ),
            line(_("Keep checking them by eye; give them boxes for each character on the form, or ask for them "
"online.")),
        )  # fmt: skip


def _weak_terms(writing: Writing, run: MeasuredRun) -> Iterator[tuple[Line, Line]]:
    for reader in run.readers:
        rate = run.rate("term_recall", reader.name, "nopunct")
        if rate is not None and rate.low is not None and rate.low < 0.9:
            yield (
                line(
                    _("Names and terms of the agenda are missed in drafts: {rate} were heard."),
                    rate=writing.figure(run, rate),
                ),
                line(
                    _(
                        "Put a microphone before each speaker; keep terms.txt up to date; listen again to what is "
                        "marked."
                    )
                ),
            )
