"""The sound of meetings in an export: each recording once, whichever runs heard it, called by a number."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from dashboards.language import counted
from dashboards.pages import numbers
from pipelines.batches import paths
from pipelines.batches.recordings import FOLDER as RECORDINGS

FOLDER = "sounds"


@dataclass
class Sounds:
    """The recordings that were taken along."""

    folder: Path
    """Of the export."""
    size: int = 0
    """Bytes, of all of them."""
    _taken: dict[Path, str] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._taken)

    @property
    def said(self) -> str:
        """How many there are and how large, for people."""
        return counted(
            "The sound of meetings is in it: {n} file, {size} MB.",
            "The sound of meetings is in it: {n} files, {size} MB.",
            len(self),
            size=numbers.number(self.size / 1e6, 1),
        )

    def take(self, batch: Path, file: str) -> str | None:
        """Where a recording of a batch lies from the folder of the export, in which it is now; None if it is gone.

        Args:
            batch: its folder.
            file: below its recordings.
        """
        found = paths.inside(batch / RECORDINGS, file)
        if found is None or not found.is_file():
            return None
        if found not in self._taken:
            name = f"{FOLDER}/{len(self._taken) + 1}{found.suffix.lower()}"
            (self.folder / FOLDER).mkdir(exist_ok=True)
            shutil.copyfile(found, self.folder / name)
            self.size += found.stat().st_size
            self._taken[found] = name
        return self._taken[found]
