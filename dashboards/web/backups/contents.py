"""What of the results a backup holds."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboards.web.settings import SQLITE
from pipelines.runs import store
from pipelines.settings import results_folder

RESULTS = "results"
"""The folder of the archive in which they are."""
PASSING = (".tmp", ".lock", "-wal", "-shm", "-journal")
"""Endings of what comes and goes."""


@dataclass(frozen=True)
class Found:
    """A file below the results."""

    path: Path
    name: str
    """In the archive."""
    plain: bool
    """A file with content of its own; a link or a device is left out and named."""


def files() -> Iterator[Found]:
    """Everything but what can be made anew, what is being written, and the database, which is copied otherwise.

    Folders whose name begins with a dot are of that kind: what was read and is kept by content (``.cache``), Prefect's
    record (``.prefect``) and what the app was started with (``.web``).
    """
    home = results_folder()
    for folder, folders, names in os.walk(home):
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in links)
        for name in sorted([*names, *links]):
            path = here / name
            if not (name.endswith(PASSING) or (here == home and name == SQLITE)):
                yield Found(path, f"{RESULTS}/{path.relative_to(home).as_posix()}", _is_plain(path))


def _is_plain(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def batches() -> tuple[str, ...]:
    """Folders that runs were read from, as run.json names them."""
    runs = (run for folder in results_folder().glob("[!.]*") if folder.is_dir() for run in store.runs_of(folder))
    return tuple(sorted({run.file.batch.path for run in runs}))
