import contextlib
import struct
import tracemalloc
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipelines.forms import images
from pipelines.forms.images import read_image
from pipelines.forms.refusal import Reason, Unreadable
from tests.conftest import BUNDLED

CORNER = np.full((40, 30), 255, dtype=np.uint8)
CORNER[:10, :5] = 0
"""Black at the top left, 30 wide and 40 high."""
FAX = BUNDLED / "scans" / "fax" / "child.tif"
PHOTO = BUNDLED / "scans" / "photo" / "child-05.jpg"
EXIF_ORIENTATION = 0x0112


def reason_of(file: Path, page: int = 1) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read_image(file, page)
    return caught.value.reason


def png_of_size(width: int, height: int) -> bytes:
    """A PNG whose header promises more than its few bytes hold."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("suffix", ["tif", "tiff", "png", "TIF"])
def test_what_is_kept_without_loss_comes_back(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"scan.{suffix}"
    Image.fromarray(CORNER).save(file, dpi=(200, 200))
    grey, dpi = read_image(file, 1)
    assert np.array_equal(grey, CORNER)
    assert dpi == pytest.approx(200, abs=0.1)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["jpg", "png", "tif"])
def test_exif_says_which_way_is_up(tmp_path: Path, orientation: int, suffix: str) -> None:
    stored = {
        1: CORNER,
        2: CORNER[:, ::-1],
        3: CORNER[::-1, ::-1],
        4: CORNER[::-1],
        5: CORNER.T,
        6: np.rot90(CORNER, 1),
        7: np.rot90(CORNER, 2).T,
        8: np.rot90(CORNER, 3),
    }[orientation]
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = orientation
    Image.fromarray(np.ascontiguousarray(stored)).save(tmp_path / f"scan.{suffix}", exif=exif, dpi=(150, 150))
    grey, dpi = read_image(tmp_path / f"scan.{suffix}", 1)
    assert grey.shape == (40, 30)
    assert (grey[:8, :4] < 60).all()
    assert (grey[20:] > 200).all()
    assert dpi == pytest.approx(150, abs=0.1)


def test_each_page_of_a_fax(tmp_path: Path) -> None:
    pages = [read_image(FAX, number)[0] for number in range(1, 7)]
    assert {page.ndim for page in pages} == {2}
    assert {value for page in pages for value in np.unique(page)} == {0, 255}
    assert all(0.5 < (page == 255).mean() < 1 for page in pages[:4])
    assert not np.array_equal(pages[0], pages[1])
    assert reason_of(FAX, 7) is Reason.NO_SUCH_PAGE


@pytest.mark.parametrize(("density", "shape"), [((204, 98), (83, 30)), ((98, 204), (40, 62)), ((200, 200), (40, 30))])
def test_dots_that_are_not_square_are_made_so(tmp_path: Path, density: tuple[int, int], shape: tuple[int, int]) -> None:
    Image.fromarray(CORNER).convert("1").save(tmp_path / "fax.tif", compression="group4", dpi=density)
    grey, dpi = read_image(tmp_path / "fax.tif", 1)
    assert grey.shape == shape
    assert dpi == pytest.approx(max(density), abs=0.1)


@pytest.mark.parametrize("density", [None, (1, 1), (0, 0), (29, 29), (9600, 9600)])
def test_a_density_that_cannot_be_is_none(tmp_path: Path, density: tuple[int, int] | None) -> None:
    Image.fromarray(CORNER).save(tmp_path / "scan.tif", **({"dpi": density} if density else {}))
    assert read_image(tmp_path / "scan.tif", 1)[1] is None


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "YCbCr"])
def test_every_kind_of_colour_becomes_grey(tmp_path: Path, mode: str) -> None:
    picture = Image.fromarray(CORNER)
    if mode == "I;16":
        picture = Image.fromarray(CORNER.astype(np.uint16) * 257)
    else:
        picture = picture.convert("RGB").convert(mode)
    suffix = "tif" if mode in ("CMYK", "YCbCr") else "png"
    picture.save(tmp_path / f"scan.{suffix}")
    grey, _dpi = read_image(tmp_path / f"scan.{suffix}", 1)
    assert np.abs(grey.astype(int) - CORNER).max() <= 3


def test_what_is_transparent_is_paper(tmp_path: Path) -> None:
    picture = np.zeros((40, 30, 4), dtype=np.uint8)
    picture[:10, :5, 3] = 255
    Image.fromarray(picture).save(tmp_path / "scan.png")
    assert np.array_equal(read_image(tmp_path / "scan.png", 1)[0], CORNER)


def test_a_huge_picture_is_refused_by_its_header(tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(png_of_size(60_000, 60_000))
    tracemalloc.start()
    assert reason_of(tmp_path / "scan.png") is Reason.TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(("width", "height"), [(8000, 8000), (12_000, 12_000), (60_000_001, 1), (2**31 - 1, 2**31 - 1)])
def test_so_is_one_that_pillow_would_let_pass_or_only_warn_of(tmp_path: Path, width: int, height: int) -> None:
    (tmp_path / "scan.png").write_bytes(png_of_size(width, height))
    assert reason_of(tmp_path / "scan.png") is Reason.TOO_LARGE


def test_stretching_does_not_lead_around_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.fromarray(CORNER).save(tmp_path / "scan.tif", dpi=(2400, 30))
    monkeypatch.setattr(images, "LIMITS", images.LIMITS.__class__(page_pixels=CORNER.size * 79))
    assert reason_of(tmp_path / "scan.tif") is Reason.TOO_LARGE


def test_more_pages_than_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Image.fromarray(CORNER)
    page.save(tmp_path / "scan.tif", save_all=True, append_images=[page] * 3)
    monkeypatch.setattr(images, "LIMITS", images.LIMITS.__class__(pages_per_file=3))
    assert reason_of(tmp_path / "scan.tif") is Reason.TOO_MANY_PAGES
    monkeypatch.setattr(images, "LIMITS", images.LIMITS.__class__(pages_per_file=4))
    assert np.array_equal(read_image(tmp_path / "scan.tif", 4)[0], CORNER)


@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_a_picture_is_one_page(tmp_path: Path, suffix: str) -> None:
    page = Image.fromarray(CORNER)
    page.save(tmp_path / f"scan.{suffix}", **({"save_all": True, "append_images": [page]} if suffix == "png" else {}))
    assert read_image(tmp_path / f"scan.{suffix}", 1)[0].shape == (40, 30)
    assert reason_of(tmp_path / f"scan.{suffix}", 2) is Reason.NO_SUCH_PAGE


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("scan.png", b"", Reason.EMPTY),
        ("scan.jpg", PHOTO.read_bytes()[:100_000], Reason.BROKEN),
        ("scan.jpg", PHOTO.read_bytes()[:500], Reason.BROKEN),
        ("scan.tif", FAX.read_bytes()[:3000], Reason.BROKEN),
        ("scan.png", png_of_size(3000, 4000), Reason.BROKEN),
        ("scan.png", PHOTO.read_bytes(), Reason.BROKEN),
        ("scan.tif", b"Dear all,", Reason.BROKEN),
        ("scan.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n", Reason.BROKEN),
    ],
    ids=["empty", "half a photo", "start of a photo", "half a fax", "short", "a photo", "text", "a program"],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, reason: Reason) -> None:
    (tmp_path / name).write_bytes(content)
    assert reason_of(tmp_path / name) is reason


def test_a_missing_file(tmp_path: Path) -> None:
    assert reason_of(tmp_path / "scan.png") is Reason.MISSING


@given(st.sampled_from(["tif", "png", "jpg"]), st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255))))
def test_damage_anywhere_gives_a_page_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, damage: list[tuple[int, int]]
) -> None:
    file = tmp_path_factory.getbasetemp() / f"damaged.{suffix}"
    Image.fromarray(CORNER).save(file, dpi=(200, 200))
    content = bytearray(file.read_bytes())
    for place, byte in damage:
        content[place % len(content)] = byte
    file.write_bytes(content)
    with contextlib.suppress(Unreadable):
        grey, _dpi = read_image(file, 1)
        assert (grey.ndim, grey.dtype) == (2, np.uint8)
