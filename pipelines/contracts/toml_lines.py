"""The lines of TOML text on which its keys and tables stand; ``tomllib`` does not tell."""

import re
from collections.abc import Sequence

Location = Sequence[str | int]
Found = tuple[str | int, ...]

KEY = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
DOTTED = rf"{KEY}(?:\s*\.\s*{KEY})*"
HEADER = re.compile(rf"\s*(?P<brackets>\[\[?)\s*(?P<name>{DOTTED})\s*\]")
ASSIGNMENT = re.compile(rf"\s*(?P<name>{DOTTED})\s*=")
DEEPEST = 32
"""Tables within each other that are told apart: no file has more, and a name of 20,000 dots would take its square."""
LONG_QUOTES = ('"""', "'''")


def line_of(text: str, location: Location) -> int | None:
    """The line of a key in TOML text: ``("fields", 2, "type")`` is ``type`` below the third ``[[fields]]``.

    Where the key itself is absent, the line of the table that should hold it. None where nothing of it is found.
    """
    lines = _lines(text)
    sought = tuple(location)
    return next((lines[sought[:n]] for n in range(len(sought), 0, -1) if sought[:n] in lines), None)


def _lines(text: str) -> dict[Found, int]:
    """First line of every key and table, with the tables that a dotted name implies."""
    lines: dict[Found, int] = {}
    entries: dict[Found, int] = {}
    table: Found = ()
    quotes: str | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if quotes:
            quotes = None if quotes in line else quotes
            continue
        if header := HEADER.match(line):
            table = _table(_parts(header["name"]), header["brackets"] == "[[", entries)
            _note(lines, table, number)
        elif assignment := ASSIGNMENT.match(line):
            _note(lines, (*table, *_parts(assignment["name"])), number)
        quotes = next((mark for mark in LONG_QUOTES if line.count(mark) % 2), None)
    return lines


def _parts(name: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(KEY, name)]


def _table(parts: list[str], is_entry: bool, entries: dict[Found, int]) -> Found:
    """Where a header leads: into the last entry so far of each array on the way.

    Args:
        parts: the header's name.
        is_entry: whether it adds an entry to an array of tables.
        entries: number of the last entry of each array; is kept up to date.
    """
    path: Found = ()
    for part in parts[:-1]:
        path = (*path, part)
        path = (*path, entries[path]) if path in entries else path
    path = (*path, parts[-1])
    if not is_entry:
        return path
    entries[path] = entries.get(path, -1) + 1
    return (*path, entries[path])


def _note(lines: dict[Found, int], path: Found, number: int) -> None:
    for length in range(1, min(len(path), DEEPEST) + 1):
        lines.setdefault(path[:length], number)
