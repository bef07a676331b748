"""Tables as CSV that Excel opens: UTF-8 with BOM, CRLF, and no cell that a spreadsheet takes for a formula.

A cell that would start a formula gets an apostrophe in front, and so does one that starts with an apostrophe; reading
takes one away. What is written is what is read back, whatever an engine returned.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from dashboards.language import _
from evaluators.frames import Column, Frame
from pipelines import atomic
from pipelines.errors import KoukaError, Place, Problem
from pipelines.limits import LIMITS

FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
"""OWASP, CSV Injection; the full-width ones count where Excel is Japanese."""
WHOLE_NUMBER = re.compile(r"\d{1,15}", re.ASCII)
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)

Row = dict[str, str]

# Python's own limit of 131,072 characters a cell is less than what may be written: a text grows under nfkc, and two of
# them stand in one cell where engines disagree.
csv.field_size_limit(LIMITS.table_bytes)


@dataclass(frozen=True)
class Table:
    """A table as read: rows of text, each with the line it ends on."""

    path: Path
    columns: list[str]
    rows: list[Row]
    lines: list[int]

    def place(self, index: int) -> Place:
        """Where row ``index`` stands."""
        return Place(self.path, self.lines[index])


def disarm(cell: str) -> str:
    """The cell as it is written: no spreadsheet program takes it for a formula."""
    return "'" + cell if cell[:1] in FORMULA_STARTS or cell.startswith("'") else cell


def rearm(cell: str) -> str:
    """The cell as it was before ``disarm``."""
    return cell[1:] if cell.startswith("'") else cell


def is_plain_number(cell: str) -> bool:
    """Whether the cell is a decimal number as programs write it; neither ``nan`` nor ``1,000`` is."""
    return PLAIN_NUMBER.fullmatch(cell) is not None


def to_csv(rows: Iterable[Mapping[str, object]], names: Sequence[str], numeric: Set[str] = frozenset()) -> str:
    """Rows as CSV text; None and absent cells are empty.

    Args:
        rows: by column name.
        names: the columns, in order.
        numeric: those whose cells are numbers, and may start with a sign.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        cells = {name: "" if row.get(name) is None else str(row[name]) for name in names}
        writer.writerow([cells[name] if name in numeric else disarm(cells[name]) for name in names])
    return out.getvalue()


def write_table(path: Path, rows: Iterable[Mapping[str, object]], frame: Frame) -> None:
    """Write rows under the columns of a frame, atomically; one that may be left out, where any row has it."""
    listed = list(rows)
    needed = set(frame.needed)
    names = [name for name in frame.names if name in needed or any(name in row for row in listed)]
    numeric = {column.name for column in frame.columns if column.kind != "text"}
    atomic.write_bytes(path, to_csv(listed, names, numeric).encode("utf-8-sig"))


def read_table(path: Path) -> Table:
    """Read a CSV file as text, cell by cell.

    Raises:
        KoukaError: it is missing, cannot be opened, is too large or not UTF-8, or a row has another number of cells
            than the header.
    """
    text = _decoded(path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    lines: list[int] = []
    begins = 1
    try:
        columns = [name.strip() for name in next(reader, [])]
        check_header(path, columns)
        begins = reader.line_num + 1
        for cells in reader:
            begins = reader.line_num + 1
            if not any(cells):
                continue
            if len(cells) != len(columns):
                raise KoukaError(
                    _("This row has {found} cells, the header has {wanted}.", found=len(cells), wanted=len(columns)),
                    where=Place(path, reader.line_num),
                    todo=_("Look for a comma too many or too few; a cell that holds a comma needs double quotes."),
                )
            rows.append(dict(zip(columns, map(rearm, cells), strict=True)))
            lines.append(reader.line_num)
    except csv.Error as error:
        raise KoukaError(
            _("This is not a CSV row: {reason}", reason=error),
            # Where the row begins: an open quote swallows all lines below it.
            where=Place(path, begins),
            todo=_("Look for a double quote that is not closed."),
        ) from error
    return Table(path, columns, rows, lines)


def _decoded(path: Path) -> str:
    try:
        if path.stat().st_size > LIMITS.table_bytes:
            raise KoukaError(
                _("The file is larger than {limit} MB.", limit=LIMITS.table_bytes // 1_000_000),
                where=Place(path),
                todo=_("Split the batch."),
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise KoukaError(_("The file is missing."), where=Place(path)) from None
    except OSError:
        raise KoukaError(_("The file cannot be read."), where=Place(path)) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KoukaError(
            _("The file is not UTF-8."),
            where=Place(path, content[: error.start].count(b"\n") + 1),
            todo=_("In Excel, save it as “CSV UTF-8 (comma delimited)”."),
        ) from None


def check_header(path: Path, columns: list[str]) -> None:
    """Refuse a header without names, or with one twice.

    Raises:
        KoukaError: it is so.
    """
    if not any(columns):
        raise KoukaError(_("The file has no header row."), where=Place(path, 1))
    for name, times in Counter(columns).items():
        if times > 1:
            raise KoukaError(_("Column “{name}” is there twice.", name=name), where=Place(path, 1))


def problems_of(table: Table, frame: Frame) -> list[Problem]:
    """What is wrong with a table by its frame: columns missing or unknown, cells blank, not numbers, not a choice."""
    found: list[Problem] = []
    header = Place(table.path, 1)
    for name in frame.needed:
        if name not in table.columns:
            found.append(Problem(_("Column “{name}” is missing.", name=name), header))
    for name in table.columns:
        known = name in frame.names or (frame.open_prefix is not None and name.startswith(frame.open_prefix))
        if not known:
            allowed = ", ".join(frame.names) + (f", {frame.open_prefix}…" if frame.open_prefix else "")
            found.append(Problem(_("Column “{name}” is not known here.", name=name), header, allowed))
    for column in frame.columns:
        if column.name in table.columns:
            for index, row in enumerate(table.rows):
                wrong = _cell_problem(column, row[column.name])
                if wrong:
                    found.append(Problem(wrong, table.place(index)))
    return found


def _cell_problem(column: Column, cell: str) -> str | None:
    if not cell:
        return None if column.blank else _("Column “{name}” is blank.", name=column.name)
    if column.kind == "integer" and not WHOLE_NUMBER.fullmatch(cell):
        return _("“{cell}” in column “{name}” is not a whole number.", cell=cell, name=column.name)
    if column.kind == "number" and not is_plain_number(cell):
        return _("“{cell}” in column “{name}” is not a number.", cell=cell, name=column.name)
    if column.choices and cell not in column.choices:
        return _(
            "“{cell}” in column “{name}” is none of {choices}.",
            cell=cell,
            name=column.name,
            choices=", ".join(column.choices),
        )
    return None
