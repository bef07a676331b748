"""What Prefect shows of a run: how far it is, its headline and where its page is. No content, no name of a document.

Prefect's server may be slow or gone. Whatever is told to it is told from a thread that nobody waits for long, and an
error of it is nobody's.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from types import TracebackType
from typing import Self, cast
from uuid import UUID

from prefect.artifacts import (
    create_link_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from dashboards.language import _
from dashboards.pages import metric_words, numbers, words
from evaluators.quantity import Quantity
from pipelines.runs import store
from pipelines.runs.store import Run

PROGRESS, HEADLINE, PAGE = "documents-read", "headline-rates", "result-page"
"""Keys, under which Prefect keeps the artifacts of each run."""
EVERY_SECONDS = 3.0
LAST_SECONDS = 5.0
"""How long the end of the flow waits for a server that does not answer."""
HEADLINES = frozenset(
    {
        *(("field_accuracy", "typed"), ("document_accuracy", "typed"), ("cer", "nfkc")),
        *(("mark_precision", None), ("mark_recall", None), ("refusal_precision", None), ("refusal_recall", None)),
        *(("agreement", None), ("agreed_accuracy", "typed"), ("fallback_accuracy", "typed")),
        *(("cer", "nopunct"), ("cpcer", "nopunct"), ("term_recall", "nopunct")),
    }
)
"""Metric and normaliser of what stands in the table."""


class ProgressArtifact:
    """A bar that shows how much is read, told every few seconds at most; a context manager."""

    def __init__(self, total: float, about: str) -> None:
        self._total, self._about = total, about
        self._done = 0.0
        self._news, self._over = threading.Event(), threading.Event()
        self._news.set()  # that it has begun
        self._id: UUID | None = None
        self._thread = _thread(self._tell_all)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._news.set()
        if error is None:  # who stops a run should not wait for a server
            self._thread.join(LAST_SECONDS)

    def show(self, done: float) -> None:
        """So much is read; returns at once."""
        if done != self._done:
            self._done = done
            self._news.set()

    def _tell_all(self) -> None:
        over = False
        while not over:
            self._news.wait()
            self._news.clear()
            over = self._over.is_set()
            with suppress(Exception):
                self._tell()
            self._over.wait(EVERY_SECONDS)

    def _tell(self) -> None:
        share = 100 * self._done / self._total if self._total else 100.0
        if self._id is None:
            self._id = cast(UUID, create_progress_artifact(share, key=PROGRESS, description=self._about))
        else:
            update_progress_artifact(self._id, share)


def publish(run: Run) -> None:
    """Show the headline of a measured run and where its page is, as far as the server lets us, within seconds."""
    last = _thread(partial(_publish, run))
    last.start()
    last.join(LAST_SECONDS)


def _publish(run: Run) -> None:
    for part in (_headline, _page):
        with suppress(Exception):
            part(run)


def _headline(run: Run) -> None:
    rows = [headline(quantity) for quantity in store.accuracy_of(run).quantities if _is_headline(quantity)]
    if rows:
        create_table_artifact(rows, key=HEADLINE, description=_("How well it was read, over all of the batch"))


def _page(run: Run) -> None:
    create_link_artifact(run.page.as_uri(), _("The page of the result"), key=PAGE, description=str(run.page))


def _is_headline(quantity: Quantity) -> bool:
    named = (quantity.metric, quantity.normaliser) in HEADLINES
    return named and not quantity.scope and quantity.value is not None


def headline(quantity: Quantity) -> dict[str, str | int]:
    """A row of the table: who, what, how often, how sure, out of how many, and how well founded."""
    return {
        _("engine"): quantity.engine or "",
        _("rate"): metric_words.metric_names()[quantity.metric],
        _("value"): numbers.amount(quantity, quantity.value),
        _("interval (95%)"): numbers.interval(quantity),
        _("counts"): numbers.counts(quantity),
        _("sampled"): metric_words.sampled(quantity.n_documents, quantity.method),
        _("grade"): words.grade_names()[quantity.grade],
    }


def _thread(work: Callable[[], object]) -> threading.Thread:
    """A thread that knows the flow run and the language of this one, and keeps no process alive."""
    return threading.Thread(target=copy_context().run, args=(work,), daemon=True)
