"""How many pages a scan has, without making a pixel of it. Free of numpy, so that a check of a batch stays quick.

Of a PDF poppler is asked, which takes a process and some ten milliseconds a file whatever its size; of a TIFF its
directories are walked, which takes one. A thousand files are counted in a few seconds on two cores.
"""

import warnings
from pathlib import Path
from typing import Any

import pdf2image
from pdf2image.exceptions import PDFInfoNotInstalledError, PDFPopplerTimeoutError
from PIL import Image

from pipelines.forms.refusal import Reason, Unreadable
from pipelines.limits import LIMITS

TIFF = frozenset({".tif", ".tiff"})
"""Extensions of the pictures that have pages: a JPEG that holds a preview, or a PNG that moves, is one page."""


def page_count(file: Path) -> int:
    """The pages of a scan of whatever kind; at most ``LIMITS.pages_per_file``.

    Raises:
        Unreadable: with the reason.
        PDFInfoNotInstalledError: of a PDF, where poppler is not installed.
    """
    check_size(file)
    suffix = file.suffix.lower()
    if suffix == ".pdf":
        return int(pdf_info(file)["Pages"])
    return _tiff_pages(file) if suffix in TIFF else 1


def check_size(file: Path) -> None:
    """Raise ``Unreadable`` for a file that is not there, is empty, or is larger than is read."""
    if not file.is_file():
        raise Unreadable(Reason.MISSING)
    if file.stat().st_size == 0:
        raise Unreadable(Reason.EMPTY)
    if file.stat().st_size > LIMITS.scan_bytes:
        raise Unreadable(Reason.TOO_LARGE)


def pdf_info(file: Path, first_page: int = 1, last_page: int = 1) -> dict[str, Any]:
    """What pdfinfo says of a PDF: how many pages it has, and the size of some of them.

    Raises:
        Unreadable: it cannot be read, or has more pages than are read.
        PDFInfoNotInstalledError: poppler is not installed.
    """
    try:
        info: dict[str, Any] = pdf2image.pdfinfo_from_path(
            str(file), first_page=first_page, last_page=last_page, timeout=LIMITS.rasterise_seconds
        )
    except PDFInfoNotInstalledError:
        raise
    except PDFPopplerTimeoutError:
        raise Unreadable(Reason.TIMEOUT) from None
    except Exception as error:
        raise Unreadable(_reason(str(error))) from None
    if info["Pages"] > LIMITS.pages_per_file:
        raise Unreadable(Reason.TOO_MANY_PAGES)
    return info


def _reason(message: str) -> Reason:
    """What pdfinfo says in words alone."""
    if "Incorrect password" in message:
        return Reason.ENCRYPTED
    return Reason.NO_SUCH_PAGE if "Wrong page range" in message else Reason.BROKEN


def _tiff_pages(file: Path) -> int:
    try:
        with file.open("rb") as content, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damage, which gets its reason, and of sizes that have a limit of ours
            with Image.open(content, formats=["TIFF"]) as image:
                return _turned(image)
    except Unreadable:
        raise
    except OSError as error:
        # With a number it is the disk's or the system's; without, the decoder's.
        raise Unreadable(Reason.BROKEN if error.errno is None else Reason.CRASHED) from None
    except Image.DecompressionBombError:
        raise Unreadable(Reason.TOO_LARGE) from None
    except Exception:  # decoders raise whatever a damaged file leads them to
        raise Unreadable(Reason.BROKEN) from None


def _turned(image: Image.Image) -> int:
    for page in range(1, LIMITS.pages_per_file + 1):
        if not turns(image, page + 1):
            return page
    raise Unreadable(Reason.TOO_MANY_PAGES)


def turns(image: Image.Image, page: int) -> bool:
    """Turn to a page of an open picture, counted from 1; whether there is such a page."""
    try:
        image.seek(page - 1)
    except EOFError:
        return False
    return True
