import time

import numpy as np
import pytest
from PIL import Image, ImageOps

from samples.scanning import files

GREY = Image.new("L", (300, 300), 128)
BLACK_AND_WHITE = Image.new("1", (300, 300), 1)


def _corner(mode: str) -> Image.Image:
    """Dark in its top left corner alone."""
    picture = Image.new(mode, (400, 600), "white")
    picture.paste("black", (0, 0, 100, 100))
    return picture


@pytest.mark.parametrize("save", [
    lambda path: files.save_pdf([GREY, GREY], path, 200),
    lambda path: files.save_blank(GREY, path),
    lambda path: files.save_tiff([BLACK_AND_WHITE, BLACK_AND_WHITE], path),
    lambda path: files.save_jpeg(GREY, path),
])  # fmt: skip
def test_the_clock_does_not_reach_the_bytes(save, tmp_path, monkeypatch):
    save(tmp_path / "a" / "page")
    monkeypatch.setattr("time.gmtime", lambda *_: time.struct_time((1999, 12, 31, 23, 59, 59, 4, 365, 0)))
    save(tmp_path / "b" / "page")
    assert (tmp_path / "a" / "page").read_bytes() == (tmp_path / "b" / "page").read_bytes()


def test_a_tiff_holds_its_pages_in_group_4(tmp_path):
    files.save_tiff([BLACK_AND_WHITE, _corner("1")], tmp_path / "fax.tif")
    with Image.open(tmp_path / "fax.tif") as image:
        assert (image.n_frames, image.info["compression"], image.info["dpi"]) == (2, "group4", (200, 200))
        image.seek(1)
        assert not np.asarray(image)[:100, :100].any()


def test_a_picture_on_its_side_stands_up_again_by_its_exif(tmp_path):
    files.save_jpeg(_corner("RGB"), tmp_path / "lying.jpg", on_its_side=True)
    with Image.open(tmp_path / "lying.jpg") as image:
        assert image.size == (600, 400)
        upright = ImageOps.exif_transpose(image).convert("L")
    assert upright.size == (400, 600)
    levels = np.asarray(upright)
    assert levels[10:90, 10:90].max() < 60
    assert levels[200:, :].min() > 200
