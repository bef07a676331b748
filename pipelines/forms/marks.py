"""Check boxes and choices, decided by ink: what is on the page and not on the blank form.

Two things are measured for each answer. A tick fills some of what is free inside the box; a ring leaves ink all the way
round it. Print of the blank is taken away with a margin, because a page never lies on its blank to the pixel, and what
the margin hides counts neither for nor against. An answer struck out with two lines is not chosen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from pipelines.contracts.forms import Box, TemplateField
from pipelines.engines import Recognition
from pipelines.forms.ink import SLACK_MM, Mask, grown, ink, pixels
from pipelines.forms.rasterise import Grey

MARGIN_MM = 2.0
"""What is looked at around a box: a tick overshoots, a ring goes round."""
SECTORS = 36
RING = (0.6, 1.4)
"""Where a ring runs, as a share of the way from the middle of the box to its border and beyond."""
RING_OF_SQUARE = (0.6, 2.0)
"""Round a printed square, whose corners lie further out."""
SEEN = 0.35
"""A sector or row counts where at least this share of it is free of print."""
SQUARE_SHARE = 0.7
"""A box is a printed square where this share of its border is print."""

STRIKE_SHARE = 0.9
"""A line runs across where this share of it is ink."""
STRIKE_SLOPES = np.linspace(-0.24, 0.24, 25)
STRIKE_ROWS = (0.2, 0.85)
"""Between these levels of a box a line strikes it out."""

TICK, RING_ROUND, CROSSING = 0.10, 0.62, 0.30
"""From here on an answer is chosen: ink inside a printed square, ink round about, ink across a word."""
FULL = 0.55
"""A square with more ink than this was filled on purpose; two lines leave more paper."""


@dataclass(frozen=True)
class Evidence:
    """What is seen of one answer; shares are 0 to 1."""

    square: bool
    """Whether it has a printed square to tick."""
    filled: float
    """Of what is free of print inside the box: how much is ink."""
    round: float
    """Of the directions from the middle that are free of print: in how many there is ink where a ring runs."""
    struck: bool
    """Whether it is marked and two lines run across it."""

    @property
    def marked(self) -> float:
        """0 nothing, 0.5 as likely as not, 1 beyond doubt."""
        inside = _scaled(self.filled, TICK if self.square else CROSSING)
        return max(inside, _scaled(self.round, RING_ROUND))

    @property
    def chosen(self) -> bool:
        """Whether it is marked and the mark stands."""
        return self.marked >= 0.5 and not self.struck

    @property
    def confidence(self) -> float:
        """0 where it might as well be the other way round, 1 beyond doubt. What is struck out is never sure."""
        sure = 2 * abs(self.marked - 0.5)
        return sure / 2 if self.struck else sure


def _scaled(share: float, threshold: float) -> float:
    """0 for none, 0.5 at the threshold, 1 at twice the threshold or at all."""
    if share < threshold:
        return 0.5 * share / threshold
    return 0.5 + 0.5 * min(1.0, (share - threshold) / min(threshold, 1 - threshold))


def read(page: Grey, blank: Grey, field: TemplateField, dpi: int) -> Recognition:
    """The answer to a field of a type in ``MARK_TYPES``.

    Args:
        page: the registered page, at ``dpi``.
        blank: the blank form on the same grid.
        field: its options have the boxes that are looked at; a check box is looked at itself.
        dpi: of both.

    Returns:
        ``1`` or ``0`` for a check box; for a choice the ids of the chosen options in the order of the template,
        joined by ``|``. Confidence is how far the least certain answer is from turning over.
    """
    boxes = [option.box_mm for option in field.options] or [field.box_mm]
    found = [evidence(page, blank, box, dpi) for box in boxes]
    confidence = min(seen.confidence for seen in found)
    if field.type == "checkbox":
        return Recognition("1" if found[0].chosen else "0", confidence)
    ids = [option.id for option, seen in zip(field.options, found, strict=True) if seen.chosen]
    return Recognition("|".join(ids), confidence)


def evidence(page: Grey, blank: Grey, box: Box, dpi: int) -> Evidence:
    """What is seen of the answer in a box (mm) of a page and of the blank on the same grid."""
    (top, left), (height, width) = _window(box, dpi, page.shape)
    window = np.s_[top : top + height, left : left + width]
    marked, printed = ink(page[window], dpi), ink(blank[window], dpi)
    here = _Place(box, dpi, (top, left), (height, width))
    square = _is_square(printed, here)
    hidden = grown(printed, SLACK_MM, dpi)
    added = marked & ~hidden
    seen = Evidence(
        square,
        _share(added, ~hidden, here.inside),
        _round(added, ~hidden, here, RING_OF_SQUARE if square else RING),
        struck=False,
    )
    if seen.marked < 0.5 or (square and seen.filled > FULL):
        return seen
    return replace(seen, struck=_struck(marked, printed, here))


@dataclass(frozen=True)
class _Place:
    """A box in the window that is looked at."""

    box: Box
    dpi: int
    corner: tuple[int, int]
    shape: tuple[int, int]

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in pixels of the window."""
        scale = self.dpi / 25.4
        x, y, w, h = (edge * scale for edge in self.box)
        top, left = self.corner
        return x - left, y - top, x - left + w, y - top + h

    @property
    def offsets(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """For each pixel how far it is from the middle: 1 is the border of the box, across and down."""
        left, top, right, bottom = self.edges
        rows, columns = np.indices(self.shape, dtype=np.float64)
        across = (columns + 0.5 - (left + right) / 2) / ((right - left) / 2)
        down = (rows + 0.5 - (top + bottom) / 2) / ((bottom - top) / 2)
        return across, down

    @property
    def inside(self) -> Mask:
        across, down = self.offsets
        return np.asarray(np.maximum(abs(across), abs(down)) < 1)


def _window(box: Box, dpi: int, shape: Sequence[int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Corner and shape, in pixels, of a box with its margin, within the page."""
    x, y, w, h = (edge / 25.4 * dpi for edge in box)
    margin = pixels(MARGIN_MM, dpi)
    top, left = max(0, int(y) - margin), max(0, int(x) - margin)
    return (top, left), (min(shape[0], int(y + h) + margin) - top, min(shape[1], int(x + w) + margin) - left)


def _is_square(printed: Mask, here: _Place) -> bool:
    """Whether the border of the box is printed."""
    left, top, right, bottom = here.edges
    border = np.zeros(here.shape, dtype=np.uint8)
    cv2.rectangle(border, (round(left), round(top)), (round(right), round(bottom)), 1, 1)
    near = grown(printed, 0.3, here.dpi)
    return bool(near[border > 0].mean() >= SQUARE_SHARE)


def _share(added: Mask, free: Mask, region: Mask) -> float:
    seen = (free & region).sum()
    return float((added & region).sum() / seen) if seen else 0.0


def _round(added: Mask, free: Mask, here: _Place, ring: tuple[float, float]) -> float:
    across, down = here.offsets
    radius = np.hypot(across, down)
    annulus = (radius >= ring[0]) & (radius <= ring[1])
    sector = ((np.arctan2(down, across) / (2 * np.pi) + 0.5) * SECTORS).astype(int) % SECTORS
    whole = np.bincount(sector[annulus], minlength=SECTORS)
    seen = np.bincount(sector[annulus & free], minlength=SECTORS) >= SEEN * np.maximum(whole, 1)
    inked = np.bincount(sector[annulus & added], minlength=SECTORS) > 0
    return float((inked & seen).sum() / seen.sum()) if seen.any() else 0.0


def _struck(marked: Mask, printed: Mask, here: _Place) -> bool:
    """Whether two lines that are not the blank's run across the box, level or nearly so."""
    left, top, right, bottom = here.edges
    inset = 0.1 * (right - left)
    across = np.s_[max(0, round(left + inset)) : round(right - inset)]
    first, last = (round(top + share * (bottom - top)) for share in STRIKE_ROWS)
    lines = [
        _crossed(_sheared(marked, slope)[first:last, across]) & ~_crossed(_sheared(printed, slope)[first:last, across])
        for slope in STRIKE_SLOPES
    ]
    # Neighbours in level and slope are one line of some width; lines that meet at one end stay apart.
    _n, _labels, places, _middles = cv2.connectedComponentsWithStats(np.array(lines, dtype=np.uint8), connectivity=8)
    sizes = places[1:, cv2.CC_STAT_AREA]
    return int((sizes > 0.25 * sizes.max(initial=0)).sum()) == 2


def _crossed(strip: Mask) -> Mask:
    """Rows of a strip along which ink runs all the way."""
    return np.asarray(strip.mean(axis=1) >= STRIKE_SHARE)


def _sheared(mask: Mask, slope: float) -> Mask:
    height, width = mask.shape
    matrix = np.array([[1, 0, 0], [-slope, 1, slope * width / 2]], dtype=np.float64)
    return np.asarray(
        cv2.warpAffine(mask.astype(np.uint8), matrix, (width, height), flags=cv2.INTER_NEAREST), dtype=bool
    )
