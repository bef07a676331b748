"""documents.csv: which pages of which file are a document, and what keeps one from being read."""

import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path

from dashboards.language import _
from evaluators.frames import NO_TEMPLATE
from pipelines.batches import paths
from pipelines.batches.forms import Document
from pipelines.batches.scans import SCAN_KINDS, content_problem
from pipelines.errors import Place, Problem, Severity
from pipelines.limits import LIMITS
from pipelines.tables import Row, Table

NOWHERE = ".outside"
"""Stands below scans/ for a file that a table names elsewhere: no file is there, so the document fails as missing."""


def read_documents(
    path: Path, table: Table, templates: Collection[str]
) -> tuple[list[Document], list[Row], list[Problem]]:
    """The documents, their rows, and what is wrong.

    Args:
        path: the batch.
        table: documents.csv.
        templates: ids that a row may name.
    """
    documents: list[Document] = []
    rows: list[Row] = []
    problems: list[Problem] = []
    seen: dict[str, Place] = {}
    for index, row in enumerate(table.rows):
        place = table.place(index)
        if row["document"] in seen:
            problems.append(_twice(row, place, seen[row["document"]]))
            continue
        seen[row["document"]] = place
        document, found = _document(path, row, place, templates)
        problems += found
        if not any(problem.severity is Severity.STOPS for problem in found):
            documents.append(document)
            rows.append(row)
    if not table.rows:
        problems.append(
            Problem(_("The batch has no documents."), Place(table.path), _("Add a row for each application."))
        )
    # A file that holds several documents is named once.
    return documents, rows, list(dict.fromkeys(problems))


def _twice(row: Row, place: Place, first: Place) -> Problem:
    """Of two rows the first one is read."""
    return Problem(
        _("Document “{document}” is there twice.", document=row["document"]),
        place,
        _("It is also in line {line}, which is the one that is read. Take one of them out.", line=first.line),
        Severity.FAILS_DOCUMENT,
    )


def _document(path: Path, row: Row, place: Place, templates: Collection[str]) -> tuple[Document, list[Problem]]:
    file = paths.inside(path / "scans", row["file"])
    first, last = int(row["first_page"]), int(row["last_page"])
    found = [*_name_problems(row, place), *_page_problems(first, last, place)]
    if file is None:
        what = _("“{file}” leads out of the batch.", file=row["file"])
        todo = _("Put the scan below {folder} and write its path from there.", folder=path / "scans")
        found.append(Problem(what, place, todo, Severity.FAILS_DOCUMENT))
        file = path / "scans" / NOWHERE
    else:
        found += _scan_problems(file, place)
    if row["template"] not in templates:
        known = ", ".join(sorted({*templates} - {NO_TEMPLATE})) or "–"
        found.append(
            Problem(
                _("There is no template “{template}”.", template=row["template"]),
                place,
                _("Templates of this batch: {templates}", templates=known),
            )
        )
    return Document(row["document"], file, first, last, row["template"]), found


def _name_problems(row: Row, place: Place) -> Iterator[Problem]:
    name = unicodedata.normalize("NFC", row["file"])
    if row["document"] != name and not row["document"].startswith(f"{name}#"):
        yield Problem(
            _(
                "Document “{document}” is not named after its file “{file}”.",
                document=row["document"],
                file=row["file"],
            ),
            place,
            _("Name it {file}, or {file}#001 where the file holds several.", file=row["file"]),
        )


def _scan_problems(file: Path, place: Place) -> Iterator[Problem]:
    """What keeps one scan from being read. The rest of the batch is read all the same."""
    todo = _("Scan it again, or take its rows out of documents.csv.")
    if not file.is_file():
        yield Problem(_("The scan {file} is missing.", file=file), place, todo, Severity.FAILS_DOCUMENT)
    elif problem := content_problem(file, SCAN_KINDS, todo, Severity.FAILS_DOCUMENT):
        yield problem


def _page_problems(first: int, last: int, place: Place) -> Iterator[Problem]:
    if not 1 <= first <= last <= LIMITS.pages_per_file:
        yield Problem(
            _("Pages {first} to {last} are not a range.", first=first, last=last),
            place,
            _("Pages count from 1, at most {limit} a file.", limit=LIMITS.pages_per_file),
        )
