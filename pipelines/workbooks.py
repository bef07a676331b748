"""The first sheet of an Excel workbook as a table of text, as a CSV file would hold it. Nothing in it is trusted."""

import io
import math
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path

from dashboards.language import _
from pipelines.errors import KoukaError, Place
from pipelines.handed_in import handed_in, refuse_empty
from pipelines.limits import LIMITS
from pipelines.office import parts_of, refuse_heavy, something_else
from pipelines.tables import Row, Table, check_header, read_table

SUFFIX = ".xlsx"


def read_either(path: Path) -> Table:
    """A table as CSV or as a workbook, as its name says.

    Raises:
        KoukaError: as from :func:`read_workbook` and ``tables.read_table``.
    """
    return read_workbook(path) if path.suffix == SUFFIX else read_table(path)


def read_workbook(path: Path) -> Table:
    """The table of the first sheet: a header, then rows; lines are Excel's row numbers.

    Of a formula it is the value that Excel kept with it. A moment becomes ISO 8601, a whole number has no point.

    Raises:
        KoukaError: it is no workbook, unpacks to more than a table needs, or its header is none.
    """
    content = handed_in(path, LIMITS.workbook_bytes, _("Split it."))
    refuse_empty(path, content)
    take_out = _("Take out what is not the table, or save it as CSV.")
    refuse_heavy(path, parts_of(path, content, _save_again()), LIMITS.workbook_unpacked_bytes, take_out)
    try:
        cells = list(_cells(content))
    # Whatever openpyxl and zipfile make of a file that only looks like one: their errors have no common base.
    except Exception:
        raise something_else(path, _save_again()) from None
    if len(cells) > LIMITS.workbook_rows:
        what = _("The sheet has more than {limit} rows.", limit=LIMITS.workbook_rows)
        raise KoukaError(what, where=Place(path), todo=_("Split it."))
    header, *rest = [(number, row) for number, row in cells if any(row)] or [(1, [])]
    columns = [name.strip() for name in _without_tail(header[1])]
    check_header(path, columns)
    rows: list[Row] = [dict(zip(columns, _filled(row, len(columns)), strict=True)) for _number, row in rest]
    return Table(path, columns, rows, [number for number, _row in rest])


def _cells(content: bytes) -> Iterator[tuple[int, list[str]]]:
    import openpyxl  # takes a while, and whoever has no workbook need not wait for it

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its size is not to be relied on
    most = LIMITS.workbook_rows + 1
    for number, row in enumerate(sheet.iter_rows(max_row=most, max_col=LIMITS.workbook_columns, values_only=True), 1):
        yield number, [_text(cell) for cell in row]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and math.isfinite(cell) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _without_tail(row: Sequence[str]) -> list[str]:
    """Excel keeps columns that once held something; they are no part of the table."""
    last = max((place for place, cell in enumerate(row, 1) if cell), default=0)
    return [*row[:last]]


def _filled(row: Sequence[str], wanted: int) -> list[str]:
    return [*row[:wanted], *[""] * (wanted - len(row))]


def _save_again() -> str:
    return _("Open it in Excel and save it as a workbook (.xlsx), or as “CSV UTF-8 (comma delimited)”.")
