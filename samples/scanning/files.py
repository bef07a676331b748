"""Scans as files whose bytes depend on nothing but their pages: PDF, multi-page TIFF, JPEG."""

import time
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from samples.drawing.sheet import DPI
from samples.scanning.fax import FAX_DPI

JPEG_QUALITY = 64
"""At 85 the noise alone doubles the file."""
PHOTO_QUALITY = 64
MADE = time.struct_time((2024, 4, 30, 9, 0, 0, 1, 121, 0))
"""The date in every file: the clock must not reach the bytes."""
EXIF_ORIENTATION = 0x0112
TURNED_RIGHT = 6
"""EXIF: the picture is shown after a quarter turn clockwise."""


def save_pdf(pages: Sequence[Image.Image], path: Path, dpi: int) -> None:
    """Scans as a PDF of one JPEG a page, as feeder scanners write them."""
    _pdf(pages, path, dpi, quality=JPEG_QUALITY, optimize=True)


def save_blank(page: Image.Image, path: Path) -> None:
    """A drawn form as a PDF of one page in black and white."""
    _pdf([page.convert("1", dither=Image.Dither.NONE)], path, DPI)


def save_tiff(pages: Sequence[Image.Image], path: Path) -> None:
    """Faxes as a TIFF of one Group 4 image a page (ITU-T T.6)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    first, *others = pages
    first.save(path, "TIFF", save_all=True, append_images=others, compression="group4", dpi=(FAX_DPI, FAX_DPI))


def save_jpeg(picture: Image.Image, path: Path, *, on_its_side: bool = False) -> None:
    """A photograph; ``on_its_side`` as telephones keep it: the pixels lie, and EXIF says how to stand them up."""
    path.parent.mkdir(parents=True, exist_ok=True)
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = TURNED_RIGHT if on_its_side else 1
    pixels = picture.transpose(Image.Transpose.ROTATE_90) if on_its_side else picture
    pixels.save(path, "JPEG", quality=PHOTO_QUALITY, optimize=True, exif=exif)


def _pdf(pages: Sequence[Image.Image], path: Path, dpi: int, **options: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    first, *others = pages
    first.save(
        path, "PDF", save_all=True, append_images=others, resolution=dpi, creationDate=MADE, modDate=MADE, **options
    )
