"""Writing documents.csv for scans that hold many applications of the same number of pages, as feeders make them."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboards.language import _
from dashboards.pages.reason_words import reason
from evaluators.frames import DOCUMENTS
from pipelines.batches.scans import SCAN_KINDS
from pipelines.errors import KoukaError, Place, Problem, Severity
from pipelines.forms.page_count import page_count
from pipelines.forms.refusal import Unreadable
from pipelines.poppler import poppler_version
from pipelines.tables import Row, write_table


@dataclass(frozen=True)
class Split:
    """What was written."""

    file: Path
    """documents.csv."""
    documents: int
    files: int
    """Scans that they are from."""
    problems: tuple[Problem, ...]
    """Pages that are left over, and scans that cannot be read."""


def split(batch: Path, pages: int, template: str | None = None) -> Split:
    """Write documents.csv: from each scan one document every so many pages, in the order of names.

    A document is named after its file, with ``#001`` and so on where the file holds several. Pages that are left over
    at the end of a file become no document and are named.

    Args:
        batch: its folder, with scans and templates in it.
        pages: of each application, from 1.
        template: id of the kind of form; may be left out where there is only one.

    Raises:
        KoukaError: there is a documents.csv, which is left as it is; the kind of form is not clear; there is no scan
            to split; poppler is not installed.
    """
    target = batch / "documents.csv"
    if target.exists():
        raise KoukaError(
            _("There is one already, and it is left as it is."),
            where=Place(target),
            todo=_("Without --split the check goes by it; to split anew, move it away first."),
        )
    kind = _template(batch, template)
    rows: list[Row] = []
    problems: list[Problem] = []
    found = _scans(batch / "scans")
    for scan in found:
        parts, wrong = _split_one(batch / "scans", scan, pages, kind)
        rows += parts
        problems += wrong
    if not rows:
        nothing = Problem(_("There is no scan to split."), Place(batch / "scans"))
        raise KoukaError.of(next(iter(problems), nothing))
    write_table(target, rows, DOCUMENTS)
    return Split(target, len(rows), len({row["file"] for row in rows}), tuple(problems))


def _template(batch: Path, named: str | None) -> str:
    folders = sorted(file.parent.name for file in (batch / "templates").glob("*/template.toml"))
    if named is None and len(folders) == 1:
        return folders[0]
    if named in folders:
        return str(named)
    if not folders:
        raise KoukaError(_("There is no template."), where=Place(batch / "templates"))
    what = _("Which kind of form the scans hold is not clear.")
    if named is not None:
        what = _("There is no template “{template}”.", template=named)
    todo = _("Say it by --template. Templates of this batch: {templates}", templates=", ".join(folders))
    raise KoukaError(what, where=Place(batch / "templates"), todo=todo)


def _scans(folder: Path) -> Sequence[Path]:
    found = sorted(file for file in folder.rglob("*") if file.suffix.lower() in SCAN_KINDS and file.is_file())
    if any(file.suffix.lower() == ".pdf" for file in found):
        poppler_version()
    return found


def _split_one(folder: Path, scan: Path, pages: int, template: str) -> tuple[list[Row], list[Problem]]:
    try:
        held = page_count(scan)
    except Unreadable as error:
        what = _("This scan cannot be read: {reason}.", reason=reason(error.reason))
        return [], [Problem(what, Place(scan), _("Scan it again."), Severity.FAILS_DOCUMENT)]
    return list(_rows(scan.relative_to(folder).as_posix(), held // pages, pages, template)), _rest(scan, held, pages)


def _rows(file: str, documents: int, pages: int, template: str) -> Iterator[Row]:
    name = unicodedata.normalize("NFC", file)
    for number in range(documents):
        yield {
            "document": name if documents == 1 else f"{name}#{number + 1:03}",
            "file": file,
            "first_page": str(number * pages + 1),
            "last_page": str((number + 1) * pages),
            "template": template,
        }


def _rest(scan: Path, held: int, pages: int) -> list[Problem]:
    if held % pages == 0:
        return []
    what = _(
        "{held} pages do not make applications of {pages}: {rest} left over.", held=held, pages=pages, rest=held % pages
    )
    todo = _(
        "See whether a page is missing or double, from which on all others are shifted; then take documents.csv away "
        "and split again, or correct its rows."
    )
    return [Problem(what, Place(scan), todo, Severity.FAILS_DOCUMENT)]
