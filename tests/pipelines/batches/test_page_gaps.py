"""Pages that documents.csv names and a file has not."""

from pathlib import Path

import pytest
from PIL import Image

from pipelines.batches.examine import examine_forms
from pipelines.errors import Problem, Severity
from tests.pipelines.batches.breaking import DOCUMENTS, SCAN, in_row, rename_scan, write
from tests.pipelines.forms.pdfs import pdf

A4 = (595.28, 841.89)


def said(batch: Path) -> list[Problem]:
    return examine_forms(batch, count_pages=True)[1]


def test_a_sound_batch(forms_batch: Path) -> None:
    assert said(forms_batch) == []


def test_pages_beyond_the_end_are_named_with_their_row(forms_batch: Path) -> None:
    in_row(",1,1,", ",1,2,")(forms_batch)
    (problem,) = said(forms_batch)
    assert problem.what == "Document “moving-01.pdf” is on pages 1 to 2, but its file has 1."
    assert str(problem.where) == f"{forms_batch / DOCUMENTS}:2"
    assert problem.severity is Severity.FAILS_DOCUMENT


def test_only_the_check_looks_into_files(forms_batch: Path) -> None:
    in_row(",1,1,", ",1,2,")(forms_batch)
    assert examine_forms(forms_batch)[1] == []


def test_pages_of_a_tiff(forms_batch: Path) -> None:
    rename_scan("moving-01.tif")(forms_batch)
    pages = [Image.new("1", (20, 30), 1) for _page in range(2)]
    pages[0].save(forms_batch / "scans" / "moving-01.tif", save_all=True, append_images=pages[1:])
    assert said(forms_batch) == []
    table = forms_batch / DOCUMENTS
    table.write_bytes(table.read_bytes().replace(b"moving-01.tif,1,1", b"moving-01.tif,2,4"))
    (problem,) = said(forms_batch)
    assert "pages 2 to 4, but its file has 2" in problem.what


def test_a_scan_that_cannot_be_read_is_named_once(forms_batch: Path) -> None:
    write(SCAN, pdf(A4, encrypted=True))(forms_batch)
    write("scans/moving-02.pdf", b"")(forms_batch)
    problems = {problem.where.file.name: problem.what for problem in said(forms_batch) if problem.where}
    assert problems == {
        "moving-01.pdf": "This scan cannot be read: the PDF is protected by a password.",
        "moving-02.pdf": "The file is empty.",
    }


def test_without_poppler_a_batch_can_be_checked_all_the_same(
    forms_batch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(forms_batch))
    (problem,) = said(forms_batch)
    assert problem.what == "The pages of PDFs were not counted: poppler is not installed."
    assert problem.severity is Severity.WARNING
