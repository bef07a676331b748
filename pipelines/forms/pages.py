"""Registering the pages of documents: rows of pages.csv and an image for each page that could be laid on its blank."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2

from evaluators.frames import PAGES
from pipelines.atomic import replacing
from pipelines.contracts.forms import Template
from pipelines.forms import cache
from pipelines.forms.blackout import blackout
from pipelines.forms.rasterise import Grey, rasterise
from pipelines.forms.refusal import Reason, Unreadable
from pipelines.forms.registration import register
from pipelines.tables import Row

REGISTERED, REFUSED, FAILED = "registered", "refused", "failed"
PASSING = frozenset({Reason.TIMEOUT, Reason.CRASHED})
"""Reasons that may be gone next time, so they are not kept."""
PNG_END = b"IEND\xaeB`\x82"
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
    return [_register_document(job) for job in jobs]


def _register_document(job: PageJob) -> list[Row]:
    rows = [_register_page(job, number) for number in range(1, job.pages + 1)]
    if not any(row["reason"] in PASSING for row in rows):
        cache.save(job.entry, rows, PAGES)
    return rows


def _register_page(job: PageJob, number: int) -> Row:
    row = _row(job, number)
    place = job.first_page + number - 1
    try:
        # One at a time: a page at 300 dpi is 9 MB, and a document may have a thousand.
        (page,) = rasterise(job.file, place, place, job.dpi)
        found = register(page, job.blank, number, job.template.paper_mm, job.dpi, job.template.tolerance_mm)
    except Unreadable as error:
        return row | _refusal(error.reason)
    image = job.folder / f"{number}.png"
    kept = found.image if job.my_numbers else _without_my_numbers(found.image, job, number)
    with replacing(image) as temporary:
        temporary.write_bytes(cv2.imencode(".png", kept, PNG_QUICK)[1].tobytes())
    return row | {
        "status": REGISTERED,
        "residual_mm": f"{found.residual_mm:.4f}",
        "homography": " ".join(f"{entry:.9g}" for entry in found.homography.ravel()),
        "image": image.relative_to(job.results).as_posix(),
    }


def _without_my_numbers(image: Grey, job: PageJob, number: int) -> Grey:
    on_page = (field for field in job.template.fields if field.page == number)
    return blackout(image, on_page, job.template.tolerance_mm, job.dpi)


def unreadable_rows(job: PageJob, reason: Reason) -> list[Row]:
    """A row for each page of a document at which the process ended."""
    return [_row(job, number) | _refusal(reason) for number in range(1, job.pages + 1)]


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
