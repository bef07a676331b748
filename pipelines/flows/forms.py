"""The flow that reads a batch of forms and scores it.

Tasks are chunks of documents. They are given the run's directory and a number; what stands on the forms goes from file
to file and never through Prefect.
"""

import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from prefect import flow, task
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import ThreadPoolTaskRunner

from dashboards.language import _
from pipelines import isolation, scoring
from pipelines.batches.examine import load_forms
from pipelines.flows.discretion import discreet
from pipelines.progress import Progress
from pipelines.runs import chunks, store
from pipelines.settings import DEFAULTS, cores


@task(name="register-pages", task_run_name="register-pages-{number}")
def register_pages(folder: str, number: int) -> None:
    """Register the pages of one chunk."""
    with discreet():
        chunks.register_chunk(Path(folder), number)


@task(name="read-fields", task_run_name="read-fields-{number}-{engine}")
def read_fields(folder: str, number: int, engine: str) -> None:
    """Let one engine read one chunk."""
    with discreet():
        chunks.read_chunk(Path(folder), number, engine)


@task(name="score")
def score(folder: str) -> None:
    """Measure what was read against the truth, and write the page."""
    with discreet():
        scoring.score(store.load(Path(folder)))


@flow(name="forms", task_runner=ThreadPoolTaskRunner(max_workers=cores()))
def forms(batch: str, campaign: str = "default", engines: Sequence[str] = ("tesseract", "rapidocr")) -> str:
    """Read a batch of forms with each engine and score it.

    Args:
        batch: directory of the batch.
        campaign: name of the campaign that the run belongs to.
        engines: names of engines.

    Returns:
        The run's directory.
    """
    with discreet():
        run = store.begin(load_forms(Path(batch).absolute()), campaign, engines, DEFAULTS)
        with store.held(run):
            _read(run, engines)
    score(str(run.folder))
    return str(run.folder)


def _read(run: store.Run, engines: Sequence[str]) -> None:
    """Everything up to readings.csv, and the record of it."""
    folder = str(run.folder)
    began = time.monotonic()
    try:
        numbers = range(chunks.chunk_count(chunks.opened(run.folder)[1]))
        pages = [register_pages.submit(folder, number) for number in numbers]
        readings = [
            read_fields.submit(folder, number, engine, wait_for=[pages[number]])
            for number in numbers
            for engine in engines
        ]
        _wait(pages, readings)
    finally:
        isolation.close()
    counts = chunks.collect(run.folder)
    finished = run.file.model_copy(
        update={
            "finished": datetime.now().astimezone().isoformat(timespec="seconds"),
            "counts": counts,
            "seconds": {"read": round(time.monotonic() - began, 3)},
        }
    )
    run.save(finished)
    chunks.remove_parts(run)


def _wait(pages: list[PrefectFuture[None]], readings: list[PrefectFuture[None]]) -> None:
    """Say how far it is while tasks finish; then raise what any of them raised."""
    progress = Progress(_("Reading"), len(pages) + len(readings))
    for future in as_completed([*pages, *readings]):
        future.wait()
        progress.step()
    for future in [*pages, *readings]:
        future.result()
