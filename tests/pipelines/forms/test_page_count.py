from pathlib import Path

import pytest
from PIL import Image

from pipelines.forms import page_count as module
from pipelines.forms.page_count import page_count
from pipelines.forms.refusal import Reason, Unreadable
from pipelines.limits import Limits
from tests.pipelines.forms.pdfs import pdf

A4 = (595.28, 841.89)


def tiff(file: Path, pages: int) -> Path:
    pictures = [Image.new("1", (20, 30), 1) for _page in range(pages)]
    pictures[0].save(file, save_all=True, append_images=pictures[1:])
    return file


@pytest.mark.parametrize("pages", [1, 3])
@pytest.mark.parametrize("name", ["scan.pdf", "scan.tif", "scan.TIFF"])
def test_pages_are_counted(tmp_path: Path, name: str, pages: int) -> None:
    file = tmp_path / name
    if name.endswith("pdf"):
        file.write_bytes(pdf(*[A4] * pages))
    else:
        tiff(file, pages)
    assert page_count(file) == pages


def test_a_picture_is_a_page(tmp_path: Path) -> None:
    Image.new("L", (20, 30)).save(tmp_path / "photo.jpg")
    assert page_count(tmp_path / "photo.jpg") == 1


@pytest.mark.parametrize("name", ["scan.pdf", "scan.tif"])
def test_no_more_pages_are_counted_than_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(module, "LIMITS", Limits(pages_per_file=2))
    (tmp_path / "scan.pdf").write_bytes(pdf(*[A4] * 3))
    tiff(tmp_path / "scan.tif", 3)
    with pytest.raises(Unreadable) as caught:
        page_count(tmp_path / name)
    assert caught.value.reason is Reason.TOO_MANY_PAGES


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("scan.pdf", b"", Reason.EMPTY),
        ("scan.pdf", b"%PDF-1.4\n", Reason.BROKEN),
        ("scan.pdf", pdf(A4, encrypted=True), Reason.ENCRYPTED),
        ("scan.tif", b"II*\0", Reason.BROKEN),
        ("scan.tif", b"II*\0\xff\xff\xff\x7f", Reason.BROKEN),
    ],
    ids=["empty", "header", "encrypted", "header of a TIFF", "TIFF that points beyond its end"],
)
def test_what_cannot_be_counted_says_why(tmp_path: Path, name: str, content: bytes, reason: Reason) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        page_count(tmp_path / name)
    assert caught.value.reason is reason


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        page_count(tmp_path / "scan.pdf")
    assert caught.value.reason is Reason.MISSING
