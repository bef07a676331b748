from random import Random

import numpy as np
import pytest
from PIL import Image

from samples.drawing import marks
from samples.drawing.pens import Pen, pen_of
from samples.drawing.sheet import PX_PER_MM, WHITE

pytestmark = pytest.mark.usefixtures("fonts_installed")
BOX = (20.0, 20.0, 6.0, 6.0)
PEN = Pen("gothic", (20, 20, 20), 4.2, {})


def _paper() -> Image.Image:
    return Image.new("RGB", (560, 560), (WHITE, WHITE, WHITE))


def _ink(page: Image.Image) -> np.ndarray:
    """Middles of dark pixels, mm, shape (n, 2): x, y."""
    rows, columns = np.nonzero(np.asarray(page.convert("L")) < 128)
    return np.stack([columns, rows], axis=1) / PX_PER_MM


@pytest.mark.parametrize("seed", range(20))
def test_a_ring_goes_round_its_answer_and_leaves_the_middle_free(seed):
    page, rng = _paper(), Random(seed)
    marks.ring(page, BOX, pen_of("klee", rng), rng)
    away = _ink(page) - (23.0, 23.0)
    distance = np.hypot(*away.T)
    assert 1.6 < distance.min() <= distance.max() < 4.6
    quarter = np.floor(np.degrees(np.arctan2(away[:, 1], away[:, 0])) / 90).astype(int)
    assert set(quarter.tolist()) == {-2, -1, 0, 1}


@pytest.mark.parametrize("seed", range(20))
def test_a_tick_leaves_ink_in_its_square(seed):
    page, rng = _paper(), Random(seed)
    marks.tick(page, (20.0, 20.0, 3.6, 3.6), pen_of("seto", rng), rng)
    x, y = _ink(page).T
    inside = (x > 20) & (x < 23.6) & (y > 20) & (y < 23.6)
    assert inside.sum() > 150
    assert inside.mean() > 0.6


def test_two_lines_strike_an_entry_out_from_end_to_end():
    page = _paper()
    marks.strike(page, (10.0, 20.0, 30.0, 6.0), PEN, Random(1))
    x, y = _ink(page).T
    assert (x.min(), x.max()) == pytest.approx((10, 40), abs=0.5)
    assert 20 < y.min() < y.max() < 26


def test_a_seal_is_red_in_colour_grey_in_grey_and_lets_writing_through():
    page = _paper()
    page.paste((20, 20, 20), (250, 260, 310, 300))  # a stroke under the seal
    marks.seal(page, (23.0, 23.0), "髙橋", Random(3))
    levels = np.asarray(page).astype(int)
    red = levels[(levels[..., 0] > levels[..., 1] + 60) & (levels[..., 0] > 120)]
    assert len(red) > 3000
    grey = np.asarray(page.convert("L"))
    assert 90 < np.median(grey[(grey < 200) & (grey > 40)]) < 190
    assert grey[262:298, 252:308].max() <= 20


def test_a_stamp_begins_where_it_is_put():
    page = _paper()
    marks.stamp(page, 10.0, 20.0, "確認済")
    x, y = _ink(page).T
    assert x.min() == pytest.approx(10, abs=0.1)
    assert (y.min() + y.max()) / 2 == pytest.approx(20, abs=0.2)
