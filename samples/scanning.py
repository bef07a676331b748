"""What a feeder scanner makes of a sheet, and PDF files whose bytes depend on nothing but their page."""

import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from samples.sheet import DPI, WHITE, px

SCAN_DPI = 200
BLUR_PX = 0.7
NOISE_LEVELS = 1.2
"""Standard deviation of the sensor's noise in grey levels."""
DARKEST, LIGHTEST = 30, 250
"""Grey levels that the scanner gives to black ink and bare paper."""
JPEG_QUALITY = 80
"""At 85 the noise alone doubles the file."""
MADE = time.struct_time((2024, 4, 30, 9, 0, 0, 1, 121, 0))
"""The date in every file: the clock must not reach the bytes."""


def scan(page: Image.Image, skew: float, shift_mm: tuple[float, float], seed: int) -> Image.Image:
    """The sheet as scanned at ``SCAN_DPI``: turned counter-clockwise, shifted, blurred and noisy.

    Args:
        page: the sheet, grey levels, at ``samples.sheet.DPI``.
        skew: degrees, counter-clockwise.
        shift_mm: to the right and down.
        seed: of the noise.
    """
    moved = page.rotate(skew, Image.Resampling.BICUBIC, translate=(px(shift_mm[0]), px(shift_mm[1])), fillcolor=WHITE)
    size = (round(page.width * SCAN_DPI / DPI), round(page.height * SCAN_DPI / DPI))
    optical = moved.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(BLUR_PX))
    levels = DARKEST + np.asarray(optical, dtype=np.float64) * (LIGHTEST - DARKEST) / WHITE
    # RandomState because NumPy promises never to change its stream; default_rng has no such promise.
    noise = np.random.RandomState(seed).normal(0.0, NOISE_LEVELS, levels.shape)
    return Image.fromarray(np.clip(np.rint(levels + noise), 0, WHITE).astype(np.uint8))


def save_scan(page: Image.Image, path: Path) -> None:
    """Write a scan as a PDF of one JPEG, as scanners do."""
    _save(page, path, SCAN_DPI, quality=JPEG_QUALITY, optimize=True)


def save_blank(page: Image.Image, path: Path) -> None:
    """Write a drawn form as a PDF of one page in black and white."""
    _save(page.convert("1", dither=Image.Dither.NONE), path, DPI)


def _save(page: Image.Image, path: Path, dpi: int, **options: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    page.save(path, "PDF", resolution=dpi, creationDate=MADE, modDate=MADE, **options)
