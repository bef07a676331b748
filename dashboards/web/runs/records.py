"""Records of runs as pages need them: found by address, and read anew only where they have changed."""

from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from fastapi.exceptions import HTTPException

from evaluators.quantity import Quantity
from pipelines.batches import paths
from pipelines.contracts.forms import Template
from pipelines.contracts.toml import load_toml
from pipelines.errors import KoukaError
from pipelines.runs import store
from pipelines.runs.store import Run
from pipelines.settings import results_folder

KEPT = 256
"""Records of runs in memory: as many as a section may have."""
KEPT_ACCURACY = 16


def run_at(campaign: str, run: str) -> Run:
    """The run of an address, without the digests of its files, of which there may be thousands.

    Raises:
        HTTPException: 404: there is none, or the address leads elsewhere.
        KoukaError: its record cannot be read.
    """
    folder = paths.inside(results_folder(), f"{campaign}/{run}")
    if folder is None or campaign.startswith(".") or "/" in campaign + run:
        raise HTTPException(404)
    file = folder / "run.json"
    if not file.is_file():
        raise HTTPException(404)
    return _loaded(folder, *stamp(file))


@lru_cache(maxsize=KEPT)
def _loaded(folder: Path, *_version: int) -> Run:
    run = store.load(folder)
    return Run(folder, run.file.model_copy(update={"files": {}}))


def stamp(file: Path) -> tuple[int, int, int]:
    """What changes with a file's content; zeros where there is none."""
    try:
        now = file.stat()
    except OSError:
        return 0, 0, 0
    return now.st_mtime_ns, now.st_size, now.st_ino


def all_runs() -> list[Run]:
    """Every run of the user's, newest first, without the digests of their files; unreadable ones are passed over."""
    records = [path for path in results_folder().glob("[!.]*/*/run.json") if path.parents[1].name != store.REFERENCE]
    found = []
    for path in sorted(records, key=lambda path: path.parent.name, reverse=True):
        with suppress(KoukaError):
            found.append(_loaded(path.parent, *stamp(path)))
    return found


def accuracy_of(run: Run) -> tuple[Quantity, ...]:
    """What the run was measured at.

    Raises:
        KoukaError: it was not measured, or by another version.
    """
    return _accuracy(run.folder, *stamp(run.folder / store.ACCURACY))


@lru_cache(maxsize=KEPT_ACCURACY)
def _accuracy(folder: Path, *_version: int) -> tuple[Quantity, ...]:
    return store.accuracy_of(store.load(folder)).quantities


def address_of(run: Run) -> str:
    """Where the app shows a run."""
    return f"/runs/{quote(run.folder.parent.name)}/{quote(run.folder.name)}"


def batch_folder(run: Run) -> Path:
    """Where the batch was when it was read."""
    return results_folder().parent / run.file.batch.path


def templates_of(run: Run) -> dict[str, Template]:
    """The forms of the batch by id, as they are now; none where the batch is no longer there."""
    files = sorted((batch_folder(run) / "templates").glob("*/template.toml"))
    found = [_template(file, *stamp(file)) for file in files]
    return {template.id: template for template in found if template}


@lru_cache(maxsize=KEPT)
def _template(file: Path, *_version: int) -> Template | None:
    try:
        return load_toml(file, Template)
    except KoukaError:
        return None
