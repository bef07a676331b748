from pathlib import Path

import pytest

from pipelines.batches.scans import SCAN_KINDS, content_problem
from pipelines.errors import Severity


@pytest.mark.parametrize("name", ["scan.pdf", "SCAN.PDF"])
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"@PJL SET JOBNAME\r\n", b"\0" * 1000])
def test_a_pdf_may_begin_with_a_line_of_the_scanner(tmp_path: Path, name: str, before: bytes) -> None:
    (tmp_path / name).write_bytes(before + b"%PDF-1.4\n")
    assert content_problem(tmp_path / name, SCAN_KINDS, "", Severity.STOPS) is None


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("scan.pdf", b"", "empty"),
        ("scan.pdf", b"\0" * 1100 + b"%PDF-1.4\n", "something else"),
        ("scan.pdf", b"II*\0", "something else"),
        ("scan.tif", b"%PDF-1.4\n", "something else"),
        ("scan.gif", b"GIF89a", "“.gif” cannot be read; this version reads: .pdf, .tif"),
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
