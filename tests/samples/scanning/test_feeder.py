import math

import numpy as np
import pytest
from PIL import Image

from samples.drawing.sheet import WHITE
from samples.scanning import feeder


def _line_heights(dpi: int, skew: float, shift_mm: tuple[float, float] = (0.0, 0.0)) -> tuple[float, float]:
    """Height in scan pixels of a level rule at a quarter and three quarters of the width of 1200 pixels at 300 dpi."""
    page = Image.new("L", (1200, 900), WHITE)
    page.paste(0, (0, 447, 1200, 453))
    scanned = np.asarray(feeder.scan(page, dpi, skew, shift_mm, seed=1))
    assert scanned.shape == (900 * dpi // 300, 1200 * dpi // 300)
    return float(np.argmin(scanned[:, 300 * dpi // 300])), float(np.argmin(scanned[:, 900 * dpi // 300]))


@pytest.mark.parametrize("dpi", [200, 300])
def test_positive_skew_lifts_the_right_side(dpi):
    left, right = _line_heights(dpi, 2.0)
    assert left - right == pytest.approx(2 * dpi * math.tan(math.radians(2)), abs=1.5)


@pytest.mark.parametrize("dpi", [200, 300])
def test_shift_is_in_millimetres_to_the_right_and_down(dpi):
    still, moved = _line_heights(dpi, 0)[0], _line_heights(dpi, 0, (0, 5.08))[0]
    assert moved - still == pytest.approx(5.08 / 25.4 * dpi, abs=1)


def test_levels_and_noise_are_those_of_the_scanner():
    bare = np.asarray(feeder.scan(Image.new("L", (600, 600), WHITE), 200, 0, (0, 0), seed=7))
    solid = np.asarray(feeder.scan(Image.new("L", (600, 600), 0), 200, 0, (0, 0), seed=7))
    assert bare.mean() == pytest.approx(feeder.LIGHTEST, abs=0.1)
    assert solid.mean() == pytest.approx(feeder.DARKEST, abs=0.1)
    # Rounding to whole levels adds a variance of 1/12.
    assert solid.std() == pytest.approx(math.hypot(feeder.NOISE_LEVELS, math.sqrt(1 / 12)), rel=0.02)


def test_half_a_turn_puts_the_page_upside_down():
    page = Image.new("L", (600, 600), WHITE)
    page.paste(0, (30, 30, 90, 90))
    scanned = np.asarray(feeder.scan(page, 300, 180, (0, 0), seed=1))
    assert scanned[515:565, 515:565].max() < 100
    assert scanned[35:85, 35:85].min() > 200
