"""What a document needs to be read, and the name under which the result is kept: everything that it depends on."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from evaluators.mark_types import MARK_TYPES, MARKS_ENGINE
from pipelines.batches.forms import Document, FormsBatch
from pipelines.contracts.forms import Template
from pipelines.field_types import HIDDEN_TYPES
from pipelines.forms import cache
from pipelines.forms.fields import FieldJob
from pipelines.forms.pages import PageJob
from pipelines.forms.placing import Form
from pipelines.runs.beginning import PIXELS
from pipelines.runs.store import Run
from pipelines.settings import results_folder
from pipelines.tables import Row


def page_job(run: Run, batch: FormsBatch, document: Document) -> PageJob:
    """What is needed to register a document's pages, and where the result is kept."""
    forms = {id: Form(template, batch.blank(id)) for id, template in batch.templates.items()}
    return PageJob(
        document=document.name,
        file=document.file,
        digest=run.digest_of(batch, document.file),
        first_page=document.first_page,
        last_page=document.last_page,
        form=forms.pop(document.template, None),
        others=tuple(forms.values()),
        dpi=int(run.file.settings["dpi"]),
        my_numbers=batch.my_numbers,
        folder=_cache_folder() / "pages" / _page_key(run, batch, document),
        results=results_folder(),
    )


def _page_key(run: Run, batch: FormsBatch, document: Document) -> str:
    of = partial(run.digest_of, batch)
    # A page of no template is laid on every form, another one on those that look like its own.
    templates = [document.template] if document.template in batch.templates else [*batch.templates]
    return cache.key(
        of(document.file),
        document.first_page,
        document.last_page,
        document.template,
        [of(batch.template_folder(template) / "template.toml") for template in templates],
        [of(batch.blank(template)) for template in batch.templates],
        [_shown(template) for template in batch.templates.values()],
        run.file.settings,
        [run.file.packages[name] for name in PIXELS],
        batch.my_numbers,
    )


def _shown(template: Template) -> object:
    """What of a form shows on pages that another one takes: how near it lies to that, and where its boxes are black."""
    hidden = [(field.page, field.box_mm) for field in template.fields if field.type in HIDDEN_TYPES]
    return template.tolerance_mm, hidden


def field_job(run: Run, batch: FormsBatch, document: Document, engine: str, pages: Sequence[Row]) -> FieldJob:
    """What is needed to let an engine read a document, and where the result is kept.

    Args:
        run: which engines, in which versions.
        batch: with the document's template.
        document: to be read.
        engine: one of the run's.
        pages: rows of pages.csv, of this document and others.
    """
    version = next(record.version for record in run.file.engines if record.name == engine)
    key = cache.key(_page_key(run, batch, document), engine, version)
    return FieldJob(
        document=document.name,
        engine=engine,
        pages=tuple(row for row in pages if row["document"] == document.name),
        fields=tuple(
            field
            for field in batch.templates[document.template].fields
            if (field.type in MARK_TYPES) == (engine == MARKS_ENGINE)
        ),
        dpi=int(run.file.settings["dpi"]),
        blank=batch.blank(document.template),
        my_numbers=batch.my_numbers,
        results=results_folder(),
        entry=_cache_folder() / "readings" / f"{key}.csv",
    )


def _cache_folder() -> Path:
    return results_folder() / ".cache"
