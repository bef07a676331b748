import pickle

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts.forms import Template
from pipelines.forms.rasterise import Grey, rasterise
from pipelines.forms.refusal import Reason, Unreadable
from pipelines.forms.registration import MM_PER_INCH, Registered, register
from tests.pipelines.forms.conftest import BLANK, DPI

A4 = (210.0, 297.0)
WIDTH, HEIGHT = (round(side / MM_PER_INCH * DPI) for side in A4)
SIGMA = 8
"""Pixels; print is compared after a blur, for scan and drawing differ at the edges of strokes."""


def likeness(one: Grey, other: Grey) -> float:
    """Correlation of two pictures; 1 for equal ones."""
    blurred = [cv2.GaussianBlur(picture.astype(np.float64), (0, 0), SIGMA).ravel() for picture in (one, other)]
    return float(np.corrcoef(*blurred)[0, 1])


def laid(page: Grey) -> Registered:
    return register(page, BLANK, 1, A4, DPI, 1.0)


def moved(homography: np.ndarray, points: np.ndarray) -> np.ndarray:
    return np.asarray(cv2.perspectiveTransform(points[:, None, :], homography)[:, 0, :])


def lying(points: np.ndarray, width: int, height: int, quarters: int) -> np.ndarray:
    """Where pixels of a page come to lie by ``np.rot90``."""
    for _ in range(quarters):
        points = np.column_stack([points[:, 1], width - 1 - points[:, 0]])
        width, height = height, width
    return points


def turned(page: Grey, degrees: float, shift: tuple[float, float] = (0, 0)) -> Grey:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    matrix[:, 2] += shift
    return np.asarray(cv2.warpAffine(page, matrix, (width, height), borderValue=255), dtype=np.uint8)


@pytest.fixture(scope="module")
def blank() -> Grey:
    return rasterise(BLANK, 1, 1, DPI)[0]


def test_each_sample_is_laid_on_its_blank(registered: dict[str, Registered], blank: Grey) -> None:
    assert len(registered) == 6
    for found in registered.values():
        assert found.image.shape == (HEIGHT, WIDTH)
        assert found.residual_mm < 0.2
        # The title and the printed labels, where nobody writes.
        assert likeness(found.image[:500], blank[:HEIGHT][:500]) > 0.95


def test_unregistered_scans_lie_elsewhere(scans: dict[str, Grey], blank: Grey) -> None:
    # What the test above would say of a registration that does nothing.
    assert min(likeness(page[:500, :WIDTH], blank[:500]) for page in scans.values()) < 0.8


def test_registering_is_repeatable(scans: dict[str, Grey], registered: dict[str, Registered]) -> None:
    again = laid(scans["moving-03.pdf"])
    assert np.array_equal(again.image, registered["moving-03.pdf"].image)
    assert np.array_equal(again.homography, registered["moving-03.pdf"].homography)


def test_the_homography_says_where_each_pixel_went(scans: dict[str, Grey], registered: dict[str, Registered]) -> None:
    scan, found = scans["moving-02.pdf"], registered["moving-02.pdf"]
    warped = cv2.warpPerspective(scan, found.homography, (WIDTH, HEIGHT), borderValue=255)
    assert np.array_equal(warped, found.image)


@settings(max_examples=5)
@given(st.floats(-4, 4), st.floats(-60, 60), st.floats(-60, 60))
def test_skew_and_shift_are_undone(
    scans: dict[str, Grey], registered: dict[str, Registered], degrees: float, right: float, down: float
) -> None:
    again = laid(turned(scans["moving-01.pdf"], degrees, (right, down)))
    inner = slice(400, 1600), slice(400, 2000)
    assert again.residual_mm < 0.2
    assert likeness(again.image[inner], registered["moving-01.pdf"].image[inner]) > 0.98


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_may_lie_on_any_side(scans: dict[str, Grey], registered: dict[str, Registered], quarters: int) -> None:
    # SIFT does not mind which way is up, so a page that was fed upside down is set upright like any other.
    again = laid(np.rot90(scans["moving-01.pdf"], quarters).copy())
    assert likeness(again.image, registered["moving-01.pdf"].image) > 0.98
    assert again.quarter_turns == 4 - quarters
    # Where a box is cut does not depend on how the page lay. SIFT that doubles a picture carelessly is 1.6 pixels off.
    first = registered["moving-01.pdf"].homography
    height, width = scans["moving-01.pdf"].shape
    corners = np.array([[400, 600], [2000, 600], [2000, 2800], [400, 2800]], dtype=float)
    assert moved(again.homography, lying(corners, width, height, quarters)) == pytest.approx(
        moved(first, corners), abs=0.6
    )


def test_half_the_resolution_is_laid_on_the_same_grid(
    registered: dict[str, Registered], scans: dict[str, Grey]
) -> None:
    small = cv2.resize(scans["moving-01.pdf"], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    found = register(np.asarray(small, dtype=np.uint8), BLANK, 1, A4, DPI // 2, 1.0)
    assert found.image.shape == pytest.approx((HEIGHT / 2, WIDTH / 2), abs=1)
    assert found.residual_mm < 0.2


@pytest.mark.parametrize(
    "page",
    [
        np.full((3508, 2480), 255, dtype=np.uint8),
        np.zeros((3508, 2480), dtype=np.uint8),
        np.random.RandomState(1).randint(0, 256, (3508, 2480)).astype(np.uint8),
        np.full((3, 3), 255, dtype=np.uint8),
    ],
    ids=["white", "black", "noise", "tiny"],
)
def test_what_is_no_form_is_refused(page: Grey) -> None:
    with pytest.raises(Unreadable, match=Reason.WRONG_FORM):
        laid(page)


def another_form() -> Grey:
    """A page full of print in other places."""
    page = np.full((3508, 2480), 255, dtype=np.uint8)
    rng = np.random.RandomState(3)
    for line in range(200, 3300, 90):
        for column in range(150, 2300, 260):
            text = "".join(rng.choice(list("ABCDEFGHKLMNPRSTUVXYZ0123456789"), 6))
            cv2.putText(page, text, (column, line), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 0, 3)
    return page


def test_another_form_is_refused() -> None:
    with pytest.raises(Unreadable, match=Reason.WRONG_FORM):
        laid(another_form())


def test_a_mirrored_form_is_refused(scans: dict[str, Grey]) -> None:
    with pytest.raises(Unreadable, match=Reason.WRONG_FORM):
        laid(scans["moving-01.pdf"][:, ::-1].copy())


def test_a_tolerance_that_no_page_meets_refuses(scans: dict[str, Grey], template: Template) -> None:
    with pytest.raises(Unreadable, match=Reason.WRONG_FORM):
        register(scans["moving-01.pdf"], BLANK, 1, template.paper_mm, DPI, 0.001)


@pytest.mark.parametrize("tolerance", [0.001, 0.02])
def test_a_refusal_says_how_far_off_the_page_lies(
    scans: dict[str, Grey], registered: dict[str, Registered], tolerance: float
) -> None:
    with pytest.raises(Unreadable) as caught:
        register(scans["moving-01.pdf"], BLANK, 1, A4, DPI, tolerance)
    assert caught.value.residual_mm == registered["moving-01.pdf"].residual_mm
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.reason, again.residual_mm) == (Reason.WRONG_FORM, caught.value.residual_mm)


def test_a_scan_of_another_resolution_is_laid_on_the_same_places(
    scans: dict[str, Grey], registered: dict[str, Registered]
) -> None:
    page = scans["moving-01.pdf"]
    small = cv2.resize(page, None, fx=2 / 3, fy=2 / 3, interpolation=cv2.INTER_AREA)
    found = register(np.asarray(small, dtype=np.uint8), BLANK, 1, A4, DPI, 1.0, page_dpi=200)
    assert found.image.shape == (HEIGHT, WIDTH)
    points = np.array([[500.0, 500.0], [1900.0, 3000.0]])
    # A pixel's middle is half a pixel from its edge, in both resolutions.
    there = moved(found.homography, (points + 0.5) * 2 / 3 - 0.5)
    assert there == pytest.approx(moved(registered["moving-01.pdf"].homography, points), abs=0.6)


def test_a_page_that_the_blank_has_not(scans: dict[str, Grey]) -> None:
    with pytest.raises(Unreadable, match=Reason.NO_SUCH_PAGE):
        register(scans["moving-01.pdf"], BLANK, 2, A4, DPI, 1.0)
