"""8: what does not work yet or is not known, and what to do about each."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages.words import engine_name, grade_names, type_names
from dashboards.reports.campaign.blocks import Block, Heading, Line, Table, line
from dashboards.reports.campaign.writing import Writing, input_name
from evaluators.campaigns.findings import MeasuredRun
from evaluators.commitments.settling import State
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
    yield from _money(writing)
    yield from _promises(writing)


def _money(writing: Writing) -> Iterator[tuple[Line, Line]]:
    found = writing.findings.money or writing.findings.money_of_minutes
    if found is None and writing.findings.missing:
        yield (
            line(_("Too little was measured to speak of costs.")),
            line("{what}", what=" ".join(writing.findings.missing)),
        )
        return
    if found is None:
        yield (
            line(_("Nothing is known of costs.")),
            line(_("Fill in {file}: kouka new case writes one to start from."), file=writing.findings.case_file),
        )
        return
    weak = [each for each in found.drivers if each.grade in (Grade.ASSUMED, Grade.DEMONSTRATION)]
    for driver in weak[:1]:
        text = _("The result hangs on “{input}”, which is {grade} ({share} of the uncertainty).")
        name, grade = input_name(found.assessment, driver.key), grade_names()[driver.grade]
        share = writing.of_case(found.assessment, driver.share)
        yield (
            line(text, input=name, grade=grade, share=share),
            line(_("Measure it, or get an offer, before anything else; then compute again.")),
        )


def _promises(writing: Writing) -> Iterator[tuple[Line, Line]]:
    states = [settled.state for row in writing.findings.answered for settled in row.settled]
    if not states or all(state is State.SETTLED for state in states):
        return
    file, grade = "commitments.toml", Grade.MEASURED
    left = writing.counted("promises-left", _("Promises not settled yet"), len(states) - states.count(State.SETTLED),
                           grade, file)  # fmt: skip
    all_ = writing.counted("promises", _("Promises to verify"), len(states), grade, file)
    yield (
        line(_("Of {all} promises to verify, {left} are not settled yet."), all=all_, left=left),
        line(_("Table 6 says what is missing for each; kouka status shows it any day.")),
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
