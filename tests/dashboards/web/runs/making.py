"""Runs made without engines: what was read is the truth but for what a test says."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import cv2
import numpy as np

from evaluators.accuracy import accuracy
from evaluators.frames import PAGES, READINGS
from pipelines.batches.examine import load_forms
from pipelines.batches.forms import FormsBatch
from pipelines.contracts.run import BatchRecord, EngineRecord, RunFile
from pipelines.runs import store
from pipelines.runs.store import Run
from pipelines.scored import parsed, scored_of
from pipelines.seed import SEED
from pipelines.tables import write_table

ENGINES = ("one", "two")
FIRST = "20260401-090000-0a1b2c3d"
Change = Mapping[tuple[str, str, str], Mapping[str, str]]
"""By document, field and engine, cells of readings.csv that are others than the truth."""


def make_run(
    results: Path, batch: Path, change: Change | None = None, run_id: str = FIRST, *, pages: bool = True
) -> Run:
    """A finished and measured run of a batch, with pictures of its pages unless they are there from another run."""
    loaded = load_forms(batch)
    folder = results / "trial" / run_id
    folder.mkdir(parents=True)
    record = RunFile(
        run=run_id, kind="forms",
        batch=BatchRecord(
            path=store.written(batch), title=loaded.file.title, origin=loaded.file.origin, digest="0" * 64
        ),
        files=loaded.file_digests(), documents=loaded.documents_digest(),
        engines=tuple(EngineRecord(name=engine, version="1") for engine in ENGINES),
        settings={"dpi": 300}, packages={}, machine={},
        started=f"{run_id[:4]}-{run_id[4:6]}-{run_id[6:8]}T09:00:00+09:00", finished="2026-04-01T10:00:00+09:00",
    )  # fmt: skip
    run = Run(folder, record).save(record)
    write_table(folder / "readings.csv", parsed(loaded, _readings(loaded, change or {})), READINGS)
    write_table(folder / "pages.csv", _pages(results, loaded, drawn=pages), PAGES)
    scored, _engines = scored_of(run, loaded)
    store.write_accuracy(run, {}, accuracy(scored, loaded.file.origin, resamples=50, seed=SEED))
    return run


def _readings(batch: FormsBatch, change: Change) -> Iterator[dict[str, str]]:
    truth = {(row["document"], field): row[field] for id, table in batch.truth.items() for row in table.rows
             for field in row if field != "document"}  # fmt: skip
    for document in batch.documents:
        for engine in ENGINES:
            for field in batch.templates[document.template].fields:
                x, y, w, h = (str(edge) for edge in field.box_mm)
                row = dict.fromkeys(READINGS.names, "") | {
                    "document": document.name, "page": "1", "field": field.id, "engine": engine, "status": "read",
                    "text": truth.get((document.name, field.id), ""), "confidence": "0.9",
                    "x": x, "y": y, "w": w, "h": h,
                }  # fmt: skip
                yield row | change.get((document.name, field.id, engine), {})


def _pages(results: Path, batch: FormsBatch, *, drawn: bool) -> Iterator[dict[str, str]]:
    for number, document in enumerate(batch.documents):
        image = results / ".cache" / "pages" / str(number) / "1.png"
        if drawn:
            image.parent.mkdir(parents=True)
            image.write_bytes(cv2.imencode(".png", np.full((1754, 1240), 240, np.uint8))[1].tobytes())
        yield dict.fromkeys(PAGES.names, "") | {
            "document": document.name, "page": "1", "template": document.template, "status": "registered",
            "residual_mm": "0.1", "dpi": "150", "image": image.relative_to(results).as_posix(),
        }  # fmt: skip
