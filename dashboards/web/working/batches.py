"""The batches that can be run from the app: those below folders that were named on the machine, never in a browser."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dashboards
from pipelines.batches.batch_file import Kind
from pipelines.contracts.forms import BatchFile
from pipelines.contracts.toml import read_toml
from pipelines.settings import results_folder

BATCHES = "KOUKA_BATCHES"
"""Folders with batches in them, with colons between; else those in which kouka was started and that it came with."""
BATCH_FILE = "batch.toml"
DEEPEST = 3
MOST_FOLDERS = 5000
"""That are looked into: somebody may start kouka at the root of a file share."""


@dataclass(frozen=True)
class Found:
    """A batch."""

    path: Path
    title: str
    kind: Kind

    @property
    def key(self) -> str:
        """What a browser calls it."""
        return hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]


def found_batches() -> list[Found]:
    """All of them, each once, by title."""
    found = {}
    for root in _roots():
        for folder in _with_batch(root):
            file, _problems = read_toml(folder / BATCH_FILE, BatchFile)
            if file is not None:
                found[folder.resolve()] = Found(folder.resolve(), file.title, file.kind)
    return sorted(found.values(), key=lambda each: (each.title, each.path))


def batch_called(key: str) -> Found | None:
    """The batch that a browser calls so."""
    return next((each for each in found_batches() if each.key == key), None)


def _roots() -> list[Path]:
    named = os.environ.get(BATCHES)
    if named:
        return [Path(folder).absolute() for folder in named.split(os.pathsep) if folder]
    return [results_folder().parent, Path(dashboards.__file__).parents[1] / "samples"]


def _with_batch(root: Path) -> Iterator[Path]:
    """Folders at or below one that hold a batch; what is inside of a batch belongs to it."""
    waiting, seen = [(root, 0)], 0
    while waiting and seen < MOST_FOLDERS:
        folder, depth = waiting.pop(0)
        seen += 1
        if (folder / BATCH_FILE).is_file():
            yield folder
        elif depth < DEEPEST:
            waiting += [(below, depth + 1) for below in _folders(folder)]


def _folders(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            named = [
                entry.path
                for entry in entries
                if entry.is_dir(follow_symlinks=False) and not entry.name.startswith((".", "_"))
            ]
    except OSError:  # not ours to read
        return []
    return sorted(path for path in map(Path, named) if path != results_folder())
