"""Check boxes, circled choices and individual numbers of bundled forms, from the scan to readings.csv."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from evaluators.frames import READINGS
from evaluators.mark_types import MARK_TYPES, MARKS_ENGINE
from pipelines.batches.examine import load_forms
from pipelines.contracts.forms import Template
from pipelines.contracts.toml import load_toml
from pipelines.runs import chunks
from pipelines.runs.beginning import begin_forms
from pipelines.runs.store import Run
from pipelines.settings import Settings
from pipelines.tables import Row, problems_of, read_table

pytestmark = pytest.mark.usefixtures("faulty_engines", "in_process")

DOCUMENTS = ("child-01.pdf", "moving-01.pdf", "survey-08.pdf")
HIDDEN = "my_number"


@pytest.fixture
def kinds(bundled_batch: Path) -> Path:
    """One form of each kind; on the survey an entry is corrected."""
    for table in (
        bundled_batch / "documents.csv",
        *bundled_batch.glob("truth/*.csv"),
        *bundled_batch.glob("values/*.csv"),
    ):
        header, *rows = table.read_text("utf-8").splitlines(keepends=True)
        table.write_text(header + "".join(row for row in rows if row.startswith(DOCUMENTS)), "utf-8")
    return bundled_batch


def read(batch: Path, dpi: int = 150) -> Run:
    """Everything that the flow does between beginning and scoring, for each engine of the run."""
    run = begin_forms(load_forms(batch), "trial", ["faulty"], Settings(dpi=dpi))
    chunks.register_chunk(run.folder, 0)
    for record in run.file.engines:
        chunks.read_chunk(run.folder, 0, record.name)
    chunks.collect(run.folder)
    return run


def rows_of(run: Run) -> list[Row]:
    return read_table(run.folder / "readings.csv").rows


def template(batch: Path, name: str) -> Template:
    return load_toml(batch / "templates" / name / "template.toml", Template)


@pytest.mark.parametrize("dpi", [150, 300])
def test_marks_are_read_as_they_stand_on_the_paper(kinds: Path, results: Path, dpi: int) -> None:
    run = read(kinds, dpi)
    assert [record.name for record in run.file.engines] == ["faulty", MARKS_ENGINE]
    found = {(row["document"], row["field"]): row for row in rows_of(run) if row["engine"] == MARKS_ENGINE}
    truth = {
        (row["document"], field.id): row[field.id]
        for name in ("child-allowance", "survey")
        for row in read_table(kinds / "truth" / f"{name}.csv").rows
        for field in template(kinds, name).fields
        if field.type in MARK_TYPES
    }
    assert len(truth) == 7 + 10
    assert {key: row["value"] for key, row in found.items()} == truth
    assert {row["status"] for row in found.values()} == {"read"}
    assert all(0.3 < float(row["confidence"]) <= 1 for row in found.values())


def test_every_field_has_a_row_of_the_one_that_reads_it(kinds: Path, results: Path) -> None:
    rows = rows_of(read(kinds))
    for document in load_forms(kinds).documents:
        fields = template(kinds, document.template).fields
        for engine, theirs in (("faulty", False), (MARKS_ENGINE, True)):
            expected = [field.id for field in fields if (field.type in MARK_TYPES) == theirs]
            named = [row for row in rows if (row["document"], row["engine"]) == (document.name, engine)]
            assert [row["field"] for row in named] == expected
    assert not problems_of(read_table(next(results.glob("trial/*/readings.csv"))), READINGS)


def test_a_second_run_takes_marks_from_the_first(kinds: Path, results: Path, in_process: list[int]) -> None:
    first = read(kinds)
    folder = first.folder / "readings.csv"
    before = folder.read_bytes()
    first.save(first.file.model_copy(update={"finished": "2026-04-01T09:00:00+09:00"}))
    assert in_process == [3, 3, 2]
    again = read(kinds)
    assert again.folder != first.folder
    assert in_process == [3, 3, 2, 0, 0, 0]
    assert (again.folder / "readings.csv").read_bytes() == before


def test_two_answers_where_one_is_asked_for_are_no_value(kinds: Path, results: Path) -> None:
    file = kinds / "templates" / "survey" / "template.toml"
    file.write_text(file.read_text("utf-8").replace("multiple = true", "multiple = false"), "utf-8")
    (truth,) = (row for row in read_table(kinds / "truth" / "survey.csv").rows)
    for table in (*kinds.glob("truth/survey.csv"), *kinds.glob("values/survey.csv")):
        table.unlink()
    rows = [row for row in rows_of(read(kinds)) if row["error"] == "several_marks"]
    assert (
        {row["field"]: row["text"] for row in rows} == {key: cell for key, cell in truth.items() if "|" in cell} != {}
    )
    assert {(row["status"], row["value"]) for row in rows} == {("read", "")}


def box_of_number(batch: Path, dpi: int) -> tuple[slice, slice]:
    (field,) = (field for field in template(batch, "child-allowance").fields if field.type == HIDDEN)
    x, y, w, h = (round(edge / 25.4 * dpi) for edge in field.box_mm)
    return slice(y, y + h), slice(x, x + w)


def images(results: Path) -> dict[Path, np.ndarray]:
    """Every picture below results/, wherever it was written."""
    files = [path for path in results.rglob("*") if path.is_file()]
    read = {
        path: cv2.imdecode(np.frombuffer(path.read_bytes() or b"0", np.uint8), cv2.IMREAD_GRAYSCALE) for path in files
    }
    return {path: image for path, image in read.items() if image is not None}


def test_nothing_of_an_individual_number_is_kept(kinds: Path, results: Path) -> None:
    run = read(kinds)
    pages = read_table(run.folder / "pages.csv").rows
    kept = {results / row["image"]: row["document"] for row in pages}
    found = images(results)
    assert set(found) == set(kept)
    where = box_of_number(kinds, 150)
    for path, document in kept.items():
        assert not document.startswith("child") or not found[path][where].any()
        # Elsewhere the page is as it was: mostly paper.
        assert np.median(found[path]) > 200
    rows = [row for row in rows_of(run) if row["field"] == HIDDEN]
    assert {row["document"] for row in rows} == {"child-01.pdf"}
    assert {(row["engine"], row["status"], row["text"], row["value"], row["error"]) for row in rows} == {
        ("faulty", "refused", "", "", HIDDEN)
    }


def test_a_page_that_is_refused_leaves_no_picture(kinds: Path, results: Path) -> None:
    table = kinds / "documents.csv"
    table.write_text(table.read_text("utf-8").replace("1,1,child-allowance", "1,1,moving-notice"), "utf-8")
    for labels in (*kinds.glob("truth/child*"), *kinds.glob("values/child*")):
        labels.unlink()
    run = read(kinds)
    status = {row["document"]: row["status"] for row in read_table(run.folder / "pages.csv").rows}
    assert status["child-01.pdf"] == "refused"
    assert len(images(results)) == 2


def test_with_a_legal_basis_only_the_check_digit_is_told(kinds: Path, results: Path) -> None:
    without = read(kinds)
    with (kinds / "batch.toml").open("a", encoding="utf-8") as file:
        file.write('my_number_basis = "番号法 第9条第1項、別表"\n')
    run = read(kinds)
    assert run.folder.name.split("-")[-1] != without.folder.name.split("-")[-1]
    rows = [row for row in rows_of(run) if row["field"] == HIDDEN]
    assert len(rows) == 1
    # The engine of this test reads no number: what it did read is kept neither as text nor as value.
    assert {(row["status"], row["text"], row["normalised"], row["value"], row["error"]) for row in rows} == {
        ("read", "", "", "", "not_my_number")
    }
