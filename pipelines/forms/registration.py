"""Laying a scanned page over its blank form, so that the template's boxes fall where people wrote.

SIFT features of page and blank are matched (Lowe's ratio test), a homography is fitted with MAGSAC, and the page is
warped onto the blank. What people wrote has no counterpart on the blank and is thrown out as an outlier. SIFT does not
mind which way is up, so a page that lies on its side or upside down takes no second try.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from pipelines.forms.rasterise import Grey, rasterise
from pipelines.forms.refusal import Reason, Unreadable

MM_PER_INCH = 25.4
FEATURE_DPI = 100
"""Features are sought at this resolution: print survives, noise and paper grain do not."""
MAX_FEATURES = 4000
RATIO = 0.75
REPROJECTION_PIXELS = 3.0
MIN_INLIERS = 40
"""Two different forms of one city share a seal, a heading and a few labels; they do not share so many."""
MIN_PAIRS = 4
"""Without so many a homography is not determined."""

Homography = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Features:
    """Points, shape (n, 2) in pixels of FEATURE_DPI, and their descriptors, shape (n, 128)."""

    points: npt.NDArray[np.float32]
    descriptors: npt.NDArray[np.float32]


@dataclass(frozen=True)
class Fit:
    """How a page lies on a page of a blank form."""

    homography: Homography
    """Shape (3, 3), scan pixel to blank pixel, both at FEATURE_DPI."""
    residual_mm: float
    """Median distance between matched features, all of them, after registration."""
    inliers: int
    """Matched features that agree on where the page lies."""


@dataclass(frozen=True)
class Registered:
    """A page on its blank's grid."""

    image: Grey
    residual_mm: float
    """Median distance between matched features after registration."""
    homography: Homography
    """Shape (3, 3), scan pixel to registered pixel."""
    quarter_turns: int
    """Counter-clockwise, after which the scan stands upright."""


def register(
    page: Grey,
    blank: Path,
    blank_page: int,
    paper_mm: tuple[float, float],
    dpi: int,
    tolerance_mm: float,
    page_dpi: float | None = None,
) -> Registered:
    """The page laid over page ``blank_page`` of the blank form, at ``dpi``.

    Args:
        page: as scanned.
        blank: the empty form, PDF.
        blank_page: its page, from 1.
        paper_mm: width and height of the result.
        dpi: of the result.
        tolerance_mm: as for ``fit``.
        page_dpi: of the scan, where that is another one.

    Raises:
        Unreadable: as from ``fit``.
    """
    scan_dpi = page_dpi or dpi
    return lay(page, scan_dpi, fit(features(page, scan_dpi), blank, blank_page, tolerance_mm), paper_mm, dpi)


def fit(source: Features, blank: Path, blank_page: int, tolerance_mm: float) -> Fit:
    """How a page with these features lies on a page of a blank form.

    Raises:
        Unreadable: too few features agree, or in the median they lie further apart than the tolerance: another form,
            or unreadable. It carries the residual where a homography could be fitted at all.
    """
    target = blank_features(blank, blank_page)
    pairs = _matches(source, target)
    if len(pairs) < MIN_PAIRS:
        raise Unreadable(Reason.WRONG_FORM)
    there, here = source.points[pairs[:, 0]], target.points[pairs[:, 1]]
    homography, mask = cv2.findHomography(there, here, cv2.USAC_MAGSAC, REPROJECTION_PIXELS, maxIters=5000)
    if homography is None:
        raise Unreadable(Reason.WRONG_FORM)
    fitted = np.asarray(homography, dtype=np.float64)
    residual, inliers = _residual_mm(fitted, there, here), int(mask.sum())
    # More than half of all matches lie within the residual: so it also says that most of them agree.
    if inliers < MIN_INLIERS or not residual <= tolerance_mm:
        raise Unreadable(Reason.WRONG_FORM, residual if np.isfinite(residual) else None)
    return Fit(fitted, residual, inliers)


def lay(page: Grey, page_dpi: float, found: Fit, paper_mm: tuple[float, float], dpi: int) -> Registered:
    """The page on the blank's grid of ``dpi``, white where the scan does not reach."""
    at_dpi = np.asarray(_scaling(FEATURE_DPI, dpi) @ found.homography @ _scaling(page_dpi, FEATURE_DPI))
    size = tuple(round(side / MM_PER_INCH * dpi) for side in paper_mm)
    image = cv2.warpPerspective(page, at_dpi, size, flags=cv2.INTER_LINEAR, borderValue=255)
    return Registered(np.asarray(image, dtype=np.uint8), found.residual_mm, at_dpi, _quarter_turns(at_dpi, size))


@lru_cache(maxsize=64)
def blank_features(blank: Path, page: int) -> Features:
    """Features of a blank form; computed once a process."""
    return features(rasterise(blank, page, page, FEATURE_DPI)[0], FEATURE_DPI)


def features(page: Grey, dpi: float) -> Features:
    """SIFT features of a page, in pixels of FEATURE_DPI."""
    scale = FEATURE_DPI / dpi
    small = page if scale == 1 else cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    keypoints, descriptors = cv2.SIFT.create(nfeatures=MAX_FEATURES, enable_precise_upscale=True).detectAndCompute(
        small, None
    )
    points = np.array([keypoint.pt for keypoint in keypoints], dtype=np.float32).reshape(-1, 2)
    if descriptors is None:
        descriptors = np.empty((0, 128), dtype=np.float32)
    return Features(points, np.asarray(descriptors, dtype=np.float32))


def _matches(source: Features, target: Features) -> npt.NDArray[np.int64]:
    """Index pairs (source, target), shape (n, 2), whose best match is clearly better than the second."""
    if min(len(source.points), len(target.points)) < 2:
        return np.empty((0, 2), dtype=np.int64)
    found = cv2.BFMatcher(cv2.NORM_L2).knnMatch(source.descriptors, target.descriptors, k=2)
    pairs = [(best.queryIdx, best.trainIdx) for best, second in found if best.distance < RATIO * second.distance]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _residual_mm(homography: Homography, there: npt.NDArray[np.float32], here: npt.NDArray[np.float32]) -> float:
    moved = cv2.perspectiveTransform(there[:, None, :], homography)[:, 0, :]
    return float(np.median(np.linalg.norm(moved - here, axis=1))) / FEATURE_DPI * MM_PER_INCH


def _scaling(dpi: float, to_dpi: float) -> Homography:
    """From the pixels of one resolution to those of another one; a pixel's middle is half of one from its edge."""
    scale = to_dpi / dpi
    shift = (scale - 1) / 2
    return np.array([[scale, 0, shift], [0, scale, shift], [0, 0, 1.0]])


def _quarter_turns(homography: Homography, size: tuple[int, ...]) -> int:
    """From where the middle of the page and a point above it come from: right of it in the scan is one turn."""
    width, height = size
    points = np.array([[[width / 2, height / 2]], [[width / 2, height / 4]]])
    (middle, above) = cv2.perspectiveTransform(points, np.linalg.inv(homography))[:, 0, :]
    right, down = above - middle
    return round(float(np.arctan2(right, -down)) / (np.pi / 2)) % 4
