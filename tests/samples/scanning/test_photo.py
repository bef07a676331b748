import numpy as np
import pytest
from PIL import Image

from samples.scanning import photo


def test_four_points_fix_a_homography():
    there, here = [(0, 0), (10, 0), (12, 9), (-1, 8)], [(1, 2), (21, 3), (25, 30), (0, 28)]
    a, b, c, d, e, f, g, h = photo.homography(there, here)
    for (x, y), (u, v) in zip(there, here, strict=True):
        w = g * x + h * y + 1
        assert ((a * x + b * y + c) / w, (d * x + e * y + f) / w) == pytest.approx((u, v), abs=1e-6)


def test_moving_straight_by_hand():
    # x' = 2x + 1, y' = 2y + 3.
    square = [(0, 0), (1, 0), (1, 1), (0, 1)]
    moved = [(2 * x + 1, 2 * y + 3) for x, y in square]
    assert photo.homography(square, moved) == pytest.approx((2, 0, 1, 0, 2, 3, 0, 0), abs=1e-9)


@pytest.mark.parametrize("tilt", [0.02, 0.09])
def test_the_whole_sheet_lies_on_the_desk_in_colour_and_in_perspective(tilt):
    page = Image.new("RGB", (2480, 3508), (255, 255, 255))
    picture = np.asarray(photo.take(page, 2.6, tilt, 11)).astype(int)
    assert picture.shape == (photo.SIZE[1], photo.SIZE[0], 3)
    paper = picture.sum(axis=2) > 440
    assert 0.6 < paper.mean() < 0.9
    assert paper[1100:1140, 820:860].all()
    border = np.concatenate([paper[0], paper[-1], paper[:, 0], paper[:, -1]])
    assert border.mean() < 0.01
    widths = paper.sum(axis=1)[300:1900]
    spread = widths.max() - widths.min()
    assert spread > (0.015 if tilt == 0.02 else 0.05) * photo.SIZE[0] * 0.5
    desk = picture[5:40, 5:40].reshape(-1, 3).mean(axis=0)
    assert desk[0] > desk[1] > desk[2]


def test_light_falls_unevenly():
    page = Image.new("RGB", (2480, 3508), (255, 255, 255))
    picture = np.asarray(photo.take(page, 0, 0.02, 4).convert("L")).astype(int)
    patches = [picture[y : y + 60, x : x + 60].mean() for y in (300, 1800) for x in (300, 1300)]
    assert max(patches) - min(patches) > 12
