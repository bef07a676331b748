"""Whether a run can be worked with: it is finished, and its batch is still what it has read."""

from collections.abc import Sequence
from pathlib import Path

from dashboards.language import _, counted
from pipelines.batches.forms import FormsBatch
from pipelines.batches.meetings import MeetingsBatch
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.runs.store import Run

PURGED = "purged.json"
"""What ``kouka purge`` leaves in a run whose contents it took away."""
LISTS = ("documents.csv", "recordings.csv")


def check_unchanged(run: Run, batch: FormsBatch | MeetingsBatch) -> None:
    """See that what was read is compared with the truth of the scans and recordings it was made from.

    Conditions in documents.csv may be added and corrected, and truth and values are not looked at here: measuring
    again after such a change is what measuring again is for.

    Raises:
        KoukaError: scans, templates, recordings or their list are others than those that were read.
    """
    now = batch.file_digests()
    changed = [path for path in sorted(now.keys() | run.file.files.keys()) if now.get(path) != run.file.files.get(path)]
    listed = batch.documents_digest() if isinstance(batch, FormsBatch) else batch.recordings_digest()
    if listed == run.file.documents:
        changed = [path for path in changed if path not in LISTS]
    refuse_changed(run, batch.path, changed)


def refuse_changed(run: Run, batch: Path, changed: Sequence[str]) -> None:
    """Say that files of a batch are others than those that were read, if there are any.

    Raises:
        KoukaError: there are; the first one is named.
    """
    if changed:
        raise KoukaError(
            counted(
                "The file is not the one that the run has read.",
                "{n} files are not those that the run has read; this is the first.",
                len(changed),
            ),
            where=Place(batch / changed[0]),
            todo=_("Put it back, or read the batch again: {command}", command=run.again),
        )


def check_finished(run: Run) -> None:
    """Refuse a run that is not finished, or of which only the figures are left.

    Raises:
        KoukaError: it is so.
    """
    if (run.folder / PURGED).is_file():
        raise KoukaError(
            _("What was read was taken away, and the figures alone are kept."),
            where=Place(run.folder),
            todo=_("Read the batch again: {command}", command=run.again),
        )
    if run.file.finished is None:
        raise KoukaError(
            _("The run is not finished."),
            where=Place(run.folder),
            todo=_("The same “kouka run” goes on from there."),
            code=ExitCode.INCOMPLETE,
        )
