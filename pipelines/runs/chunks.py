"""A run in chunks of documents: what a task does, given nothing but the run's directory and a number.

A finished chunk is a file below ``parts/``; it is written last, so its presence is the acknowledgement. What the run
says of itself is counted in these files, never asked of Prefect.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from evaluators.agreement import CONSENSUS_ENGINE
from evaluators.frames import NO_TEMPLATE, PAGES, READINGS
from evaluators.mark_types import MARKS_ENGINE
from pipelines.batches.forms import Document, FormsBatch
from pipelines.forms.fields import FieldJob, failed_rows, kept_readings, read_documents
from pipelines.forms.pages import PageJob, images_are_whole, kept_pages, register_documents, unreadable_rows
from pipelines.forms.refusal import Reason
from pipelines.imports import product_of
from pipelines.isolation import TIMEOUT, Outcome, isolated
from pipelines.limits import LIMITS
from pipelines.runs.full_disk import stop_at_full_disk
from pipelines.runs.imported import imported_rows
from pipelines.runs.jobs import field_job, page_job
from pipelines.runs.proposals import proposals
from pipelines.runs.store import Run, batch_of, load
from pipelines.runs.tally import Size
from pipelines.settings import chunk_documents, results_folder
from pipelines.tables import Row, read_table, write_table


@lru_cache(maxsize=4)
def opened(folder: Path) -> tuple[Run, FormsBatch]:
    """The run and its batch; read once a process."""
    run = load(folder)
    return run, batch_of(run)


def chunk_count(batch: FormsBatch) -> int:
    """How many chunks the batch has."""
    return -(-len(batch.documents) // _size(batch))


def _size(batch: FormsBatch) -> int:
    return chunk_documents(len(batch.documents))


def _chunk(batch: FormsBatch, number: int) -> tuple[Document, ...]:
    size = _size(batch)
    return batch.documents[number * size : (number + 1) * size]


def pages_part(run: Run, number: int) -> Path:
    """The file that says that the pages of a chunk are done."""
    return run.parts / f"pages-{_name(run, number)}.csv"


def readings_part(run: Run, number: int, engine: str) -> Path:
    """The file that says that an engine has read a chunk."""
    return run.parts / f"readings-{_name(run, number)}-{engine}.csv"


def _name(run: Run, number: int) -> str:
    # With the size: a run that goes on with chunks of another one must not take their parts for its own.
    return f"{number:05d}x{_size(opened(run.folder)[1])}"


def register_chunk(folder: Path, number: int) -> None:
    """Register the pages of a chunk's documents."""
    run, batch = opened(folder)
    part = pages_part(run, number)
    if part.exists() and images_are_whole(read_table(part).rows, results_folder()):
        return
    jobs = [page_job(run, batch, document) for document in _chunk(batch, number)]
    kept = {job.document: kept_pages(job) for job in jobs}
    todo = [job for job in jobs if kept[job.document] is None]
    outcomes = isolated(
        register_documents,
        todo,
        start_seconds=LIMITS.engine_start_seconds,
        item_seconds=LIMITS.page_seconds * max((job.pages for job in todo), default=0),
    )
    stop_at_full_disk(outcomes)
    made = {job.document: _page_rows(job, outcome) for job, outcome in zip(todo, outcomes, strict=True)}
    write_table(part, [row for job in jobs for row in kept[job.document] or made[job.document]], PAGES)


def _page_rows(job: PageJob, outcome: Outcome[list[Row]]) -> list[Row]:
    if outcome.result is not None:
        return outcome.result
    return unreadable_rows(job, Reason.TIMEOUT if outcome.failure == TIMEOUT else Reason.CRASHED)


def read_chunk(folder: Path, number: int, engine: str) -> None:
    """Let one engine read the fields of a chunk's documents, whose pages are registered."""
    run, batch = opened(folder)
    part = readings_part(run, number, engine)
    if part.exists():
        return
    documents = [document for document in _chunk(batch, number) if document.template != NO_TEMPLATE]
    if product_of(engine):
        write_table(part, imported_rows(run, batch, documents, engine), READINGS)
        return
    pages = read_table(pages_part(run, number)).rows
    jobs = [field_job(run, batch, document, engine, pages) for document in documents]
    jobs = [job for job in jobs if job.fields]
    kept = {job.document: kept_readings(job) for job in jobs}
    todo = [job for job in jobs if kept[job.document] is None]
    outcomes = isolated(
        read_documents,
        todo,
        start_seconds=LIMITS.engine_start_seconds,
        item_seconds=LIMITS.crop_seconds * max((len(job.fields) for job in todo), default=0),
    )
    stop_at_full_disk(outcomes)
    made = {job.document: _field_rows(job, outcome) for job, outcome in zip(todo, outcomes, strict=True)}
    write_table(part, [row for job in jobs for row in kept[job.document] or made[job.document]], READINGS)


def _field_rows(job: FieldJob, outcome: Outcome[list[Row]]) -> list[Row]:
    return outcome.result if outcome.result is not None else failed_rows(job, outcome.failure)


def sizes(folder: Path) -> list[Size]:
    """Of each chunk how many documents it has, and of how many something is still to be read.

    What is there is not opened: this is for saying how long it will take.
    """
    run, batch = opened(folder)
    found = []
    for number in range(chunk_count(batch)):
        documents = _chunk(batch, number)
        found.append(Size(len(documents), sum(not _is_kept(run, batch, number, document) for document in documents)))
    return found


def _is_kept(run: Run, batch: FormsBatch, number: int, document: Document) -> bool:
    readers = [record.name for record in run.file.engines if not product_of(record.name)]
    if document.template == NO_TEMPLATE or not readers:
        return pages_part(run, number).exists() or page_job(run, batch, document).entry.exists()
    return all(
        readings_part(run, number, engine).exists() or _is_read(field_job(run, batch, document, engine, ()))
        for engine in readers
    )


def _is_read(job: FieldJob) -> bool:
    return not job.fields or job.entry.exists()


def collect(folder: Path) -> dict[str, int]:
    """Put the parts together into pages.csv and readings.csv, in the order of documents.csv, engine and field.

    Where several engines read text, what they propose together stands after them, as engine ``consensus``.

    Returns:
        Counts of documents, of pages and readings by status, counted in these rows; pages that belong to no template
        apart, as foreign, and what is proposed apart, as consensus.
    """
    run, batch = opened(folder)
    chunks = range(chunk_count(batch))
    engines = [record.name for record in run.file.engines]
    pages = [row for number in chunks for row in read_table(pages_part(run, number)).rows]
    readings = [
        row for number in chunks for engine in engines for row in read_table(readings_part(run, number, engine)).rows
    ]
    proposed = proposals((row for row in readings if row["engine"] != MARKS_ENGINE), batch.type_of)
    order = {document.name: place for place, document in enumerate(batch.documents)}
    # Stable: the fields of a document keep the order of the template, its engines that of the command.
    rows = sorted([*readings, *proposed], key=lambda row: order[row["document"]])
    write_table(run.folder / "pages.csv", pages, PAGES)
    write_table(run.folder / "readings.csv", rows, READINGS)
    foreign = [row for row in pages if row["template"] == NO_TEMPLATE]
    own = [row for row in pages if row["template"] != NO_TEMPLATE]
    counts = {"documents": len(order)} | _counts(own, "pages") | _counts(foreign, "foreign")
    return counts | _counts(readings, "readings") | _counts(proposed, CONSENSUS_ENGINE)


def _counts(rows: Sequence[Row], name: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        status = f"{name}_{row['status']}"
        counts[status] = counts.get(status, 0) + 1
    return counts
