"""Rows of documents.csv that name pages which their file has not, and scans whose pages cannot be counted.

Only ``kouka check`` asks, since it takes a process a PDF: ten to thirty milliseconds each, on every core at once. Of a
run each page says for itself whether it is there.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from dashboards.language import _
from dashboards.pages.reason_words import reason
from pipelines.batches.forms import Document
from pipelines.batches.scans import SCAN_KINDS, content_problem
from pipelines.errors import KoukaError, Place, Problem, Severity
from pipelines.forms.page_count import page_count
from pipelines.forms.refusal import Reason, Unreadable
from pipelines.poppler import poppler_version
from pipelines.settings import cores
from pipelines.tables import Table

Counts = Mapping[Path, int | Reason]
"""Pages of each file, or why they cannot be counted."""


def page_gaps(documents: Sequence[Document], table: Table) -> list[Problem]:
    """What is wrong with pages; nothing of a file that another look has already found at fault.

    Args:
        documents: those that can be read as far as documents.csv and the start of their file tell.
        table: documents.csv.
    """
    files = [file for file in dict.fromkeys(document.file for document in documents) if _is_sound(file)]
    try:
        counts = _counts(files)
    except KoukaError as error:  # a batch may be prepared where it is not read
        what = _("The pages of PDFs were not counted: {reason}", reason=error.problem.what)
        return [replace(error.problem, what=what, severity=Severity.WARNING)]
    lines = {row["document"]: table.place(index) for index, row in reversed(list(enumerate(table.rows)))}
    gaps = [gap for document in documents for gap in _gap(document, counts, lines[document.name])]
    return [*_uncounted(counts), *gaps]


def _is_sound(file: Path) -> bool:
    return file.is_file() and content_problem(file, SCAN_KINDS, "", Severity.WARNING) is None


def _counts(files: Sequence[Path]) -> Counts:
    pdfs = [file for file in files if file.suffix.lower() == ".pdf"]
    pictures = [file for file in files if file not in set(pdfs)]
    if pdfs:
        poppler_version()
    with ThreadPoolExecutor(cores()) as pool:
        counted = dict(zip(pdfs, pool.map(_count, pdfs), strict=True))
    return counted | {file: _count(file) for file in pictures}


def _count(file: Path) -> int | Reason:
    try:
        return page_count(file)
    except Unreadable as error:
        return error.reason


def _uncounted(counts: Counts) -> Iterator[Problem]:
    for file, found in counts.items():
        if isinstance(found, Reason):
            what = _("This scan cannot be read: {reason}.", reason=reason(found))
            todo = _("Scan it again, or take its rows out of documents.csv.")
            yield Problem(what, Place(file), todo, Severity.FAILS_DOCUMENT)


def _gap(document: Document, counts: Counts, place: Place) -> Iterator[Problem]:
    pages = counts.get(document.file)
    if isinstance(pages, int) and document.last_page > pages:
        what = _(
            "Document “{document}” is on pages {first} to {last}, but its file has {n}.",
            document=document.name,
            first=document.first_page,
            last=document.last_page,
            n=pages,
        )
        todo = _("Correct first_page and last_page, or scan what is missing.")
        yield Problem(what, place, todo, Severity.FAILS_DOCUMENT)
