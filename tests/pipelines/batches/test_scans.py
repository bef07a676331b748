from pathlib import Path

import pytest

from pipelines.batches.scans import BLANK_KINDS, SCAN_KINDS, content_problem
from pipelines.errors import Severity


@pytest.mark.parametrize("name", ["scan.pdf", "SCAN.PDF"])
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"@PJL SET JOBNAME\r\n", b"\0" * 1000])
def test_a_pdf_may_begin_with_a_line_of_the_scanner(tmp_path: Path, name: str, before: bytes) -> None:
    (tmp_path / name).write_bytes(before + b"%PDF-1.4\n")
    assert content_problem(tmp_path / name, BLANK_KINDS, "", Severity.STOPS) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("scan.tif", b"II*\0"),
        ("SCAN.TIFF", b"MM\0*"),
        ("scan.png", b"\x89PNG\r\n\x1a\n"),
        ("scan.jpg", b"\xff\xd8\xff\xe0"),
        ("scan.jpeg", b"\xff\xd8\xff\xe1"),
    ],
)
def test_pictures_are_scans_and_no_blank_forms(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert content_problem(tmp_path / name, SCAN_KINDS, "", Severity.STOPS) is None
    problem = content_problem(tmp_path / name, BLANK_KINDS, "", Severity.STOPS)
    assert problem is not None
    assert "this version reads: .pdf" in problem.what


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("scan.pdf", b"", "empty"),
        ("scan.pdf", b"\0" * 1100 + b"%PDF-1.4\n", "something else"),
        ("scan.pdf", b"II*\0", "something else"),
        ("scan.tif", b"\xff\xd8\xff\xe0", "named .tif but is something else"),
        ("scan.png", b"%PDF-1.4\n", "named .png but is something else"),
        ("scan.jpg", b"\0\xff\xd8\xff", "named .jpg but is something else"),
        ("scan.jpeg", b"", "empty"),
        ("scan.xdw", b"II*\0", "“.xdw” cannot be read; this version reads: .pdf, .tif, .tiff, .png, .jpg, .jpeg"),
        ("scan", b"%PDF-1.4\n", "“” cannot be read"),
    ],
)
def test_what_is_no_scan(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    problem = content_problem(tmp_path / name, SCAN_KINDS, "Scan it again.", Severity.FAILS_DOCUMENT)
    assert problem is not None
    assert says in problem.what
    assert (str(problem.where), problem.todo) == (str(tmp_path / name), "Scan it again.")
    assert problem.severity is Severity.FAILS_DOCUMENT
