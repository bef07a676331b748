"""The table as XLSX, for Excel: A4 landscape, one page wide, its head on every page."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dashboards.reports.replies.rows import WIDTHS_MM, ReplyTable
from dashboards.reports.word import GOTHIC, MADE, MINCHO

MARGIN_INCHES = 0.6
MM_A_CHARACTER = 2.0
"""Width of a column in Excel's unit, of this font at this size."""
LINE_POINTS = 12.0
CELL_POINTS = 9.0
FITS = 1.15
"""A width is counted in characters of 11 points; of these somewhat more fit."""
LONGEST = 32_767
"""Characters that Excel allows a cell."""
TALLEST = 409.0
"""Points that Excel allows a row."""
CENTRED = frozenset({1, 6})


def xlsx_of(table: ReplyTable) -> bytes:
    """The workbook as a file."""
    book = Workbook()
    book.properties.creator, book.properties.title = "", table.title
    book.properties.created = book.properties.modified = MADE
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    _set_up(sheet)
    above = (table.title, table.day, *table.notes)
    for number, line in enumerate(above, 1):
        _write(sheet, number, 1, line)
        sheet.cell(number, 1).font = Font(name=GOTHIC, size=14 if number == 1 else CELL_POINTS)
    head = len(above) + 1
    for number, cells in enumerate((table.heads, *table.rows), head):
        for column, text in enumerate(cells, 1):
            _write(sheet, number, column, text)
            _style(sheet, number, column, is_head=number == head)
        sheet.row_dimensions[number].height = _height(cells)
    sheet.print_title_rows = f"{head}:{head}"
    sheet.freeze_panes = f"A{head + 1}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _set_up(sheet: Worksheet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = MARGIN_INCHES
    margins.footer = MARGIN_INCHES / 2
    footer = sheet.HeaderFooter.oddFooter
    assert footer is not None
    footer.center.text = "&P / &N"
    for number, width in enumerate(WIDTHS_MM, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width / MM_A_CHARACTER


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """As text, whatever it begins with: no cell of it is a formula."""
    cell = sheet.cell(row, column, text[:LONGEST])
    cell.data_type = "s"


def _style(sheet: Worksheet, row: int, column: int, is_head: bool) -> None:
    cell, line = sheet.cell(row, column), Side(style="thin")
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    cell.font = Font(name=GOTHIC if is_head else MINCHO, size=CELL_POINTS)
    across = "center" if is_head or column in CENTRED else "left"
    cell.alignment = Alignment(wrap_text=True, vertical="center" if is_head else "top", horizontal=across)
    if is_head:
        cell.fill = PatternFill("solid", fgColor="EDEDED")


def _height(cells: tuple[str, ...]) -> float:
    """Points that the longest cell needs: Excel does not find out by itself when a file is opened."""
    lines = max(
        sum(max(1, -(-_places(line) // int(width / MM_A_CHARACTER * FITS))) for line in text.split("\n"))
        for text, width in zip(cells, WIDTHS_MM, strict=True)
    )
    return min(TALLEST, (lines + 1) * LINE_POINTS)


def _places(line: str) -> int:
    """Half-width places; whatever is not ASCII takes two."""
    return sum(1 if character.isascii() else 2 for character in line)
