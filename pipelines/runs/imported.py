"""What an outside product read, as rows of readings.csv like those of any engine."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from dashboards.language import _
from pipelines.batches.forms import Document, FormsBatch
from pipelines.errors import KoukaError, Place
from pipelines.forms.fields import reading_of
from pipelines.imports import folder_of, product_of
from pipelines.imports.forms import Returned, load, version_of
from pipelines.runs import store
from pipelines.runs.jobs import field_job
from pipelines.runs.store import Run, batch_of
from pipelines.tables import Row


def imported_rows(run: Run, batch: FormsBatch, documents: Sequence[Document], engine: str) -> Iterator[Row]:
    """A row for every field of the documents that engines of text read.

    What the product read stands by itself: whether we could lay the page on its form does not matter to it. A field
    for which it returned nothing is failed.

    Raises:
        KoukaError: what it returned has changed since the run began.
    """
    version = next(record.version for record in run.file.engines if record.name == engine)
    returned = _returned(run.folder, product_of(engine), version)
    for document in documents:
        job = field_job(run, batch, document, engine, ())
        for field in job.fields:
            yield reading_of(job, field, returned.answer(document.name, document.template, field.id))


@lru_cache(maxsize=4)
def _returned(folder: Path, product: str, version: str) -> Returned:
    """What a product returned, as it was when the run began; read once a process."""
    batch = batch_of(store.load(folder))
    returned = load(batch, product)
    if version_of(batch, product) != version:
        raise KoukaError(
            _("What “{product}” returned has changed since the run began.", product=product),
            where=Place(folder_of(batch.path, product)),
            todo=_("The same command begins anew."),
        )
    return returned
