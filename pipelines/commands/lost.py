"""What could not be read, said at the end of a run: each page with its file, why, and what to do."""

from collections.abc import Iterable, Iterator, Mapping

from dashboards.language import _
from dashboards.pages.reason_words import reason as reason_of
from evaluators.frames import NO_TEMPLATE
from pipelines.batches.forms import FormsBatch
from pipelines.errors import Place, Problem
from pipelines.forms.refusal import Reason
from pipelines.limits import LIMITS
from pipelines.tables import Row


def lost_pages(batch: FormsBatch, rows: Iterable[Row]) -> Iterator[Problem]:
    """Pages that were not registered, though they belong to a form.

    Args:
        batch: what was read.
        rows: of the run's pages.csv.
    """
    documents = {document.name: document for document in batch.documents}
    todos = _todos()
    for row in rows:
        document = documents.get(row["document"])
        if document is None or row["template"] == NO_TEMPLATE or row["status"] == "registered":
            continue
        page = document.first_page + int(row["page"]) - 1
        what = _("Page {page} was not read: {reason}.", page=page, reason=reason_of(row["reason"]))
        yield Problem(what, Place(document.file), todos.get(row["reason"]))


def _todos() -> Mapping[str, str]:
    again = _("Scan it again, or take its rows out of documents.csv.")
    return {
        Reason.MISSING: again,
        Reason.EMPTY: again,
        Reason.BROKEN: again,
        Reason.ENCRYPTED: _("Save it without a password."),
        Reason.TOO_LARGE: _("Scan it at 300 dpi, at the size of its paper."),
        Reason.TOO_MANY_PAGES: _("Split it into files of at most {limit} pages.", limit=LIMITS.pages_per_file),
        Reason.NO_SUCH_PAGE: _("Correct first_page and last_page in documents.csv."),
        Reason.TIMEOUT: _("Give the same command again; where it stays so, scan it again."),
        Reason.CHANGED: _("Give the same command again, and leave the scans alone until it has ended."),
        Reason.CRASHED: _("Give the same command again; where it stays so, scan it again."),
        Reason.WRONG_FORM: _(
            "See that documents.csv names its form, or - for none; a page that is hard to see, scan again."
        ),
    }
