"""The index of a run, made anew whenever anything has changed that stands in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import Request

from dashboards.language import _
from dashboards.web.index.asking import Index, opened
from dashboards.web.index.schema import VERSION
from dashboards.web.prepared.waiting import FOLDER, prepared
from dashboards.web.runs.records import batch_folder, stamp
from pipelines.digests import digest
from pipelines.errors import ExitCode, KoukaError
from pipelines.runs.changes import check_finished
from pipelines.runs.store import Run
from pipelines.settings import results_folder

PART = 12
"""Digits of each half of a key: of the run, and of its batch."""


@contextmanager
def index_of(request: Request, run: Run) -> Iterator[Index]:
    """The index of a run over forms, open for reading.

    Where the batch is no longer there, the one that was made while it was is taken.

    Raises:
        NotYet: it is being made.
        KoukaError: the run is of meetings or not finished, or the batch is no longer there and no index was made.
    """
    if run.file.kind != "forms":
        raise KoukaError(_("This is a run of meetings; it has no fields."), code=ExitCode.USAGE)
    check_finished(run)
    name, own, labels = key_of(run)
    if not batch_folder(run).is_dir():
        folder = results_folder() / FOLDER / "index"
        before = next((file for file in folder.glob("*") if file.name.startswith(f"{name}-{own}")), None)
        if before is not None:
            with opened(before) as index:
                yield index
            return
    with opened(prepared(request, "index", name, own + labels, run.name)) as index:
        yield index


def key_of(run: Run) -> tuple[str, str, str]:
    """The name of an index, and both halves of its key."""
    files = ("run.json", "readings.csv", "pages.csv")
    own = digest(VERSION, [stamp(run.folder / file) for file in files])[:PART]
    return run.name.replace("/", "+"), own, labels_key(run)


def labels_key(run: Run) -> str:
    """Digest of what is true of the batch and how its forms look, by when files were written."""
    batch = batch_folder(run)
    patterns = ("batch.toml", "documents.csv", "truth/*.csv", "values/*.csv", "templates/*/template.toml")
    files = sorted(file for pattern in patterns for file in batch.glob(pattern))
    return digest([[file.relative_to(batch).as_posix(), stamp(file)] for file in files])[:PART]
