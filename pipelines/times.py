"""Minutes of a run's forms by the keystroke-level model, since nobody has been measured."""

from collections.abc import Mapping, Sequence

import pandas as pd

from evaluators.grade import Origin, Source, grade_of
from evaluators.keystrokes import DEFAULT, document_counts
from evaluators.minutes import minutes_best, minutes_draws, timings
from evaluators.saving import Saving, saving
from pipelines.batches.forms import FormsBatch
from pipelines.field_types import HIDDEN_TYPES

DRAWS = 20_000


def counts(batch: FormsBatch, scored: pd.DataFrame, engine: str) -> pd.DataFrame:
    """Operators a document, as from ``document_counts``, with the individual numbers and sheets of this batch.

    Every page is taken for a sheet.
    """
    numbers = {
        id: sum(field.type in HIDDEN_TYPES for field in template.fields) for id, template in batch.templates.items()
    }
    return document_counts(scored, engine, numbers, {document.name: document.pages for document in batch.documents})


def savings(
    batch: FormsBatch, origin: Origin, scored: pd.DataFrame, engines: Sequence[str], scope: Mapping[str, str], seed: int
) -> dict[str, Saving]:
    """What each engine saves, by its name; none for one that read nothing.

    Args:
        batch: whose forms they are.
        origin: of the batch when it was read.
        scored: ``frames.SCORED`` of all forms, or of those within the scope.
        engines: of text.
        scope: which forms they are.
        seed: of the draws.
    """
    found = {}
    for engine in engines:
        worked = counts(batch, scored, engine)
        if worked.empty:
            continue
        found[engine] = saving(
            minutes_draws(worked, DRAWS, seed),
            minutes_best(worked),
            engine=engine,
            n_documents=len(worked),
            grades=(grade_of(origin, Source.MODELLED), *(entry.grade for entry in DEFAULT.inputs.values())),
            source=Source.MODELLED,
            scope=scope,
        )
    return found


def timings_of(batch: FormsBatch, scored: pd.DataFrame, engine: str) -> pd.DataFrame:
    """Rows of ``timings-<engine>.csv``: what the model gives for each document."""
    return timings(counts(batch, scored, engine))
