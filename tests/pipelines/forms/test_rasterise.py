import os
from pathlib import Path

import numpy as np
import pytest

from pipelines.forms import page_count
from pipelines.forms import rasterise as module
from pipelines.forms.rasterise import rasterise
from pipelines.forms.refusal import Reason, Unreadable
from pipelines.limits import Limits
from tests.conftest import SAMPLES
from tests.pipelines.forms.pdfs import pdf

A4 = (595.28, 841.89)
SCAN = SAMPLES / "scans" / "moving-01.pdf"


@pytest.fixture
def pages_of(tmp_path: Path):
    """Write content to a file and rasterise it."""

    def read(content: bytes, first: int = 1, last: int = 1, dpi: int = 72) -> list[np.ndarray]:
        (tmp_path / "scan.pdf").write_bytes(content)
        return rasterise(tmp_path / "scan.pdf", first, last, dpi)

    return read


def reason_of(read, *arguments) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read(*arguments)
    return caught.value.reason


def test_pages_are_grey_and_of_their_size(pages_of) -> None:
    pages = pages_of(pdf(A4, (72, 144), A4), 1, 2, 300)
    assert [page.shape for page in pages] == [pytest.approx((3508, 2480), abs=1), (600, 300)]
    assert all(page.dtype == np.uint8 and page.min() == 255 for page in pages)


def test_a_scan_has_ink() -> None:
    (page,) = rasterise(SCAN, 1, 1, 100)
    assert page.ndim == 2
    assert page.min() < 80
    assert 200 < page.mean() < 250


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"Dear all,\n", Reason.BROKEN),
        (b"%PDF-1.4\n", Reason.BROKEN),
        (SCAN.read_bytes()[:5000], Reason.BROKEN),
        (pdf(A4)[:100], Reason.BROKEN),
        (pdf(A4, encrypted=True), Reason.ENCRYPTED),
        (pdf((20_000, 20_000)), Reason.TOO_LARGE),
        (pdf((10, 14_000_000)), Reason.TOO_LARGE),
        (pdf(*[(9, 9)] * 1001), Reason.TOO_MANY_PAGES),
    ],
    ids=["empty", "text", "header", "truncated scan", "truncated", "encrypted", "huge", "long", "pages"],
)
def test_what_cannot_be_read_says_why(pages_of, content: bytes, reason: Reason) -> None:
    assert reason_of(pages_of, content, 1, 1, 300) is reason


def test_a_missing_file(tmp_path: Path) -> None:
    assert reason_of(rasterise, tmp_path / "scan.pdf", 1, 1, 72) is Reason.MISSING


@pytest.mark.parametrize(("first", "last"), [(2, 2), (1, 2), (7, 9)])
def test_a_page_beyond_the_end(pages_of, first: int, last: int) -> None:
    assert reason_of(pages_of, pdf(A4), first, last) is Reason.NO_SUCH_PAGE


def test_a_page_is_checked_that_is_not_the_first(pages_of) -> None:
    content = pdf(A4, (20_000, 20_000), A4)
    assert len(pages_of(content, 1, 1)) == 1
    assert reason_of(pages_of, content, 2, 2) is Reason.TOO_LARGE
    assert reason_of(pages_of, content, 1, 3) is Reason.TOO_LARGE
    assert len(pages_of(content, 3, 3)) == 1


def test_a_small_crop_box_hides_no_huge_page(pages_of) -> None:
    (page,) = pages_of(pdf((20_000, 20_000), crop=(72, 144)), 1, 1, 300)
    assert page.shape == (600, 300)


def test_a_file_over_the_limit_is_not_opened(pages_of, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_count, "LIMITS", Limits(scan_bytes=10))
    assert reason_of(pages_of, pdf(A4)) is Reason.TOO_LARGE


@pytest.mark.parametrize("program", ["pdfinfo", "pdftoppm"])
def test_a_poppler_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages_of, program: str) -> None:
    stub = tmp_path / "bin" / program
    stub.parent.mkdir()
    stub.write_text(f"#!/bin/sh\n[ $1 = -v ] && echo {program} version 22.12.0 >&2 && exit\nexec sleep 600\n")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", str(stub.parent), prepend=os.pathsep)
    for asks in (module, page_count):
        monkeypatch.setattr(asks, "LIMITS", Limits(rasterise_seconds=1))
    assert reason_of(pages_of, pdf(A4)) is Reason.TIMEOUT


def test_a_name_may_look_like_an_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "-r 1 申請書 $(x).pdf").write_bytes(pdf((72, 72)))
    assert rasterise(tmp_path / "-r 1 申請書 $(x).pdf", 1, 1, 72)[0].shape == (72, 72)
