"""A sheet of the report's workbook: texts that are no formulas, numbers, and formulas with their values."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dashboards.reports.minutes.blocks import clean

FONT = "ＭＳ ゴシック"
LONGEST = 32_000
"""Characters that a cell may hold, less a few."""
LINE_POINTS, MOST_POINTS = 13.5, 400.0
"""Height of a line, and the most that a row may have."""
_LINE = Side(style="thin", color="999999")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="E4E6E9")


@dataclass(frozen=True)
class Formula:
    """A live formula and what it comes to."""

    text: str
    """Without the equals sign."""
    value: float


@dataclass(frozen=True)
class To:
    """A text that leads somewhere: to ``#'sheet'!A1`` or to a file beside the workbook."""

    text: str
    address: str


Content = str | float | int | Formula | To | None


@dataclass
class Sheet:
    """A sheet that is filled from the top."""

    sheet: Worksheet
    values: dict[str, float] = field(default_factory=dict)
    """Of cells with formulas."""
    row: int = 0
    """The last that was written."""
    widths: tuple[int, ...] = ()

    @classmethod
    def added(cls, book: Workbook, title: str, widths: Sequence[int]) -> "Sheet":
        """A new sheet at the end of a workbook, with columns as wide as so many letters."""
        sheet = book.create_sheet(title)
        for number, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0
        return cls(sheet, widths=tuple(widths))

    def head(self, cells: Iterable[str]) -> None:
        """A row of names, shaded."""
        self.add(cells)
        for cell in self.sheet[self.row]:
            cell.fill, cell.font = _HEAD, Font(name=FONT, size=10, bold=True)

    def title(self, text: str, size: int = 13) -> None:
        """A line of large letters, without a box."""
        self.row += 1
        cell = self._cell(self.row, 1)
        _put(cell, text)
        cell.font = Font(name=FONT, size=size, bold=True)

    def note(self, text: str) -> None:
        """A line without a box."""
        self.row += 1
        cell = self._cell(self.row, 1)
        _put(cell, text)
        cell.font = Font(name=FONT, size=9)

    def skip(self) -> None:
        """An empty row."""
        self.row += 1

    def add(self, cells: Iterable[Content], number_format: str = "") -> None:
        """A row of cells in boxes."""
        self.row += 1
        lines = 1
        for column, content in enumerate(cells, 1):
            self.put(self.row, column, content, number_format)
            if isinstance(content, str):
                lines = max(lines, -(-_letters(content) // max(1, self.widths[column - 1] - 1)))
        if lines > 1:  # not every program makes a row as high as what stands in it
            self.sheet.row_dimensions[self.row].height = min(MOST_POINTS, LINE_POINTS * lines + 2)

    def _cell(self, row: int, column: int) -> Cell:
        cell = self.sheet.cell(row, column)
        assert isinstance(cell, Cell)  # nothing is merged here
        return cell

    def put(self, row: int, column: int, content: Content, number_format: str = "") -> None:
        """One cell in a box."""
        cell = self._cell(row, column)
        cell.border, cell.font = _BOX, Font(name=FONT, size=10)
        cell.alignment = Alignment(vertical="top", wrap_text=isinstance(content, str | To))
        if isinstance(content, Formula):
            cell.value = f"={content.text}"
            self.values[cell.coordinate] = content.value
        elif isinstance(content, To):
            _put(cell, content.text)
            cell.hyperlink = content.address
            cell.font = Font(name=FONT, size=10, underline="single")
        elif isinstance(content, str):
            _put(cell, content)
        else:
            cell.value = content
        if number_format and not isinstance(content, str):
            cell.number_format = number_format


def _put(cell: Cell, text: str) -> None:
    """Text as text, whatever it begins with: neither Excel nor a person who edits the cell makes a formula of it."""
    cell.value = clean(text)[:LONGEST]
    cell.data_type = "s"
    if text[:1] in STARTS:
        cell.quotePrefix = True


def _letters(text: str) -> int:
    """How wide a text is, in letters of half width."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def number_format(unit: str) -> str:
    """How a number of a unit is written."""
    if unit == "ratio":
        return "0.0%"
    if unit.startswith(("yen", "forms", "error", "hour", "count")):
        return "#,##0"
    return "#,##0.00##"


STARTS = frozenset("=+-@\t\r\n＝＋－＠'")
