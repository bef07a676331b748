"""A run's fields beside the truth of its batch, and who was to read them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

import pandas as pd

from evaluators.agreement import CONSENSUS_ENGINE
from evaluators.fields import judge_fields, score_fields
from evaluators.frames import READINGS
from evaluators.mark_types import MARK_TYPES, MARKS_ENGINE
from pipelines.batches.forms import FormsBatch
from pipelines.contracts.forms import FieldType
from pipelines.field_types import HIDDEN_TYPES
from pipelines.forms.fields import READ, value_of
from pipelines.runs.changes import check_unchanged
from pipelines.runs.store import Run, batch_of
from pipelines.tables import Row, Table, read_table

Tables = Mapping[str, pd.DataFrame]
TEXT_TYPES = frozenset(get_args(FieldType)) - MARK_TYPES - HIDDEN_TYPES
"""Types that engines of text read. An individual number is blacked out before any engine sees it."""


def scored_of(run: Run, batch: FormsBatch) -> tuple[pd.DataFrame, dict[str, frozenset[str]]]:
    """A run's fields beside the truth of its batch (``frames.SCORED``), and who was to read which types of them."""
    readings = parsed(batch, read_table(run.folder / "readings.csv").rows)
    engines = engines_of(run, batch, readings)
    return scored_beside(batch, readings, engines), engines


def pages_and_fields(run: Run) -> tuple[list[Row], pd.DataFrame]:
    """Pages of a run, and its fields compared with the truth: ``frames.SCORED``.

    Raises:
        KoukaError: the batch has changed since, or is no longer there.
    """
    batch = batch_of(run)
    check_unchanged(run, batch)
    return read_table(run.folder / "pages.csv").rows, scored_of(run, batch)[0]


def engines_of(run: Run, batch: FormsBatch, readings: Sequence[Row]) -> dict[str, frozenset[str]]:
    """Who was to read, in the order of the command, each with the types that it reads."""
    names = dict.fromkeys(record.name for record in run.file.engines)
    names |= dict.fromkeys(sorted({row["engine"] for row in readings} - {CONSENSUS_ENGINE}))
    if any(field.type in MARK_TYPES for template in batch.templates.values() for field in template.fields):
        names[MARKS_ENGINE] = None  # a run without a single row of it has read no mark, which has to be seen
    return {name: MARK_TYPES if name == MARKS_ENGINE else TEXT_TYPES for name in names}


def parsed(batch: FormsBatch, readings: Iterable[Row]) -> list[Row]:
    """Readings with the value that types make of their text today: a type that was mended needs no new run."""
    found = []
    for row in readings:
        field = batch.field_of(row)
        if row["status"] == READ and field and field.type not in HIDDEN_TYPES:
            value, error = value_of(field, row["text"])
            row = row | {"value": value, "error": error}
        found.append(row)
    return found


def scored_beside(batch: FormsBatch, readings: Sequence[Row], engines: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """Readings beside the truth of their batch (``frames.SCORED``), of these engines and the types that each reads."""
    return score_fields(*_beside(batch, frame_of(readings, READINGS.names)), engines)


def judged_beside(batch: FormsBatch, readings: pd.DataFrame, engines: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """The same without counts of characters; readings are ``frames.READINGS`` as texts."""
    return judge_fields(*_beside(batch, readings), engines)


def _beside(
    batch: FormsBatch, readings: pd.DataFrame
) -> tuple[pd.DataFrame, Tables, Tables, pd.DataFrame, Mapping[str, Mapping[str, str]]]:
    """Readings, truth, values, documents and types of fields, as scoring wants them."""
    types = {id: {field.id: field.type for field in template.fields} for id, template in batch.templates.items()}
    numbers = readings.assign(confidence=pd.to_numeric(readings["confidence"]))
    return numbers, _frames(batch.truth), _frames(batch.values), frame_of(batch.document_rows), types


def frame_of(rows: Sequence[Row], columns: list[str] | None = None) -> pd.DataFrame:
    """Rows as a table of texts."""
    return pd.DataFrame(rows, columns=columns, dtype=str)


def _frames(tables: Mapping[str, Table]) -> dict[str, pd.DataFrame]:
    return {template: frame_of(table.rows) for template, table in tables.items()}
