"""Whatever a product returned: it is read, or refused in words, and the order of rows says nothing."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.batches.examine import load_forms
from pipelines.batches.forms import FormsBatch
from pipelines.contracts.mapping import Mapping
from pipelines.contracts.toml import read_toml
from pipelines.errors import KoukaError
from pipelines.imports.drafts import draft
from pipelines.imports.forms import returned
from pipelines.imports.guessing import guess
from pipelines.imports.sheets import read_sheet
from tests.conftest import SAMPLES
from tests.pipelines.imports.vendor import FILE, LABELS, perfect, save, written

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@pytest.fixture(scope="module")
def batch() -> FormsBatch:
    return load_forms(SAMPLES)


@given(content=st.binary(max_size=200), kind=st.sampled_from([".csv", ".json", ".jsonl"]))
def test_any_bytes_are_a_table_or_refused(content: bytes, kind: str) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"a{kind}"
        file.write_bytes(content)
        try:
            sheet = read_sheet(file)
        except KoukaError:
            return
        assert len(set(sheet.columns)) == len(sheet.columns)
        assert {len(row) for row in sheet.rows} <= {len(sheet.columns)}
        assert len(sheet.lines) == len(sheet.rows)


@given(headers=st.lists(TEXT, max_size=6), cells=st.lists(TEXT, min_size=6, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_draft_says_what_was_guessed_whatever_the_headers_are(
    batch: FormsBatch, headers: list[str], cells: list[str]
) -> None:
    with TemporaryDirectory() as folder:
        rows = [[FILE, "氏名", *headers], ["moving-01.pdf", "髙橋", *cells[: len(headers)]]]
        file = Path(folder) / "a.csv"
        file.write_bytes(written(rows).encode("utf-8"))
        try:
            guesses = guess(batch, read_sheet(file))
        except KoukaError:
            return  # a NUL in a header, or two cells that name a document
        mapping = Path(folder) / "mapping.toml"
        mapping.write_bytes(draft(batch, guesses, head=True).encode("utf-8"))
        read, problems = read_toml(mapping, Mapping)
        assert problems == []
        assert read is not None
        assert read.files == tuple(each.entry for each in guesses)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_and_columns_changes_nothing(batch: FormsBatch, tmp_path: Path, seed: int) -> None:
    rows = perfect(SAMPLES)
    order = random.Random(seed)
    columns = order.sample(range(len(rows[0])), len(rows[0]))
    shuffled = [[row[n] for n in columns] for row in [rows[0], *order.sample(rows[1:], 6)]]
    found = []
    for name, table in (("a.csv", rows), ("b.csv", shuffled)):
        sheet = read_sheet(save(tmp_path / name, table))
        mapping = Mapping(schema=1, files=tuple(each.entry for each in guess(batch, sheet)))
        assert dict(mapping.files[0].fields) == LABELS
        found.append(returned(batch, "ocr-a", mapping, {name: sheet}).cells)
    assert found[0] == found[1]
    assert len(found[0]) == 48
