"""6: what it costs, what it brings, and how sure that is."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages.cost_words import option_name
from dashboards.reports.campaign.answers.does_it_pay import sentence
from dashboards.reports.campaign.blocks import Block, Chart, Heading, Line, Mark, Paragraph, Table, line
from dashboards.reports.campaign.sections.scenarios import scenarios
from dashboards.reports.campaign.sections.verification import verification
from dashboards.reports.campaign.writing import Writing, input_name
from evaluators.campaigns.money import Money
from evaluators.cost.outcome import Assessment
from evaluators.cost.together import AND
from evaluators.grade import Grade

FIGURES = ("hours_saved", "npv", "npv_cash", "pays", "errors_left")
THRESHOLDS = ("payback", "bcr", "break_even_volume", "break_even_wage")
DRIVERS = 8
"""Of the inputs, so many are drawn."""


def worth(writing: Writing) -> Iterator[Block]:
    """Money, kept apart from hours that become free."""
    yield Heading(1, _("6. Costs and effects"), "worth")
    found = writing.findings
    if found.assessment is None and found.case_file in found.left_out:
        text = _("{file} could not be taken in, and nothing is said about money: {why}")
        yield Paragraph(line(text, file=found.case_file, why=found.left_out[found.case_file]), "todo")
        return
    if found.assessment is None:
        text = _(
            "There is no cost case yet. kouka new case writes one to fill in: volumes, wages, offers of suppliers. "
            "Until then nothing is said about money."
        )
        yield Paragraph(line(text), "todo")
        return
    for missing in found.missing:
        yield Paragraph(line("{missing}", missing=missing), "todo")
    if not found.assessment.ways:
        yield Paragraph(line(_("Until then nothing is said about money.")), "todo")
        return
    if found.case_file in found.examples:
        text = _("{file} still holds the invented numbers of the example: put the city's own there.")
        yield Paragraph(line(text, file=found.case_file), "notice")
    both = [each for each in (found.money, found.money_of_minutes) if each is not None]
    for each in both:
        yield Paragraph(sentence(writing, each))
        yield Paragraph(_sure(writing, each))
    yield from verification(writing)
    yield _ways(writing, found.assessment)
    text = _(
        "Time that becomes free is counted at the cost of an hour. It is money only where hours are really "
        "not paid for "
        "any more (overtime, temporary staff, contracts): the column of money really not paid."
    )
    yield Paragraph(line(text), "note")
    for each in both[:1]:
        yield _drivers(writing, each)
        yield from _as_one(each)
    yield from scenarios(writing)


def _sure(writing: Writing, found: Money) -> Line:
    """How probable it is, what the uncertainty comes from, and what knowing more would be worth."""
    pieces: list = []
    pays = found.of(found.option, "pays")
    if pays is not None and pays.value is not None:
        text = _("Of the cases computed, {share} pay. ")
        pieces += line(text, share=writing.of_case(found.assessment, pays))
    pieces += _chosen(writing, found)
    assumed = found.by_grade.get(Grade.ASSUMED.value)
    if assumed is not None:
        text = _("Of the uncertainty, {share} comes from what is assumed. ")
        pieces += line(text, share=writing.of_case(found.assessment, assumed))
    text = _("Knowing everything would be worth {worth} at most: verification that costs more does not pay.")
    pieces += line(text, worth=writing.of_case(found.assessment, found.perfect))
    return tuple(pieces)


def _chosen(writing: Writing, found: Money) -> Line:
    """How probable it is that the way is the best, which is chosen by the mean, and what the workbook computes."""
    pieces: list = []
    best, likely = (found.of(found.option, metric) for metric in ("best", "npv_likely"))
    if best is not None and best.value is not None:
        text = _("In {share} of the cases computed it is the best of all ways. ")
        pieces += line(text, share=writing.of_case(found.assessment, best))
    if found.choice != found.option:
        text = _("By the mean, the way to choose is “{way}”. ")
        pieces += line(text, way=option_name(found.choice))
    if likely is not None and likely.value is not None:
        text = _("With every input at its most likely value, as the workbook computes, it comes to {likely}. ")
        pieces += line(text, likely=writing.of_case(found.assessment, likely))
    return tuple(pieces)


def _ways(writing: Writing, assessment: Assessment) -> Table:
    columns = (
        *(
            _("Way of working"),
            _("Hours that become free"),
            _("Net present value, mean of the cases computed"),
            _("Of it, money really not paid (below 0: more is paid)"),
        ),
        *(_("Cases in which it pays"), _("Errors left")),
    )
    rows = tuple(_row(writing, assessment, option, FIGURES) for option in assessment.ways)
    caption = _("Ways of working against the present one, over {n} fiscal years", n=assessment.years)
    return Table(caption, columns, rows, (19, 16, 18, 18, 14, 15))


def thresholds(writing: Writing, assessment: Assessment) -> Table:
    """For the annex: from where each way of working pays."""
    columns = (
        *(_("Way of working"), _("Years until paid back"), _("Benefit over cost (B/C)")),
        *(_("Volume from which it pays"), _("Cost of an hour from which it pays")),
    )
    rows = tuple(_row(writing, assessment, option, THRESHOLDS) for option in assessment.ways)
    return Table(_("From where it pays"), columns, rows, (20, 18, 18, 22, 22), small=True)


def _row(writing: Writing, assessment: Assessment, option: str, metrics: tuple[str, ...]) -> tuple[Line, ...]:
    found = (assessment.quantity(option, metric) for metric in metrics)
    cells = (
        ("–",) if each is None or (each.value is None and each.id not in assessment.thresholds)
        else (writing.of_case(assessment, each),)
        for each in found
    )  # fmt: skip
    return ((option_name(option),), *cells)


def _drivers(writing: Writing, found: Money) -> Chart:
    marks = tuple(
        Mark(input_name(found.assessment, each.key), "", writing.of_case(found.assessment, each.swing), ranged=True)
        for each in found.drivers[:DRIVERS]
    )
    title = _("What the net present value hangs on: it with each input at the ends of its range (“{way}”)",
              way=option_name(found.option))  # fmt: skip
    return Chart("chart-drivers", title, _("net present value (million yen)"), marks, "ranges", threshold=0.0)


def _as_one(found: Money) -> Iterator[Block]:
    """Which inputs have one bar of the chart, whose names may be too long for it."""
    for driver in found.drivers[:DRIVERS]:
        if AND in driver.key:
            text = _("Inputs that move together have one bar, and none of them is moved without the others: {inputs}.")
            yield Paragraph(line(text, inputs=input_name(found.assessment, driver.key)), "note")
