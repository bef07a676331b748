"""The report as XLSX: answers, every number with what it is made of, values of the charts."""

import io

from openpyxl import Workbook

from dashboards.language import _
from dashboards.pages.numbers import NONE
from dashboards.pages.words import grade_names
from dashboards.reports.cached_values import with_values
from dashboards.reports.campaign.blocks import Answer, Layout, text_of
from dashboards.reports.campaign.figures import Figure
from dashboards.reports.campaign.money_sheets import money_sheets
from dashboards.reports.campaign.sheet import Content, Formula, Sheet, To, number_format
from dashboards.reports.campaign.words import unit_name

BOUNDS = (3, 4, 5)
"""Columns of value, low and high."""
EXACT = 1e-12
"""How far a value may be from numerator over denominator, and still be that."""


def xlsx_of(layout: Layout) -> bytes:
    """The workbook as a file. Excel computes all of it again when it opens it."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    sheets = [_answers(book, layout)]
    if layout.assessment is not None:
        sheets += money_sheets(book, layout.assessment)
    sheets += [_numbers(book, layout), _charts(book, layout)]
    book.calculation.fullCalcOnLoad = True
    book.properties.title, book.properties.creator = layout.title, "kouka"
    out = io.BytesIO()
    book.save(out)
    values = {each.sheet.title: each.values for each in sheets}
    return with_values(out.getvalue(), book.sheetnames, values)


def _answers(book: Workbook, layout: Layout) -> Sheet:
    sheet = Sheet.added(book, _("Answers"), (5, 34, 64, 14, 48))
    if layout.banner:
        sheet.title(layout.banner, 11)
    sheet.title(layout.title)
    sheet.note(layout.addressee)
    sheet.note(layout.author_note)
    sheet.skip()
    sheet.head(("", _("Question"), _("Answer"), _("Grade"), _("What would change it")))
    for answer in (block for block in layout.blocks if isinstance(block, Answer)):
        grade = grade_names()[answer.grade] if answer.grade else NONE
        sheet.add((answer.number, answer.question, text_of(answer.sentence), grade, text_of(answer.would_change)))
    return sheet


def _numbers(book: Workbook, layout: Layout) -> Sheet:
    sheet = Sheet.added(book, _("Numbers"), (7, 46, 13, 13, 13, 13, 12, 12, 10, 12, 44, 26, 10))
    sheet.head(
        (
            *(_("Id"), _("What it is"), _("Value"), _("Low (95%)"), _("High (95%)"), _("Unit")),
            *(_("Numerator"), _("Denominator"), "n", _("Grade"), _("How it is computed"), _("Run or file"), _("Cases")),
        )
    )
    for figure in layout.figures:
        sheet.add(_row(figure, sheet.row + 1))
        for column in BOUNDS:
            sheet.sheet.cell(sheet.row, column).number_format = number_format(figure.quantity.unit)
    sheet.sheet.freeze_panes = "C2"
    sheet.sheet.auto_filter.ref = sheet.sheet.dimensions
    return sheet


def _row(figure: Figure, row: int) -> tuple[Content, ...]:
    quantity = figure.quantity
    cases = To(_("cases"), figure.cases) if figure.cases else NONE
    return (
        *(figure.id, figure.label, _value(figure, row), quantity.low, quantity.high),
        unit_name(quantity.unit),
        *(quantity.numerator, quantity.denominator, quantity.n_documents, figure.grade),
        *(figure.formula, figure.run, cases),
    )


def _value(figure: Figure, row: int) -> Content:
    """A rate as the formula that it is, where its parts stand beside it; else the number."""
    quantity = figure.quantity
    above, below, value = quantity.numerator, quantity.denominator, quantity.value
    if value is None:
        return NONE
    if above is None or not below or abs(above / below - value) > EXACT:
        return value
    return Formula(f"G{row}/H{row}", above / below)


def _charts(book: Workbook, layout: Layout) -> Sheet:
    """Values of the charts, by reference to those of the numbers: what is changed there is changed here."""
    sheet = Sheet.added(book, _("Charts"), (34, 24, 14, 14, 14, 8))
    rows = {figure.id: number for number, figure in enumerate(layout.figures, 2)}
    for chart in layout.charts:
        sheet.title(chart.title, 11)
        sheet.head((_("What it is"), _("Series"), _("Value"), _("Low (95%)"), _("High (95%)"), _("Id")))
        for mark in chart.drawn:
            found, at = mark.figure.quantity, rows[mark.figure.id]
            bounds = zip("CDE", (found.value, found.low, found.high), strict=True)
            cells = (Formula(f"'{_('Numbers')}'!{column}{at}", float(value or 0.0)) for column, value in bounds)
            form = number_format(found.unit)
            sheet.add((mark.label, mark.series, *cells, To(mark.figure.id, f"#'{_('Numbers')}'!A{at}")), form)
        sheet.skip()
    return sheet
