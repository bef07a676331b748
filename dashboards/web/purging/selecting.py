"""What of the results holds contents of forms and meetings, and is older than a day or of a campaign."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dashboards.web.prepared.waiting import FOLDER as PREPARED
from dashboards.web.working.process import is_locked
from pipelines.runs import store
from pipelines.runs.changes import PURGED
from pipelines.runs.store import Run
from pipelines.settings import results_folder

KEPT = ("run.json", "accuracy.json", "pages.csv", "tracks.csv", PURGED, ".lock")
"""Figures, and what was read by which version. Whatever else a run holds may say what stands on forms."""
KEPT_TIMES = "timings-*.csv"
CACHE = ".cache"


@dataclass(frozen=True)
class Contents:
    """What would be taken away of a run, or of what is kept by content."""

    files: tuple[Path, ...]
    run: Run | None = None

    @property
    def bytes(self) -> int:
        """All together."""
        return sum(file.lstat().st_size for file in self.files)


def of_runs(campaign: Path | None, before: datetime | None) -> Iterator[Contents]:
    """Runs that still hold contents.

    Args:
        campaign: of this one only; None: of all but the one that comes with kouka.
        before: that were finished before, or begun where they never were; None: all.
    """
    for run in store.all_runs() if campaign is None else store.runs_of(campaign):
        ended = datetime.fromisoformat(run.file.finished or run.file.started)
        if before is None or ended < before:
            times = {*run.folder.glob(KEPT_TIMES)}
            files = tuple(
                file
                for file in sorted(run.folder.rglob("*"))
                if not (file.is_dir() and not file.is_symlink()) and file.name not in KEPT and file not in times
            )
            if files and not _is_purged(run, files):
                yield Contents(files, run)


def _is_purged(run: Run, files: tuple[Path, ...]) -> bool:
    """Only a page without contents, made when the others went, is left."""
    return (run.folder / PURGED).is_file() and files == (run.page,)


def of_cache(before: datetime | None, of_runs_too: bool = False) -> Contents:
    """What is kept by content. It belongs to no campaign, and is made anew where it is needed.

    Args:
        before: that was written before; None: all.
        of_runs_too: what was made for pages of the app as well, however young: a page that was looked at yesterday
            has copied what an old run read.
    """
    home = results_folder() / CACHE
    files = (file for file in sorted(home.rglob("*")) if file.is_symlink() or file.is_file())
    made = results_folder() / PREPARED
    return Contents(
        tuple(
            file
            for file in files
            if before is None or _changed(file) < before or (of_runs_too and file.is_relative_to(made))
        )
    )


def _changed(file: Path) -> datetime:
    return datetime.fromtimestamp(file.lstat().st_mtime).astimezone()


def at_work() -> list[str]:
    """Runs that a process holds now."""
    return [f"{lock.parents[1].name}/{lock.parent.name}" for lock in results_folder().glob("[!.]*/*/.lock")
            if is_locked(lock)]  # fmt: skip
