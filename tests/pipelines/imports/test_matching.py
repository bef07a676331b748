"""Rows find their documents by what products call them."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.batches.examine import load_forms
from pipelines.batches.forms import Document, FormsBatch
from pipelines.imports.matching import AMBIGUOUS, NO_PAGE, UNKNOWN, Match, Names


@pytest.fixture
def names(forms_batch: Path) -> Names:
    batch = load_forms(forms_batch)
    return Names(
        _with(batch, "a.pdf", "sub/a.pdf", "届出/ガ.pdf", "feeder.pdf#001", "feeder.pdf#002", "x.png", "x.pdf")
    )


def _with(batch: FormsBatch, *documents: str) -> FormsBatch:
    made = []
    for name in documents:
        file, _hash, number = name.partition("#")
        first = 2 * int(number) - 1 if number else 1
        made.append(Document(name, batch.path / "scans" / file, first, first + 1, "moving-notice"))
    return replace(batch, documents=tuple(made))


@pytest.mark.parametrize(
    ("cell", "page", "found"),
    [
        ("a.pdf", "", "a.pdf"),
        ("sub/a.pdf", "", "sub/a.pdf"),
        ("C:\\scans\\sub\\A.PDF", "", "sub/a.pdf"),
        ("A.PDF", "", AMBIGUOUS),
        (" 届出/ガ.pdf ", "", "届出/ガ.pdf"),
        ("ガ", "", "届出/ガ.pdf"),
        ("feeder.pdf#002", "", "feeder.pdf#002"),
        ("feeder.pdf", "", AMBIGUOUS),
        ("feeder.pdf", "1", ("feeder.pdf#001", 1)),
        ("feeder", "４", ("feeder.pdf#002", 2)),
        ("feeder.pdf", "5", NO_PAGE),
        ("feeder.pdf", "0", NO_PAGE),
        ("feeder.pdf", "one", NO_PAGE),
        ("x.png", "", "x.png"),
        ("x", "", AMBIGUOUS),
        ("y.pdf", "", UNKNOWN),
        ("", "", UNKNOWN),
        ("/" * 100_000, "", UNKNOWN),
        ("../../etc/passwd", "", UNKNOWN),
    ],
)
def test_a_cell_and_its_document(names: Names, cell: str, page: str, found: str | tuple[str, int]) -> None:
    match = names.find(cell, page)
    if isinstance(match, Match):
        assert (match.document.name, match.page) == (found if isinstance(found, tuple) else (found, None))
    else:
        assert match == found
