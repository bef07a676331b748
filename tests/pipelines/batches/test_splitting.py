"""documents.csv for scans that hold many applications."""

from pathlib import Path

import pytest

from pipelines.batches.examine import load_forms
from pipelines.batches.splitting import split
from pipelines.errors import KoukaError
from pipelines.tables import read_table
from tests.pipelines.forms.pdfs import pdf

A4 = (595.28, 841.89)


@pytest.fixture
def batch(forms_batch: Path) -> Path:
    """A batch without documents.csv, whose scans are one PDF of six pages and one of two."""
    for file in [forms_batch / "documents.csv", *(forms_batch / "scans").iterdir()]:
        file.unlink()
    for folder in ("truth", "values"):
        (forms_batch / folder / "moving-notice.csv").unlink()
    (forms_batch / "scans" / "束").mkdir()
    (forms_batch / "scans" / "束" / "feeder.pdf").write_bytes(pdf(*[A4] * 6))
    (forms_batch / "scans" / "one.pdf").write_bytes(pdf(*[A4] * 2))
    return forms_batch


def test_documents_of_so_many_pages(batch: Path) -> None:
    done = split(batch, 2)
    assert (done.documents, done.files, done.problems) == (4, 2, ())
    assert [tuple(row.values()) for row in read_table(batch / "documents.csv").rows] == [
        ("one.pdf", "one.pdf", "1", "2", "moving-notice"),
        ("束/feeder.pdf#001", "束/feeder.pdf", "1", "2", "moving-notice"),
        ("束/feeder.pdf#002", "束/feeder.pdf", "3", "4", "moving-notice"),
        ("束/feeder.pdf#003", "束/feeder.pdf", "5", "6", "moving-notice"),
    ]
    assert len(load_forms(batch).documents) == 4


def test_a_rest_becomes_no_document_and_is_named(batch: Path) -> None:
    done = split(batch, 4)
    assert [row["document"] for row in read_table(batch / "documents.csv").rows] == ["束/feeder.pdf"]
    assert [(problem.where.file.name, problem.what) for problem in done.problems if problem.where] == [
        ("one.pdf", "2 pages do not make applications of 4: 2 left over."),
        ("feeder.pdf", "6 pages do not make applications of 4: 2 left over."),
    ]


def test_what_cannot_be_read_is_named_and_the_rest_is_split(batch: Path) -> None:
    (batch / "scans" / "one.pdf").write_bytes(b"%PDF-")
    done = split(batch, 3)
    assert done.documents == 2
    assert [problem.what for problem in done.problems] == ["This scan cannot be read: the file is damaged."]


def test_a_table_that_is_there_stays(batch: Path) -> None:
    (batch / "documents.csv").write_bytes(b"mine")
    with pytest.raises(KoukaError, match="left as it is"):
        split(batch, 2)
    assert (batch / "documents.csv").read_bytes() == b"mine"


def test_of_several_kinds_of_form_one_is_named(batch: Path) -> None:
    other = batch / "templates" / "other"
    other.mkdir()
    (other / "template.toml").touch()
    with pytest.raises(KoukaError) as caught:
        split(batch, 2)
    assert "moving-notice, other" in (caught.value.problem.todo or "")
    assert split(batch, 2, "other").documents == 4
    assert {row["template"] for row in read_table(batch / "documents.csv").rows} == {"other"}


@pytest.mark.parametrize(
    ("pages", "template", "says"),
    [(2, "nothing", "no template “nothing”"), (7, None, "do not make applications of 7")],
)
def test_where_nothing_comes_of_it_nothing_is_written(batch: Path, pages: int, template: str | None, says: str) -> None:
    with pytest.raises(KoukaError, match=says):
        split(batch, pages, template)
    assert not (batch / "documents.csv").exists()


def test_without_scans(batch: Path) -> None:
    for file in (batch / "scans").rglob("*.pdf"):
        file.unlink()
    with pytest.raises(KoukaError, match="no scan to split"):
        split(batch, 2)
