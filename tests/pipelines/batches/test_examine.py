"""Reading a batch, and what is said of several problems at once."""

import re
from pathlib import Path

import pytest

from pipelines.batches import scans
from pipelines.batches.examine import examine_forms, load_forms
from pipelines.errors import KoukaError
from tests.pipelines.batches.breaking import (
    BATCH,
    DOCUMENTS,
    ONE_DOCUMENT,
    SCAN,
    TEMPLATE,
    TRUTH,
    VALUES,
    WARNING,
    append,
    each,
    in_row,
    rename_scan,
    replace,
    write,
)


@pytest.mark.parametrize("place", ["nowhere", BATCH])
def test_no_batch(forms_batch: Path, place: str) -> None:
    batch, (problem,) = examine_forms(forms_batch / place)
    assert batch is None
    assert "no batch" in problem.what
    assert str(problem.where) == str(forms_batch / place)
    assert "kouka new forms" in (problem.todo or "")


def test_a_sound_batch(forms_batch: Path) -> None:
    batch, problems = examine_forms(forms_batch)
    assert not problems
    assert batch is not None
    assert [document.name for document in batch.documents] == [f"moving-0{n}.pdf" for n in range(1, 7)]
    assert {document.pages for document in batch.documents} == {1}
    assert len(batch.truth["moving-notice"].rows) == len(batch.values["moving-notice"].rows) == 6


def test_what_other_systems_leave_behind_is_no_label(forms_batch: Path) -> None:
    (forms_batch / "truth" / "._moving-notice.csv").write_bytes(b"\0\5\x16\7")  # macOS, on a stick
    (forms_batch / "truth" / ".~lock.moving-notice.csv#").write_bytes(b",me,")  # LibreOffice, while it is open
    assert examine_forms(forms_batch)[1] == []


def test_everything_is_named_at_once(forms_batch: Path) -> None:
    each(
        replace(BATCH, "title", "name"),
        replace(DOCUMENTS, ",cond_pen", ",pen"),
        replace(TEMPLATE, "[41.7, 66.7", "[-1, 66.7"),
        replace(VALUES, "2024-03-24", "3月24日"),
        write(SCAN, b""),
    )(forms_batch)
    _batch, problems = examine_forms(forms_batch)
    assert {problem.where.file.name for problem in problems if problem.where} == {BATCH}
    replace(BATCH, "name", "title")(forms_batch)
    _batch, problems = examine_forms(forms_batch)
    assert {problem.where.file.name for problem in problems if problem.where} == {"template.toml", DOCUMENTS}
    each(replace(DOCUMENTS, ",pen", ",cond_pen"), replace(TEMPLATE, "[-1, ", "[41.7, "))(forms_batch)
    _batch, problems = examine_forms(forms_batch)
    assert {problem.where.file.name for problem in problems if problem.where} == {"moving-01.pdf", "moving-notice.csv"}


def test_loading_names_the_first_problem_and_counts_the_others(forms_batch: Path) -> None:
    replace(VALUES, "2024-03-24", "3月24日")(forms_batch)
    replace(VALUES, "2024-04-17", "4月17日")(forms_batch)
    with pytest.raises(KoukaError, match="3月24日") as caught:
        load_forms(forms_batch)
    assert re.search(rf"1 more problem.*kouka check {re.escape(str(forms_batch))}", caught.value.problem.todo or "")


def test_several_documents_of_one_file(forms_batch: Path) -> None:
    (forms_batch / "scans" / "a#b.pdf").write_bytes((forms_batch / "scans" / "moving-01.pdf").read_bytes())
    for row in ("moving-01.pdf#002,moving-01.pdf,2,3", "a#b.pdf,a#b.pdf,1,1", "a#b.pdf#002,a#b.pdf,2,2"):
        append(DOCUMENTS, row + ",moving-notice,,,")(forms_batch)
    batch, problems = examine_forms(forms_batch)
    assert [problem.severity for problem in problems] == [WARNING]
    assert batch is not None
    assert [(document.name, document.pages) for document in batch.documents[6:]] == [
        ("moving-01.pdf#002", 2),
        ("a#b.pdf", 1),
        ("a#b.pdf#002", 1),
    ]


def test_a_name_may_be_written_in_either_normal_form(forms_batch: Path) -> None:
    rename_scan("パ.pdf", "ハ\u309a.pdf")(forms_batch)
    assert examine_forms(forms_batch)[1] == []


def test_a_page_of_no_template_needs_no_truth(forms_batch: Path) -> None:
    in_row("moving-notice", "-")(forms_batch)
    for table in (TRUTH, VALUES):
        text = (forms_batch / table).read_text("utf-8-sig")
        (forms_batch / table).write_text(re.sub("moving-01.*\n", "", text), encoding="utf-8")
    batch, problems = examine_forms(forms_batch)
    assert problems == []
    assert batch is not None
    assert batch.documents[0].template == "-"


def test_a_scan_over_the_limit_fails_alone(forms_batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = (forms_batch / "scans" / "moving-01.pdf").stat().st_size
    with (forms_batch / "scans" / "moving-01.pdf").open("ab") as file:
        file.truncate(3 * size)
    monkeypatch.setattr(scans, "LIMITS", scans.LIMITS.__class__(scan_bytes=2 * size))
    _batch, (problem,) = examine_forms(forms_batch)
    assert "larger than" in problem.what
    assert problem.severity is ONE_DOCUMENT
