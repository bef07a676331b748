"""How a run over forms is begun: what its readings depend on, and the record that says so."""

import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from evaluators.mark_types import MARK_TYPES, MARKS_ENGINE
from pipelines import engines
from pipelines.batches.forms import FormsBatch
from pipelines.batches.meetings import MeetingsBatch
from pipelines.contracts.run import BatchRecord, EngineRecord, RunFile
from pipelines.digests import digest
from pipelines.forms import cache
from pipelines.imports import product_of
from pipelines.poppler import poppler_version
from pipelines.runs.store import Run, open_run, written
from pipelines.settings import MARKS_VERSION, Settings, cores

PACKAGES = (
    "kouka",
    "prefect",
    "pytesseract",
    "pdf2image",
    "rapidocr",
    "onnxruntime",
    "opencv-python-headless",
    "pillow",
    "pandas",
)
PIXELS = ("poppler", "opencv-python-headless", "pillow")
"""Whose versions decide what a registered page looks like, beside the scan and the settings."""


def begin_forms(batch: FormsBatch, campaign: str, names: Sequence[str], settings: Settings) -> Run:
    """The unfinished run of the same digest where there is one, else a new one.

    Raises:
        KoukaError: the campaign's name is none, a blank form cannot be read, an engine is not there, or a program that
            reads PDF (code SETUP).
    """
    from pipelines.forms.blanks import check_blanks  # OpenCV takes a while

    poppler = poppler_version()
    check_blanks(batch)
    files = batch.file_digests()
    records = tuple(EngineRecord(name=name, version=_version(batch, name)) for name in names)
    if any(field.type in MARK_TYPES for form in batch.templates.values() for field in form.fields):
        records += (EngineRecord(name=MARKS_ENGINE, version=MARKS_VERSION),)
    packages = {name: version(name) for name in PACKAGES} | {"poppler": poppler}
    made_by = [packages[name] for name in PIXELS]
    parts = [digest(files), [record.model_dump() for record in records], settings.record(), batch.my_numbers, made_by]
    parts.append(cache.VERSION)
    file = RunFile(
        kind="forms",
        batch=batch_record(batch, files),
        files=files,
        documents=batch.documents_digest(),
        engines=records,
        settings=settings.record(),
        packages=packages,
        machine=machine(),
    )
    found = Counter(document.template for document in batch.documents if document.template in batch.templates)
    return open_run(campaign, digest(*parts)[:8], file, [template for template, _n in found.most_common()])


def _version(batch: FormsBatch, engine: str) -> str:
    """Of an engine, or of what a product returned, which is read through before anybody waits for it."""
    if not (product := product_of(engine)):
        return engines.engine_class(engine).version()
    from pipelines.imports import forms as imported

    imported.load(batch, product)
    return imported.version_of(batch, product)


def batch_record(batch: FormsBatch | MeetingsBatch, files: Mapping[str, str]) -> BatchRecord:
    """The batch as it is now.

    Args:
        batch: to be read.
        files: SHA-256 of all that readings depend on, by path below it.
    """
    return BatchRecord(path=written(batch.path), title=batch.file.title, origin=batch.file.origin, digest=digest(files))


def machine() -> dict[str, str | int]:
    """What the run was made on."""
    return {"system": platform.system(), "processor": platform.machine(), "cores": cores()}
