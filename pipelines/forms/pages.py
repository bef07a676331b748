"""Registering the pages of documents: rows of pages.csv and an image for each page that could be laid on its blank."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2

from evaluators.frames import PAGES
from pipelines.atomic import replacing
from pipelines.contracts.forms import Template
from pipelines.forms import cache
from pipelines.forms.rasterise import Grey, rasterise
from pipelines.forms.refusal import Reason, Unreadable
from pipelines.forms.registration import register
from pipelines.tables import Row

REGISTERED, REFUSED, FAILED = "registered", "refused", "failed"
PASSING = frozenset({Reason.TIMEOUT, Reason.CRASHED})
"""Reasons that may be gone next time, so they are not kept."""
PNG_QUICK = [cv2.IMWRITE_PNG_COMPRESSION, 1]


@dataclass(frozen=True)
class PageJob:
    """A document whose pages are to be registered."""

    document: str
    file: Path
    first_page: int
    last_page: int
    template: Template
    blank: Path
    dpi: int
    folder: Path
    """Where the entry is kept: pages.csv and an image a page."""
    results: Path
    """Image paths are written relative to this."""

    @property
    def entry(self) -> Path:
        """The file whose presence says that the document is done."""
        return self.folder / "pages.csv"


def register_documents(jobs: Sequence[PageJob]) -> list[list[Row]]:
    """Rows of pages.csv for each document, which are kept unless a passing trouble is in them."""
    return [_register_document(job) for job in jobs]


def _register_document(job: PageJob) -> list[Row]:
    try:
        pages = rasterise(job.file, job.first_page, job.last_page, job.dpi)
    except Unreadable as error:
        rows = unreadable_rows(job, error.reason)
    else:
        rows = [_register_page(job, number, page) for number, page in enumerate(pages, start=1)]
    if not any(row["reason"] in PASSING for row in rows):
        cache.save(job.entry, rows, PAGES)
    return rows


def _register_page(job: PageJob, number: int, page: Grey) -> Row:
    row = _row(job, number)
    try:
        found = register(page, job.blank, number, job.template.paper_mm, job.dpi, job.template.tolerance_mm)
    except Unreadable as error:
        return row | _refusal(error.reason)
    image = job.folder / f"{number}.png"
    with replacing(image) as temporary:
        temporary.write_bytes(cv2.imencode(".png", found.image, PNG_QUICK)[1].tobytes())
    return row | {
        "status": REGISTERED,
        "residual_mm": f"{found.residual_mm:.4f}",
        "homography": " ".join(f"{entry:.9g}" for entry in found.homography.ravel()),
        "image": image.relative_to(job.results).as_posix(),
    }


def unreadable_rows(job: PageJob, reason: Reason) -> list[Row]:
    """A row for each page of a document that could not be rasterised at all."""
    return [_row(job, number) | _refusal(reason) for number in range(1, job.last_page - job.first_page + 2)]


def _row(job: PageJob, number: int) -> Row:
    empty = dict.fromkeys(PAGES.names, "")
    return empty | {
        "document": job.document,
        "page": str(number),
        "template": job.template.id,
        "dpi": str(job.dpi),
        "quarter_turns": "0",
    }


def _refusal(reason: Reason) -> Row:
    return {"status": REFUSED if reason is Reason.WRONG_FORM else FAILED, "reason": reason.value}
