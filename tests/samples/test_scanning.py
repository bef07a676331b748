import math
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from samples import scanning
from samples.sheet import WHITE


def _line_heights(skew: float, shift_mm: tuple[float, float] = (0.0, 0.0)) -> tuple[float, float]:
    """Height in scan pixels of a level rule at a quarter and three quarters of the width."""
    page = Image.new("L", (1200, 900), WHITE)
    page.paste(0, (0, 447, 1200, 453))
    scanned = np.asarray(scanning.scan(page, skew, shift_mm, seed=1))
    assert scanned.shape == (600, 800)
    return float(np.argmin(scanned[:, 200])), float(np.argmin(scanned[:, 600]))


def test_positive_skew_lifts_the_right_side() -> None:
    left, right = _line_heights(2.0)
    assert left - right == pytest.approx(400 * math.tan(math.radians(2)), abs=1.5)


def test_shift_is_in_millimetres_to_the_right_and_down() -> None:
    still, moved = _line_heights(0)[0], _line_heights(0, (0, 5.08))[0]
    assert moved - still == pytest.approx(5.08 / 25.4 * scanning.SCAN_DPI, abs=1)


def test_levels_and_noise_are_those_of_the_scanner() -> None:
    bare = np.asarray(scanning.scan(Image.new("L", (600, 600), WHITE), 0, (0, 0), seed=7))
    solid = np.asarray(scanning.scan(Image.new("L", (600, 600), 0), 0, (0, 0), seed=7))
    assert bare.mean() == pytest.approx(scanning.LIGHTEST, abs=0.1)
    assert solid.mean() == pytest.approx(scanning.DARKEST, abs=0.1)
    # Rounding to whole levels adds a variance of 1/12.
    assert solid.std() == pytest.approx(math.hypot(scanning.NOISE_LEVELS, math.sqrt(1 / 12)), rel=0.02)


def test_the_clock_does_not_reach_the_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Image.new("L", (300, 300), 128)
    scanning.save_scan(page, tmp_path / "a" / "page.pdf")
    monkeypatch.setattr("time.gmtime", lambda *_: time.struct_time((1999, 12, 31, 23, 59, 59, 4, 365, 0)))
    scanning.save_scan(page, tmp_path / "b" / "page.pdf")
    assert (tmp_path / "a" / "page.pdf").read_bytes() == (tmp_path / "b" / "page.pdf").read_bytes()
