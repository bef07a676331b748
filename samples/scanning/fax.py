"""What a fax makes of a sheet: black or white at 200 dpi, with ragged edges, specks and the sender's line on top."""

from random import Random

import numpy as np
from PIL import Image, ImageDraw

from samples.drawing import fonts
from samples.scanning.feeder import optical

FAX_DPI = 200
THRESHOLD = 165
RAGGED_LEVELS = 26
"""Standard deviation of the levels before they are cut to black or white: edges fray, pencil breaks up."""
SPECKS = 60
"""Specks of dirt on a page."""


def transmit(page: Image.Image, skew: float, shift_mm: tuple[float, float], seed: int, header: str) -> Image.Image:
    """The sheet as received, in mode ``1``.

    Args:
        page: the sheet, at ``samples.drawing.sheet.DPI``.
        skew: degrees, counter-clockwise.
        shift_mm: to the right and down.
        seed: of noise and specks.
        header: the line that the sending machine prints on top.
    """
    levels = optical(page.convert("L"), FAX_DPI, skew, shift_mm)
    levels += np.random.RandomState(seed).normal(0.0, RAGGED_LEVELS, levels.shape)
    received = Image.fromarray(np.where(levels < THRESHOLD, 0, 255).astype(np.uint8))
    draw, rng = ImageDraw.Draw(received), Random(seed)
    for _speck in range(SPECKS):
        x, y, size = rng.randrange(received.width), rng.randrange(received.height), rng.choice([0, 1, 1, 2])
        draw.rectangle((x, y, x + size, y + rng.choice([0, size])), fill=0)
    draw.text((60, 14), header, fill=0, font=fonts.load("gothic", 22))
    return received.convert("1", dither=Image.Dither.NONE)
