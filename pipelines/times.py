"""Minutes of a run's forms by the keystroke-level model, since nobody has been measured."""

from collections.abc import Iterable, Mapping

import pandas as pd

from evaluators.grade import Origin, Source, grade_of
from evaluators.keystrokes import DEFAULT, document_counts
from evaluators.minutes import minutes_best, minutes_draws
from evaluators.saving import Saving, saving
from pipelines.batches.forms import FormsBatch
from pipelines.forms.seen import seen_fields

DRAWS = 20_000


def counts(batch: FormsBatch, scored: pd.DataFrame, engine: str) -> pd.DataFrame:
    """Operators a document, as from ``document_counts``, with the individual numbers and sheets of this batch.

    Every page is taken for a sheet.
    """
    return document_counts(scored, engine, *boxes_and_sheets(batch))


def boxes_and_sheets(batch: FormsBatch) -> tuple[dict[str, int], dict[str, int]]:
    """Boxes for individual numbers by template, and sheets by document."""
    boxes = {id: len(form.fields) - len(seen_fields(form)) for id, form in batch.templates.items()}
    return boxes, {document.name: document.pages for document in batch.documents}


def counts_of(batch: FormsBatch, scored: pd.DataFrame, engines: Iterable[str]) -> dict[str, pd.DataFrame]:
    """The same of several engines, by their name; none for one that read nothing of these forms."""
    found = {engine: counts(batch, scored, engine) for engine in engines}
    return {engine: worked for engine, worked in found.items() if not worked.empty}


def savings(
    worked: Mapping[str, pd.DataFrame], origin: Origin, scope: Mapping[str, str], seed: int
) -> dict[str, Saving]:
    """What each engine saves, by its name.

    Args:
        worked: operators a document, of each engine, as from ``counts_of``.
        origin: of the batch when it was read.
        scope: which forms they are.
        seed: of the draws.
    """
    return {
        engine: saving(
            minutes_draws(counted, DRAWS, seed),
            minutes_best(counted),
            engine=engine,
            n_documents=len(counted),
            grades=(grade_of(origin, Source.MODELLED), *(entry.grade for entry in DEFAULT.inputs.values())),
            source=Source.MODELLED,
            scope=scope,
        )
        for engine, counted in worked.items()
    }
