"""Pages of a PDF as grey images, made by poppler."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pdf2image
from pdf2image.exceptions import PDFPageCountError, PDFPopplerTimeoutError, PDFSyntaxError

from pipelines.forms.page_count import check_size, pdf_info
from pipelines.forms.refusal import Reason, Unreadable
from pipelines.limits import LIMITS

Grey = npt.NDArray[np.uint8]
POINTS_PER_INCH = 72


def rasterise(file: Path, first_page: int, last_page: int, dpi: int) -> list[Grey]:
    """The pages as arrays of shape (height, width), 0 black to 255 white.

    Raises:
        Unreadable: with the reason; limits are checked before a pixel is made.
    """
    check_size(file)
    _check(file, first_page, last_page, dpi)
    try:
        images = pdf2image.convert_from_path(
            file,
            dpi=dpi,
            first_page=first_page,
            last_page=last_page,
            grayscale=True,
            # What a viewer shows, and what pdfinfo gives the size of; the page around it may be of any size.
            use_cropbox=True,
            thread_count=1,
            timeout=LIMITS.rasterise_seconds * (last_page - first_page + 1),
        )
    except PDFPopplerTimeoutError:
        raise Unreadable(Reason.TIMEOUT) from None
    except OSError:
        # The disk or the system, not the scan: it may go better next time.
        raise Unreadable(Reason.CRASHED) from None
    except (PDFPageCountError, PDFSyntaxError, ValueError):
        raise Unreadable(Reason.BROKEN) from None
    if len(images) != last_page - first_page + 1:
        raise Unreadable(Reason.BROKEN)
    return [np.asarray(image.convert("L")) for image in images]


def _check(file: Path, first_page: int, last_page: int, dpi: int) -> None:
    info = pdf_info(file, first_page, last_page)
    if last_page > info["Pages"]:
        raise Unreadable(Reason.NO_SUCH_PAGE)
    for page in range(first_page, last_page + 1):
        width, height = _points(info, page)
        if width * height * (dpi / POINTS_PER_INCH) ** 2 > LIMITS.page_pixels:
            raise Unreadable(Reason.TOO_LARGE)


def _points(info: dict[str, str], page: int) -> tuple[float, float]:
    """Width and height from a line such as ``595.28 x 841.89 pts (A4)``."""
    size = info.get(f"Page {page:4d} size") or info.get("Page size")
    if size is None:
        raise Unreadable(Reason.BROKEN)
    width, _x, height = size.split()[:3]
    return float(width), float(height)
