"""Whether a batch is still what a run has read."""

from dashboards.language import _, counted
from pipelines.batches.forms import FormsBatch
from pipelines.errors import KoukaError, Place
from pipelines.runs.store import Run

LIST = "documents.csv"


def check_unchanged(run: Run, batch: FormsBatch) -> None:
    """See that readings are compared with the truth of the scans they were made from.

    Conditions in documents.csv may be added and corrected, and truth and values are not looked at here: measuring
    again after such a change is what measuring again is for.

    Raises:
        KoukaError: scans, templates or the list of documents are others than those that were read.
    """
    now = batch.file_digests()
    changed = [path for path in sorted(now.keys() | run.file.files.keys()) if now.get(path) != run.file.files.get(path)]
    if LIST in changed and batch.documents_digest() == run.file.documents:
        changed.remove(LIST)
    if changed:
        raise KoukaError(
            counted(
                "The file is not the one that the run has read.",
                "{n} files are not those that the run has read; this is the first.",
                len(changed),
            ),
            where=Place(batch.path / changed[0]),
            todo=_("Put it back, or read the batch again: {command}", command=run.again),
        )
