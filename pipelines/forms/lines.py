"""Cutting a box of several lines of writing into its lines, by how much ink stands at each level."""

import cv2
import numpy as np
import numpy.typing as npt

from pipelines.forms.ink import Mask, ink, pixels
from pipelines.forms.rasterise import Grey

LINE_MM = 2.0
"""Anything lower is no line of writing but a speck, a dot, a bit of a rule."""
TALL_MM = 8.0
"""A box lower than this holds one line."""
JOIN_MM = 0.6
"""Runs of ink closer than this are one line where one of them is too low to be a line of its own: the dots of は゛."""
GAP_SHARE = 0.12
"""Between lines there is less ink than this share of the fullest level."""
MARGIN_MM = 0.8
"""Left around a line."""
SPECK_MM = 0.3
"""Smoothing of the ink at each level."""
STROKE_MM = 1.0
"""On the bundled forms the largest speck in an empty box is 0.5 mm, the smallest piece of an answer 1.9 mm."""


def lines(image: Grey, dpi: int) -> list[Grey]:
    """The lines of writing in a crop without rules, from above; none where nothing is written."""
    inked = ink(image, dpi)
    if not is_written(inked, dpi):
        return []
    if image.shape[0] < pixels(TALL_MM, dpi):
        return [image]
    margin = pixels(MARGIN_MM, dpi)
    bands = _bands(_profile(inked, dpi), dpi)
    return [image[max(0, first - margin) : last + margin] for first, last in bands] or [image]


def is_written(inked: Mask, dpi: int) -> bool:
    """Whether any piece of ink is larger than a speck of dust or of a fax line. Engines find words in specks."""
    _n, _labels, pieces, _middles = cv2.connectedComponentsWithStats(inked.astype(np.uint8), connectivity=8)
    sides = pieces[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    return bool((sides >= pixels(STROKE_MM, dpi)).any())


def _profile(inked: Mask, dpi: int) -> npt.NDArray[np.float64]:
    """Ink at each level, smoothed over what dots and specks take."""
    width = pixels(SPECK_MM, dpi)
    return np.convolve(inked.sum(axis=1), np.ones(width) / width, mode="same")


def _bands(profile: npt.NDArray[np.float64], dpi: int) -> list[tuple[int, int]]:
    """First and last level of each run of levels with writing."""
    full = profile > max(GAP_SHARE * float(np.percentile(profile, 95)), pixels(1.0, dpi))
    edges = np.flatnonzero(np.diff(np.concatenate([[False], full, [False]]).astype(np.int8)))
    runs = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    low = pixels(LINE_MM, dpi)
    return [(first, last) for first, last in _merged(runs, pixels(JOIN_MM, dpi), low) if last - first >= low]


def _merged(runs: list[tuple[int, int]], gap: int, low: int) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in runs:
        if merged and first - merged[-1][1] < gap and min(last - first, merged[-1][1] - merged[-1][0]) < low:
            merged[-1] = merged[-1][0], last
        else:
            merged.append((first, last))
    return merged
