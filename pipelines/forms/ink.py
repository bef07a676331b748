"""Where there is ink: on a page against its paper, and of that what is not printed on the blank form."""

import cv2
import numpy as np
import numpy.typing as npt

from pipelines.forms.rasterise import Grey

MM_PER_INCH = 25.4
Mask = npt.NDArray[np.bool_]

PAPER_MM = 3.0
"""Paper is seen within this distance of any stroke: of the levels round about, it is the lightest."""
PAPER_PIXELS = 7
"""The same distance in the small picture in which paper is sought."""
INK_LEVEL = 0.72
"""Ink is darker than this share of the paper around it. Pencil is at 0.45, print seen through thin paper at 0.85."""
SLACK_MM = 0.4
"""How far a registered page may lie beside its blank; print is taken away with this much around it."""


def pixels(mm: float, dpi: int) -> int:
    """Whole pixels of a length, at least one."""
    return max(1, round(mm / MM_PER_INCH * dpi))


def ink(image: Grey, dpi: int) -> Mask:
    """True where a pixel is darker than the paper around it; shade and grey paper make no ink."""
    if not image.size:
        return np.zeros(image.shape, dtype=bool)
    height, width = image.shape
    scale = PAPER_PIXELS / pixels(PAPER_MM, dpi)
    # Paper has no detail: a small picture of it will do, and the widest filters are slow on a large one.
    small = cv2.resize(
        image, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=cv2.INTER_AREA
    )
    lightest = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((2 * PAPER_PIXELS + 1,) * 2, dtype=np.uint8))
    paper = cv2.resize(cv2.blur(lightest, (PAPER_PIXELS,) * 2), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(image < INK_LEVEL * paper)


def grown(mask: Mask, mm: float, dpi: int) -> Mask:
    """The mask with everything within a distance of it."""
    return np.asarray(cv2.dilate(mask.astype(np.uint8), disc(mm, dpi)), dtype=bool)


def disc(mm: float, dpi: int) -> npt.NDArray[np.uint8]:
    """A round structuring element of this radius."""
    radius = pixels(mm, dpi)
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1,) * 2), dtype=np.uint8)
