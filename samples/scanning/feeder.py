"""What a feeder scanner makes of a sheet: grey levels, a little turned and shifted, blurred and noisy."""

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from samples.drawing.sheet import DPI, WHITE, px

BLUR_PX = {200: 0.7, 300: 0.9}
"""Of the optics, by resolution."""
NOISE_LEVELS = 1.0
"""Standard deviation of the sensor's noise in grey levels."""
DARKEST, LIGHTEST = 30, 250
"""Grey levels that the scanner gives to black ink and bare paper."""


def scan(page: Image.Image, dpi: int, skew: float, shift_mm: tuple[float, float], seed: int) -> Image.Image:
    """The sheet as scanned in grey: turned counter-clockwise, shifted, blurred and noisy.

    Args:
        page: the sheet, at ``samples.drawing.sheet.DPI``.
        dpi: 200 or 300.
        skew: degrees, counter-clockwise.
        shift_mm: to the right and down.
        seed: of the noise.
    """
    levels = DARKEST + optical(page.convert("L"), dpi, skew, shift_mm) * (LIGHTEST - DARKEST) / WHITE
    # RandomState because NumPy promises never to change its stream; default_rng has no such promise.
    noise = np.random.RandomState(seed).normal(0.0, NOISE_LEVELS, levels.shape)
    return Image.fromarray(np.clip(np.rint(levels + noise), 0, WHITE).astype(np.uint8))


def optical(page: Image.Image, dpi: int, skew: float, shift_mm: tuple[float, float]) -> npt.NDArray[np.float64]:
    """Grey levels that fall on the sensor, shape (height, width)."""
    shift = px(shift_mm[0]), px(shift_mm[1])
    moved = page.rotate(skew, Image.Resampling.BICUBIC, translate=shift, fillcolor=WHITE)
    size = (round(page.width * dpi / DPI), round(page.height * dpi / DPI))
    seen = moved.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(BLUR_PX[dpi]))
    return np.asarray(seen, dtype=np.float64)
