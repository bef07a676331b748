"""The flow that reads a batch of forms and scores it.

Tasks are chunks of documents. They are given the run's directory and a number; what stands on the forms goes from file
to file and never through Prefect.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue

from prefect import flow, task
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner

from dashboards.language import _
from evaluators.mark_types import MARKS_ENGINE
from pipelines import scoring
from pipelines.batches.examine import load_forms
from pipelines.engines import BUNDLED
from pipelines.flows.artifacts import ProgressArtifact, publish
from pipelines.flows.discretion import discreet
from pipelines.flows.ending import end, since
from pipelines.flows.leaving import staying, working
from pipelines.flows.noting import note_run
from pipelines.progress import Progress
from pipelines.runs import chunks, store
from pipelines.runs.beginning import begin_forms
from pipelines.runs.tally import PLACING, Size, Step, Tally, steps
from pipelines.settings import DEFAULTS, cores

SHOW_SECONDS = 1.0
"""How often a waiting person is told something new."""

Tasks = dict[PrefectFuture[None], Step]


@task(name="register-pages", task_run_name="register-pages-{number}")
def register_pages(folder: str, number: int) -> None:
    """Register the pages of one chunk."""
    with working():
        chunks.register_chunk(Path(folder), number)


@task(name="read-fields", task_run_name="read-fields-{number}-{engine}")
def read_fields(folder: str, number: int, engine: str) -> None:
    """Let one engine read one chunk."""
    with working():
        chunks.read_chunk(Path(folder), number, engine)


@task(name="score", task_run_name="score")
def score(folder: str, crops: bool = True) -> None:
    """Measure what was read against the truth, and write the page, with pictures of fields or without."""
    with discreet():
        scoring.score(store.load(Path(folder)), crops)


@flow(name="forms", task_runner=ThreadPoolTaskRunner(max_workers=cores()))  # type: ignore[arg-type]  # as Prefect's own
def forms(batch: str, campaign: str = "default", engines: Sequence[str] = BUNDLED, crops: bool = True) -> str:
    """Read a batch of forms with each engine and score it.

    Args:
        batch: directory of the batch.
        campaign: name of the campaign that the run belongs to.
        engines: names of engines.
        crops: whether the page shows pictures of fields.

    Returns:
        The run's directory.
    """
    with discreet():
        note_run(batch, campaign, engines, crops)
        run = begin_forms(load_forms(Path(batch).absolute()), campaign, engines, DEFAULTS)
        with store.held(run):
            began = time.monotonic()
            counts = _read(run.folder, [record.name for record in run.file.engines])
            end(run, counts, {"read": since(began)}, partial(score, str(run.folder), crops))
        publish(run)
    return str(run.folder)


def _read(run: Path, engines: Sequence[str]) -> dict[str, int]:
    """Everything up to readings.csv, and what was counted in it."""
    chunks.opened.cache_clear()  # a run that goes on in the same process may find its batch elsewhere
    with staying():
        sizes = chunks.sizes(run)
        _wait(_submitted(run, steps(len(sizes), engines, ahead=cores())), sizes)
    return chunks.collect(run)


def _submitted(run: Path, order: Sequence[Step]) -> Tasks:
    placing: dict[int, PrefectFuture[None]] = {}
    tasks: Tasks = {}
    for step in order:
        if step.what == PLACING:
            future = placing[step.chunk] = register_pages.submit(str(run), step.chunk)
        else:
            wait_for = [placing[step.chunk]]
            future = read_fields.submit(str(run), step.chunk, step.what, wait_for=wait_for, return_state=False)
        tasks[future] = step
    return tasks


def _wait(tasks: Tasks, sizes: Sequence[Size]) -> None:
    """Say how far it is while tasks end; then raise what any of them raised."""
    tally = Tally(sizes, list(tasks.values()))
    total, fresh = sum(size.documents for size in sizes), sum(size.fresh for size in sizes)
    ended: SimpleQueue[PrefectFuture[None]] = SimpleQueue()
    for future in tasks:
        future.add_done_callback(ended.put)
    with Progress(total, fresh) as progress, ProgressArtifact(total, _("Documents read, of {n}", n=total)) as artifact:
        while tally.waiting:
            progress.show(tally.done, tally.fresh_done, [_in_words(what) for what in tally.in_hand(cores())])
            artifact.show(tally.done)
            with suppress(Empty):
                future = ended.get(timeout=SHOW_SECONDS)
                future.wait()
                tally.end(tasks[future], well=future.state.is_completed())
        artifact.show(tally.done)
        progress.end(tally.done)
    for future in tasks:
        future.result()


def _in_words(what: str) -> str:
    return {PLACING: _("page alignment"), MARKS_ENGINE: _("marks")}.get(what, what)
