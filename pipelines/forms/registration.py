"""Laying a scanned page over its blank form, so that the template's boxes fall where people wrote.

SIFT features of page and blank are matched (Lowe's ratio test), a homography is fitted with MAGSAC, and the page is
warped onto the blank. What people wrote has no counterpart on the blank and is thrown out as an outlier.
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
MIN_INLIER_SHARE = 0.5

Homography = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Registered:
    """A page on its blank's grid."""

    image: Grey
    residual_mm: float
    """Median distance between matched features after registration."""
    homography: Homography
    """Shape (3, 3), scan pixel to registered pixel, both at ``dpi``."""


@dataclass(frozen=True)
class Features:
    """Points, shape (n, 2) in pixels of FEATURE_DPI, and their descriptors, shape (n, 128)."""

    points: npt.NDArray[np.float32]
    descriptors: npt.NDArray[np.float32]


def register(
    page: Grey, blank: Path, blank_page: int, paper_mm: tuple[float, float], dpi: int, tolerance_mm: float
) -> Registered:
    """The page laid over page ``blank_page`` of the blank form, at ``dpi``.

    Raises:
        Unreadable: too few features agree, or they lie further than the tolerance apart: another form, or unreadable.
    """
    target = blank_features(blank, blank_page)
    source = features(page, dpi)
    pairs = _matches(source, target)
    if len(pairs) < MIN_INLIERS:
        raise Unreadable(Reason.WRONG_FORM)
    there, here = source.points[pairs[:, 0]], target.points[pairs[:, 1]]
    homography, mask = cv2.findHomography(there, here, cv2.USAC_MAGSAC, REPROJECTION_PIXELS, maxIters=5000)
    inliers = np.zeros(len(pairs), dtype=bool) if homography is None else mask.ravel().astype(bool)
    if homography is None or inliers.sum() < MIN_INLIERS or inliers.mean() < MIN_INLIER_SHARE:
        raise Unreadable(Reason.WRONG_FORM)
    fitted = np.asarray(homography, dtype=np.float64)
    residual = _residual_mm(fitted, there[inliers], here[inliers])
    if residual > tolerance_mm:
        raise Unreadable(Reason.WRONG_FORM)
    at_dpi = _rescaled(fitted, dpi)
    size = tuple(round(side / MM_PER_INCH * dpi) for side in paper_mm)
    image = cv2.warpPerspective(page, at_dpi, size, flags=cv2.INTER_LINEAR, borderValue=255)
    return Registered(np.asarray(image, dtype=np.uint8), residual, at_dpi)


@lru_cache(maxsize=64)
def blank_features(blank: Path, page: int) -> Features:
    """Features of a blank form; computed once a process."""
    return features(rasterise(blank, page, page, FEATURE_DPI)[0], FEATURE_DPI)


def features(page: Grey, dpi: int) -> Features:
    """SIFT features of a page, in pixels of FEATURE_DPI."""
    scale = FEATURE_DPI / dpi
    small = page if scale == 1 else cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    keypoints, descriptors = cv2.SIFT.create(nfeatures=MAX_FEATURES).detectAndCompute(small, None)
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


def _rescaled(homography: Homography, dpi: int) -> Homography:
    """The same homography between images at ``dpi``."""
    scale = dpi / FEATURE_DPI
    up, down = np.diag([scale, scale, 1.0]), np.diag([1 / scale, 1 / scale, 1.0])
    return np.asarray(up @ homography @ down)
