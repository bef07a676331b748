from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipelines.forms.scan import Scan, read_page
from tests.conftest import BUNDLED

A4, A3 = (210.0, 297.0), (297.0, 420.0)


def scan(width: int, height: int, dpi: float | None = None) -> Scan:
    return Scan(np.zeros((height, width), dtype=np.uint8), dpi)


def test_a_pdf_is_rasterised_and_a_picture_keeps_its_dots() -> None:
    assert read_page(BUNDLED / "scans" / "moving-01.pdf", 1, 100).dpi == 100
    fax = read_page(BUNDLED / "scans" / "fax" / "child.tif", 2, 100)
    assert fax.dpi == pytest.approx(200, abs=0.1)
    photo = read_page(BUNDLED / "scans" / "photo" / "child-05.jpg", 1, 100)
    assert photo.image.shape == (2240, 1680)
    assert photo.dpi_on(A4) == pytest.approx(191.57, abs=0.01)


def test_an_extension_may_be_in_capitals(tmp_path: Path) -> None:
    Image.new("L", (30, 40)).save(tmp_path / "SCAN.PNG", dpi=(200, 200))
    assert read_page(tmp_path / "SCAN.PNG", 1, 100).image.shape == (40, 30)


@pytest.mark.parametrize(
    ("found", "paper", "dpi"),
    [
        (scan(1680, 2240), A4, 2240 / 297 * 25.4),  # no density: the long side is the paper's
        (scan(2240, 1680), A4, 2240 / 297 * 25.4),
        (scan(1680, 2240), A3, 2240 / 420 * 25.4),
        (scan(3024, 4032, 72), A4, 4032 / 297 * 25.4),  # what telephones write
        (scan(1654, 2339, 200), A4, 200),
        (scan(2339, 3307, 200), A4, 200),  # a small form on a large glass
        (scan(1200, 1600, 200), A4, 200),  # a part of a form
        (scan(100, 200, 200), A4, 200 / 297 * 25.4),
    ],
)
def test_dots_to_the_inch(found: Scan, paper: tuple[float, float], dpi: float) -> None:
    assert found.dpi_on(paper) == pytest.approx(dpi)
