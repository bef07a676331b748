"""The table that a product returned: CSV in UTF-8 or Shift_JIS, or a list of objects in JSON. Nothing in it is trusted.

Cells are text and nothing else: no apostrophe is taken away, no formula and no number is made out.
"""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboards.language import _
from pipelines.contracts.mapping import ENCODINGS, Encoding
from pipelines.errors import KoukaError, Place
from pipelines.handed_in import UTF16, handed_in, refuse_empty
from pipelines.limits import LIMITS

KINDS = (".csv", ".json", ".jsonl")
NO_SHIFT_JIS = re.compile("[\x80\xa0\uf8f0-\uf8f3]")
"""What Python makes of bytes that Windows lets through and that are no character of Shift_JIS."""


@dataclass(frozen=True)
class Sheet:
    """A table as it was returned."""

    path: Path
    encoding: Encoding
    columns: tuple[str, ...]
    """None twice: of two columns of one name, the second is called ``name#2``."""
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    """The line on which each row ends."""

    def place(self, row: int) -> Place:
        """Where a row stands."""
        return Place(self.path, self.lines[row])

    def column(self, name: str) -> int | None:
        """The place of a column."""
        return self.columns.index(name) if name in self.columns else None


def read_sheet(path: Path, encoding: Encoding | None = None) -> Sheet:
    """A table, within limits.

    Args:
        path: a file of ``KINDS``.
        encoding: what the file is to be in; None takes UTF-8 where it is that throughout, else Shift_JIS.

    Raises:
        KoukaError: what is wrong with the file, on which line, and what to do.
    """
    if path.suffix.lower() not in KINDS:
        what = _("Files of kind “{suffix}” cannot be read; this version reads: {kinds}", suffix=path.suffix,
                 kinds=", ".join(KINDS))  # fmt: skip
        raise KoukaError(what, where=Place(path), todo=_("Let the product write CSV."))
    text, found = _text(path, _content(path), encoding)
    read = _of_csv if path.suffix.lower() == ".csv" else _of_json
    columns, rows, lines = read(path, text)
    return Sheet(path, found, tuple(_each_once(columns)), tuple(rows), tuple(lines))


def _content(path: Path) -> bytes:
    content = handed_in(path, LIMITS.import_bytes, _split_it())
    refuse_empty(path, content.removeprefix(codecs.BOM_UTF8).strip())
    return content


def _split_it() -> str:
    return _("Split it, with the header in each part, and import the parts one after the other.")


def _text(path: Path, content: bytes, encoding: Encoding | None) -> tuple[str, Encoding]:
    if content.startswith(UTF16):
        todo = _("Save it as UTF-8 or Shift_JIS.")
        raise KoukaError(_("The file is UTF-16 and not UTF-8."), where=Place(path, 1), todo=todo)
    candidates: Sequence[Encoding] = (encoding,) if encoding else ENCODINGS
    if content.startswith(codecs.BOM_UTF8):
        candidates = ("utf-8",)
    wrong = 0
    for candidate in candidates:
        try:
            text = content.decode("utf-8-sig" if candidate == "utf-8" else candidate)
        except UnicodeDecodeError as error:
            wrong = max(wrong, content[: error.start].count(b"\n"))
            continue
        if candidate == "cp932" and (found := NO_SHIFT_JIS.search(text)):
            wrong = max(wrong, text[: found.start()].count("\n"))
        else:
            return text, candidate
    what = (
        _("The file is not {encoding}.", encoding=encoding) if encoding else _("This is neither UTF-8 nor Shift_JIS.")
    )
    raise KoukaError(what, where=Place(path, wrong + 1), todo=_("Save it as UTF-8 or Shift_JIS."))


Parts = tuple[list[str], list[tuple[str, ...]], list[int]]


def _of_csv(path: Path, text: str) -> Parts:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    columns: list[str] = []
    begins = 1
    try:
        for cells in reader:
            if not any(cells):
                continue
            if not columns:
                columns = [name.strip() for name in cells]
                _check_columns(path, columns)
            elif len(cells) != len(columns):
                raise KoukaError(
                    _("This row has {found} cells, the header has {wanted}.", found=len(cells), wanted=len(columns)),
                    where=Place(path, reader.line_num),
                    todo=_("Look for a comma too many or too few; a cell that holds a comma needs double quotes."),
                )
            else:
                rows.append(tuple(cells))
                lines.append(reader.line_num)
                _check_size(path, len(rows), len(columns), reader.line_num)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise KoukaError(
            _("This is not a CSV row: {reason}", reason=error),
            where=Place(path, begins),  # an open quote swallows all lines below it
            todo=_("Look for a double quote that is not closed."),
        ) from None
    return columns, rows, lines


def _of_json(path: Path, text: str) -> Parts:
    """A JSON list of objects, or an object a line; what they hold is text, numbers, true, false or null."""
    columns: dict[str, int] = {}
    found: list[dict[str, str]] = []
    lines: list[int] = []
    for line, entry in _entries(path, text):
        if not isinstance(entry, dict) or any(isinstance(value, dict | list) for value in entry.values()):
            what = _("This is no object of texts and numbers.")
            raise KoukaError(what, where=Place(path, line), todo=_("Each entry is like: {example}", example=EXAMPLE))
        for name in entry:
            columns.setdefault(name.strip(), len(columns))
        found.append({name.strip(): _cell(value) for name, value in entry.items()})
        lines.append(line)
    _check_columns(path, [*columns])
    _check_size(path, len(found), len(columns), lines[-1] if lines else 1)
    return [*columns], [tuple(entry.get(name, "") for name in columns) for entry in found], lines


EXAMPLE = '{"file": "001.pdf", "name": "平塚 花子"}'


def _entries(path: Path, text: str) -> Iterator[tuple[int, Any]]:
    # Numbers stay as they are written: 0.10 is not 0.1, and none is too long.
    numbers: dict[str, Any] = {"parse_int": str, "parse_float": str, "parse_constant": str}
    line = 1
    try:
        if text.lstrip().startswith("["):
            yield from ((1, entry) for entry in json.loads(text, **numbers))
            return
        for line, written in enumerate(text.split("\n"), start=1):
            if written.strip():
                yield line, json.loads(written, **numbers)
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, ValueError) else _("too deep")
        line = error.lineno if isinstance(error, json.JSONDecodeError) and line == 1 else line
        raise KoukaError(
            _("This is not JSON: {reason}", reason=reason),
            where=Place(path, line),
            todo=_("A list of objects is wanted, or an object a line: {example}", example=EXAMPLE),
        ) from None


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else str(value)


def _check_columns(path: Path, columns: Sequence[str]) -> None:
    if not any(columns):
        raise KoukaError(_("The file has no header row."), where=Place(path, 1))
    if len(columns) > LIMITS.import_columns:
        raise _too_many(path, 1, _("The file has more than {limit} columns.", limit=LIMITS.import_columns))
    if any("\0" in name or not _is_text(name) or len(name) > LIMITS.import_header for name in columns):
        what = _("A column has a name that is no text, or longer than {limit} characters.", limit=LIMITS.import_header)
        raise KoukaError(what, where=Place(path, 1), todo=_("Look whether it is the right file."))


def _check_size(path: Path, rows: int, columns: int, line: int) -> None:
    if rows > LIMITS.import_rows:
        raise _too_many(path, line, _("The file has more than {limit} rows.", limit=LIMITS.import_rows))
    if rows * columns > LIMITS.import_cells:
        raise _too_many(path, line, _("The file has more than {limit} cells.", limit=LIMITS.import_cells))


def _too_many(path: Path, line: int, what: str) -> KoukaError:
    return KoukaError(what, where=Place(path, line), todo=_split_it())


def _is_text(text: str) -> bool:
    return text.encode("utf-8", "replace").decode("utf-8") == text


def _each_once(columns: Sequence[str]) -> Iterator[str]:
    """The names, with a number behind each that was there before: sheets side by side repeat them."""
    taken = {*columns}
    seen: set[str] = set()
    for name in columns:
        number, unique = 2, name
        while unique in seen or (unique != name and unique in taken):
            unique, number = f"{name}#{number}", number + 1
        seen.add(unique)
        yield unique
