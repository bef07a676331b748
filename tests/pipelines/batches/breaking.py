"""Ways to break a copy of the sample batch, and what must be said of it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.batches.examine import examine_forms, load_forms
from pipelines.errors import KoukaError, Severity

BATCH, DOCUMENTS, TIMINGS = "batch.toml", "documents.csv", "timings.csv"
TEMPLATE, BLANK = "templates/moving-notice/template.toml", "templates/moving-notice/blank.pdf"
TRUTH, VALUES = "truth/moving-notice.csv", "values/moving-notice.csv"
SCAN = "scans/moving-01.pdf"
STOPS, ONE_DOCUMENT, WARNING = Severity.STOPS, Severity.FAILS_DOCUMENT, Severity.WARNING

Change = Callable[[Path], object]


@dataclass(frozen=True)
class Broken:
    """A way to break the batch, and the problem that is named then."""

    how: Change
    where: str
    """File, and line after a colon where there is one."""
    says: str
    todo: str = ""
    severity: Severity = STOPS


def assert_named(batch: Path, broken: Broken) -> None:
    """The problem is named once, with its place and what to do; only one that concerns the whole batch stops a run."""
    broken.how(batch)
    read, problems = examine_forms(batch)
    said = [(str(problem.where), problem.what) for problem in problems]
    (problem,) = [
        problem
        for problem, (where, what) in zip(problems, said, strict=True)
        if where == str(batch / broken.where) and broken.says in what
    ] or pytest.fail(str(said))
    assert broken.todo in (problem.todo or "")
    assert problem.severity is broken.severity
    if broken.severity is STOPS:
        with pytest.raises(KoukaError) as caught:
            load_forms(batch)
        assert caught.value.problem.where is not None
    else:
        assert read is not None
        assert len(load_forms(batch).documents) == 6


def each(*changes: Change) -> Change:
    """One change after the other."""
    return lambda batch: [change(batch) for change in changes]


def replace(file: str, old: str, new: str) -> Change:
    """Change the first occurrence of a text in a file."""

    def change(batch: Path) -> None:
        text = (batch / file).read_bytes().decode()
        assert old in text
        (batch / file).write_bytes(text.replace(old, new, 1).encode())

    return change


def in_row(old: str, new: str) -> Change:
    """Change the first document's row of documents.csv."""
    row = "moving-01.pdf,moving-01.pdf,1,1,moving-notice,"
    return replace(DOCUMENTS, row, row.replace(old, new))


def append(file: str, line: str) -> Change:
    return lambda batch: (batch / file).write_bytes((batch / file).read_bytes() + (line + "\r\n").encode())


def write(file: str, content: bytes) -> Change:
    return lambda batch: (batch / file).write_bytes(content)


def encode(file: str, encoding: str) -> Change:
    """Save a file as Excel does when it is not told otherwise; Shift_JIS cannot hold every name."""
    return lambda batch: (batch / file).write_bytes((batch / file).read_text("utf-8-sig").encode(encoding, "replace"))


def remove(file: str) -> Change:
    return lambda batch: (batch / file).unlink()


def rename(file: str, name: str) -> Change:
    return lambda batch: (batch / file).rename((batch / file).with_name(name))


def folder(file: str) -> Change:
    """Put a folder in the place of a file."""
    return each(remove(file), lambda batch: (batch / file).mkdir())


def pipe(file: str) -> Change:
    """Put a named pipe in the place of a file: who opens it waits for ever."""
    return each(remove(file), lambda batch: os.mkfifo(batch / file))


def link(file: str, to: str) -> Change:
    """Put a symbolic link in the place of a file."""
    return each(remove(file), lambda batch: (batch / file).symlink_to(to))


def rename_scan(document: str, file: str | None = None) -> Change:
    """Give the first document another name, and its file the same or yet another one."""
    return each(
        rename(SCAN, file or document),
        in_row("moving-01.pdf,moving-01.pdf", f"{document},{file or document}"),
        *(replace(table, "moving-01.pdf", document) for table in (TRUTH, VALUES)),
    )
