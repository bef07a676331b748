"""Taking contents away. Files are unlinked, not overwritten: what a disk still holds is for the disk's encryption."""

import json
import math
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from dashboards.web import by_command
from dashboards.web.purging.selecting import Contents
from pipelines import atomic
from pipelines.errors import KoukaError
from pipelines.runs import store
from pipelines.runs.changes import PURGED, check_unchanged
from pipelines.runs.overview import write_overview
from pipelines.runs.store import Run


def take_away(contents: Contents, now: datetime) -> None:
    """Take the files away; of a run, a page without contents is left where one can still be made.

    Raises:
        KoukaError: another process works on the run.
    """
    if contents.run is None:
        _unlink(contents.files)
        return
    run = contents.run
    with store.held(run):
        page = _page_without_contents(run)
        _unlink(tuple(file for file in contents.files if not (page and file == run.page)))
        said = {"at": now.isoformat(timespec="seconds"), "by": by_command.who(), "files": len(contents.files)}
        atomic.write_text(run.folder / PURGED, json.dumps(said, indent=1) + "\n")
    write_overview(run.folder.parent)


def _page_without_contents(run: Run) -> bool:
    """Write the page anew without what was read, where the figures come out as they were; whether it is there."""
    accuracy = run.folder / store.ACCURACY
    before = accuracy.read_bytes() if accuracy.is_file() else b""
    same = False
    with suppress(KoukaError, ValueError):
        if run.file.finished is not None and before:
            _measure(run)
            same = _alike(json.loads(accuracy.read_bytes()), json.loads(before))
    if before:
        atomic.write_bytes(accuracy, before)
    return same


def _alike(found: object, before: object) -> bool:
    """Whether two files of JSON say the same, but for the last digits of a number.

    Those are a processor's own: OpenBLAS adds up in another order on each kind, as for Haswell and SkylakeX, and a run
    may be purged on another machine than measured it.
    """
    if isinstance(found, dict) and isinstance(before, dict):
        return found.keys() == before.keys() and all(_alike(found[key], before[key]) for key in found)
    if isinstance(found, list) and isinstance(before, list):
        return len(found) == len(before) and all(_alike(*both) for both in zip(found, before, strict=True))
    if isinstance(found, float) and isinstance(before, float):
        return math.isclose(found, before, rel_tol=1e-9, abs_tol=1e-12)
    return found == before


def _measure(run: Run) -> None:
    if run.file.kind == "meetings":
        from pipelines.meetings import scoring as of_meetings

        check_unchanged(run, store.meetings_of(run))
        of_meetings.score(run, shown=False)
    else:
        from pipelines import scoring

        check_unchanged(run, store.batch_of(run))
        scoring.score(run, crops=False)


def _unlink(files: tuple[Path, ...]) -> None:
    for file in files:
        file.unlink(missing_ok=True)
    for folder in sorted({file.parent for file in files}, key=lambda each: len(each.parts), reverse=True):
        with suppress(OSError):  # something is left in it
            folder.rmdir()
