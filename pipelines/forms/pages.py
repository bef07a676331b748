"""Registering the pages of documents: rows of pages.csv and an image for each page that could be laid on its blank."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2

from evaluators.frames import NO_TEMPLATE, PAGES
from pipelines.atomic import replacing
from pipelines.digests import MISSING, file_digest
from pipelines.forms import cache
from pipelines.forms.blackout import blackout
from pipelines.forms.placing import Form, Placed, alike, place
from pipelines.forms.rasterise import Grey
from pipelines.forms.refusal import Reason, Unreadable
from pipelines.forms.registration import features, lay
from pipelines.forms.scan import read_page
from pipelines.freed_memory import give_back_freed_memory
from pipelines.tables import Row

REGISTERED, REFUSED, FAILED = "registered", "refused", "failed"
PASSING = frozenset({Reason.TIMEOUT, Reason.CRASHED, Reason.CHANGED})
"""Reasons that may be gone next time, so they are not kept."""
PNG_END = b"IEND\xaeB`\x82"
PNG_QUICK = [cv2.IMWRITE_PNG_COMPRESSION, 1, cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_UP]
"""The same pixels in half the time to write and to read; files grow by a twentieth."""


@dataclass(frozen=True)
class PageJob:
    """A document whose pages are to be registered."""

    document: str
    file: Path
    digest: str
    """SHA-256 of the file when the run began."""
    first_page: int
    last_page: int
    form: Form | None
    """None where documents.csv says that it belongs to no template."""
    others: tuple[Form, ...]
    """The other forms of the batch."""
    dpi: int
    folder: Path
    """Where the entry is kept: pages.csv and an image a page."""
    results: Path
    """Image paths are written relative to this."""
    my_numbers: bool = False
    """Whether the batch states a legal basis, so that individual numbers are not blacked out."""

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.last_page - self.first_page + 1

    @property
    def entry(self) -> Path:
        """The file whose presence says that the document is done."""
        return self.folder / "pages.csv"


def kept_pages(job: PageJob) -> list[Row] | None:
    """Rows of pages.csv from an earlier time, where they and the images are whole."""
    rows = cache.load(job.entry, job.document, PAGES, job.pages)
    return rows if rows and images_are_whole(rows, job.results) else None


def images_are_whole(rows: Sequence[Row], results: Path) -> bool:
    """Whether the image of every registered page is in the cache, which anybody may empty, and not cut off."""
    return all(_is_whole(results / row["image"]) for row in rows if row["status"] == REGISTERED)


def _is_whole(image: Path) -> bool:
    try:
        return image.read_bytes().endswith(PNG_END)
    except OSError:
        return False


def register_documents(jobs: Sequence[PageJob]) -> list[list[Row]]:
    """Rows of pages.csv for each document, which are kept unless a passing trouble is in them."""
    rows = [_register_document(job) for job in jobs]
    give_back_freed_memory()
    return rows


def _register_document(job: PageJob) -> list[Row]:
    rows = [_register_page(job, number) for number in range(1, job.pages + 1)]
    if digest_of(job.file) != job.digest:
        # Nothing may be kept under the name of what was there before.
        return unreadable_rows(job, Reason.CHANGED)
    if not any(row["reason"] in PASSING for row in rows):
        cache.save(job.entry, rows, PAGES)
    return rows


def digest_of(file: Path) -> str:
    """SHA-256 of a file as it is now; read again only where its time, size or place on the disk have changed."""
    try:
        now = file.stat()
        return _digest(file, now.st_mtime_ns, now.st_size, now.st_ino)
    except OSError:
        return MISSING


@lru_cache(maxsize=64)
def _digest(file: Path, *_version: int) -> str:
    return file_digest(file)


def _register_page(job: PageJob, number: int) -> Row:
    row = _row(job, number)
    try:
        # One at a time: a page at 300 dpi is 9 MB, and a document may have a thousand.
        scan = read_page(job.file, job.first_page + number - 1, job.dpi)
        paper = (job.form or job.others[0]).template.paper_mm
        scan_dpi = scan.dpi_on(paper)
        row["dpi"] = f"{scan_dpi:g}"
        placed = place(features(scan.image, scan_dpi), job.form, job.others, number)
    except Unreadable as error:
        return row | _refusal(error.reason, error.residual_mm)
    template = placed.form.template
    found = lay(scan.image, scan_dpi, placed.fit, template.paper_mm, job.dpi)
    image = job.folder / f"{number}.png"
    kept = found.image if job.my_numbers else _without_my_numbers(found.image, placed, job)
    with replacing(image) as temporary:
        temporary.write_bytes(cv2.imencode(".png", kept, PNG_QUICK)[1].tobytes())
    return row | {
        "status": REGISTERED,
        "reason": Reason.SEVERAL_FORMS.value if placed.several else "",
        "residual_mm": f"{found.residual_mm:.4f}",
        "quarter_turns": str(found.quarter_turns),
        "homography": " ".join(f"{entry:.9g}" for entry in found.homography.ravel()),
        "image": image.relative_to(job.results).as_posix(),
    }


def _without_my_numbers(image: Grey, placed: Placed, job: PageJob) -> Grey:
    """The page with black boxes; where another form fits as well, with those of that form, too."""
    rivals = [form for form in job.others if alike(placed.form, form, placed.page)] if placed.several else []
    for form in (placed.form, *rivals):
        on_page = (field for field in form.template.fields if field.page == placed.page)
        image = blackout(image, on_page, form.template.tolerance_mm, job.dpi)
    return image


def unreadable_rows(job: PageJob, reason: Reason) -> list[Row]:
    """A row for each page of a document at which the process ended."""
    return [_row(job, number) | _refusal(reason) for number in range(1, job.pages + 1)]


def _row(job: PageJob, number: int) -> Row:
    empty = dict.fromkeys(PAGES.names, "")
    return empty | {
        "document": job.document,
        "page": str(number),
        "template": job.form.template.id if job.form else NO_TEMPLATE,
    }


def _refusal(reason: Reason, residual_mm: float | None = None) -> Row:
    return {
        "status": REFUSED if reason is Reason.WRONG_FORM else FAILED,
        "reason": reason.value,
        "residual_mm": "" if residual_mm is None else f"{residual_mm:.4f}",
    }
