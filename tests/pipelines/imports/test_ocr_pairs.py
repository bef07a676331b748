"""What two OCR products made of company names on real vouchers, imported and compared on the same items."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest, permutation_test

from evaluators.frames import NO_TEMPLATE
from pipelines import scoring
from pipelines.batches.examine import load_forms
from pipelines.imports import engine_of
from pipelines.imports.keeping import keep
from pipelines.runs.chunks import chunk_count, collect, read_chunk, register_chunk
from pipelines.runs.store import Run
from pipelines.scored import TEXT_TYPES, parsed, scored_beside
from pipelines.tables import read_table, to_csv
from tests.pipelines.conftest import Begin
from tests.real import OCR_PAIRS, needs_ocr_pairs

pytestmark = needs_ocr_pairs

PRODUCTS = {"robota": "val_robota_ocr.json", "vision": "val_vision_ocr.json"}
TEMPLATE = """schema = 1
id = "voucher"
title = "伝票"
paper_mm = [210.0, 297.0]

[[fields]]
id = "company"
label = "会社名"
type = "text"
box_mm = [20.0, 20.0, 100.0, 10.0]
"""


@pytest.fixture
def vouchers(three: Path) -> Path:
    """A batch of the vouchers of which the products returned a name. Their scans are not public, so none is there."""
    pairs = [json.loads(line) for line in (OCR_PAIRS / PRODUCTS["robota"]).read_text("utf-8").splitlines()]
    blank = (three / "templates" / "moving-notice" / "blank.pdf").read_bytes()
    folder = three / "templates" / "voucher"
    folder.mkdir()
    (folder / "template.toml").write_text(TEMPLATE, "utf-8")
    (folder / "blank.pdf").write_bytes(blank + b"\n%")
    names = [f"{pair['id']}.png" for pair in pairs]
    rows = [dict(zip(("document", "file", "first_page", "last_page", "template"), row, strict=True))
            for row in ((name, name, "1", "1", "voucher") for name in names)]  # fmt: skip
    (three / "documents.csv").write_bytes(to_csv(rows, list(rows[0])).encode("utf-8-sig"))
    labels = [{"document": name, "company": pair["tgt"]} for name, pair in zip(names, pairs, strict=True)]
    for kind in ("truth", "values"):
        (three / kind / "moving-notice.csv").unlink()
        (three / kind / "voucher.csv").write_bytes(to_csv(labels, ["document", "company"]).encode("utf-8-sig"))
    return three


@pytest.fixture
def scored(vouchers: Path, begin: Begin, in_process: list[int], monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    """Both products' readings, as the page is made of them: a row a product and voucher."""
    monkeypatch.setenv("KOUKA_CHUNK", "500")
    for product, name in PRODUCTS.items():
        _map(vouchers, product, name)
        kept = keep(load_forms(vouchers), product, [OCR_PAIRS / name], may_guess=False)
        assert kept.returned.documents == 498
    run = begin(vouchers, *map(engine_of, PRODUCTS))
    return _scored(run, vouchers)


def _map(batch: Path, product: str, name: str) -> None:
    """The products call the name ``src``, which is like no label: a person writes which column it is."""
    folder = batch / "imports" / product
    folder.mkdir(parents=True)
    (folder / "mapping.toml").write_text(
        f'schema = 1\n[[files]]\nfile = "{name}"\ntemplate = "voucher"\ndocument = "id"\n'
        'ignored = ["tgt", "correct"]\n[files.fields]\ncompany = "src"\n',
        "utf-8",
    )


def _scored(run: Run, path: Path) -> pd.DataFrame:
    batch = load_forms(path)
    for number in range(chunk_count(batch)):
        register_chunk(run.folder, number)
        for engine in map(engine_of, PRODUCTS):
            read_chunk(run.folder, number, engine)
    counts = collect(run.folder)
    # No scan is there, and no page could be laid on its form: what the products returned stands all the same.
    assert (counts["pages_failed"], counts["readings_read"]) == (498, 996)
    scoring.score(run)
    rows = parsed(batch, read_table(run.folder / "readings.csv").rows)
    engines = {engine_of(product): TEXT_TYPES for product in PRODUCTS}
    frame = scored_beside(batch, rows, engines)
    assert NO_TEMPLATE not in set(frame["template"])
    return frame


def test_the_two_products_are_compared_on_the_same_vouchers(scored: pd.DataFrame) -> None:
    right = scored.pivot(index="document", columns="engine", values="right_raw").astype(int)
    one, other = (right[engine_of(product)].to_numpy() for product in PRODUCTS)
    # As the set itself says under "correct".
    assert Counter(dict(zip(PRODUCTS, (int(one.sum()), int(other.sum())), strict=True))) == Counter(
        robota=490, vision=353
    )
    only_one, only_other = int(((one == 1) & (other == 0)).sum()), int(((one == 0) & (other == 1)).sum())
    assert only_one - only_other == 490 - 353
    exact = binomtest(only_other, only_one + only_other, 0.5)  # McNemar's test, exact
    assert exact.pvalue < 1e-20
    draws = np.random.default_rng(1).integers(0, 498, (2_000, 498))
    low, high = np.quantile((one - other)[draws].mean(axis=1), (0.025, 0.975))
    assert low < (490 - 353) / 498 < high
    assert low > 0.2


def test_the_difference_in_characters_is_no_chance(scored: pd.DataFrame) -> None:
    errors = scored.pivot(index="document", columns="engine", values="raw_errors").astype(int)
    one, other = (errors[engine_of(product)].to_numpy() for product in PRODUCTS)
    assert one.sum() < other.sum()
    found = permutation_test(
        (one, other),
        lambda a, b, axis: (b - a).mean(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=999,
        rng=np.random.default_rng(1),
    )
    assert found.pvalue <= 0.002
