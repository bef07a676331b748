"""Taking the rules of a form (table lines, cell rules, dotted guide lines) out of a crop, so that no engine reads them.

Rules are found on the blank, where nobody wrote. On the page only ink that lies on such a rule is painted over, and not
where a stroke crosses: there ink stands on both sides of it.
"""

import cv2
import numpy as np

from pipelines.forms.ink import Mask, grown, ink, pixels
from pipelines.forms.rasterise import Grey

LENGTH_MM = 6.0
"""A straight run of this length is a rule; strokes of printed characters are shorter."""
DOTS_MM = 1.5
"""Dots and dashes that lie closer than this along a line are one rule."""
SLACK_MM = 0.3
"""How far a rule may lie beside its place on the blank."""
EDGE_MM = 0.1
"""The grey edge of a stroke."""
CROSSING_MM = 0.5
"""A stroke that crosses a rule is seen within this distance on both sides of it."""


def without_rules(page: Grey, blank: Grey, dpi: int) -> Grey:
    """The crop of a page with the rules of the blank's crop painted in the colour of paper.

    Args:
        page: shape (height, width), on the blank's grid.
        blank: the same box of the blank form.
        dpi: of both.
    """
    rules = rules_of(blank, dpi)
    if not rules.any():
        return page.copy()  # of a crop alone: a view of it would keep its whole page in memory
    inked = ink(page, dpi)
    near = grown(rules, SLACK_MM, dpi)
    written = inked & ~near
    crossing = inked & _bridged(written, dpi)
    painted = near & ~grown(crossing, EDGE_MM, dpi)
    clean = page.copy()
    paper = page[~inked]
    clean[painted] = np.median(paper) if paper.size else 255
    return clean


def _bridged(written: Mask, dpi: int) -> Mask:
    """What was written, and the gaps in it that a rule leaves: there is ink on both sides of them."""
    reach = 2 * (2 * pixels(SLACK_MM, dpi) + pixels(CROSSING_MM, dpi)) + 1
    strokes = written.astype(np.uint8)
    shapes = (reach, 1), (1, reach)
    down, across = (cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, np.ones(shape, np.uint8)) for shape in shapes)
    return np.asarray(np.maximum(down, across) > 0)


def rules_of(blank: Grey, dpi: int) -> Mask:
    """The rules of a blank's crop: long straight runs of ink, dotted ones too."""
    printed = ink(blank, dpi).astype(np.uint8)
    rules = np.zeros(printed.shape, dtype=bool)
    for turned in (False, True):
        rules |= _runs(printed, min(pixels(LENGTH_MM, dpi), printed.shape[0 if turned else 1]), dpi, turned)
    return rules


def _runs(printed: np.ndarray, length: int, dpi: int, turned: bool) -> Mask:
    def along(size: int) -> np.ndarray:
        return np.ones((size, 1) if turned else (1, size), dtype=np.uint8)

    joined = cv2.morphologyEx(printed, cv2.MORPH_CLOSE, along(pixels(DOTS_MM, dpi)))
    return np.asarray(cv2.morphologyEx(joined, cv2.MORPH_OPEN, along(length)), dtype=bool) & (printed > 0)
