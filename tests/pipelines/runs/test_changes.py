"""Measuring again compares readings with the truth of the very scans they were made from."""

import shutil
from pathlib import Path

import pytest

from pipelines.errors import KoukaError
from pipelines.runs import store
from pipelines.runs.changes import check_unchanged
from pipelines.tables import read_table, to_csv
from tests.pipelines.test_scoring import reference

__all__ = ["reference"]


@pytest.fixture
def batch(reference: store.Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOUKA_LANG", "en")
    return store.batch_of(reference).path


def check(run: store.Run) -> None:
    check_unchanged(run, store.batch_of(run))


def test_the_batch_that_was_read_is_unchanged(reference: store.Run, batch: Path) -> None:
    check(reference)


@pytest.mark.parametrize("folder", ["truth", "values"])
def test_truth_may_be_corrected(reference: store.Run, batch: Path, folder: str) -> None:
    (batch / folder / "survey.csv").unlink()
    check(reference)


def test_conditions_may_be_added_but_documents_stay(reference: store.Run, batch: Path) -> None:
    table = read_table(batch / "documents.csv")
    rows = [row | {"cond_counter": "east"} for row in table.rows]
    columns = [*table.columns, "cond_counter"]
    (batch / "documents.csv").write_text(to_csv(rows, columns), encoding="utf-8-sig")
    check(reference)
    for labels in ("truth", "values"):
        shutil.rmtree(batch / labels)
    (batch / "documents.csv").write_text(to_csv(rows[1:], columns), encoding="utf-8-sig")
    with pytest.raises(KoukaError, match="2 files are not those") as caught:
        check(reference)
    assert str(caught.value.problem.where).endswith("documents.csv")


def test_another_scan_under_the_same_name_is_named(reference: store.Run, batch: Path) -> None:
    for name in ("moving-01.pdf", "moving-07.pdf"):
        (batch / "scans" / name).write_bytes((batch / "scans" / "moving-08.pdf").read_bytes())
    with pytest.raises(KoukaError, match="2 files are not those") as caught:
        check(reference)
    assert str(caught.value.problem.where).endswith("scans/moving-01.pdf")
    assert f"kouka run {batch}" in caught.value.problem.todo
