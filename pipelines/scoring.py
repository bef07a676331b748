"""Measuring a run against the truth and writing what people see. No engine runs; ``kouka score`` calls just this."""

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboards.pages.result import Result, render
from evaluators.accuracy import accuracy
from evaluators.answers import answers
from evaluators.case import Case
from evaluators.cost import worth
from evaluators.fields import score_fields
from evaluators.frames import TIMINGS
from evaluators.grade import Grade, Source, grade_of
from evaluators.keystrokes import DEFAULT, document_counts, minutes_best, minutes_draws, timings
from evaluators.quantity import Quantity
from evaluators.saving import Saving, saving
from pipelines import atomic
from pipelines.batches.forms import FormsBatch
from pipelines.cases import wrong_fields
from pipelines.contracts.run import AccuracyFile
from pipelines.contracts.toml import load_toml
from pipelines.runs.campaigns import case_file
from pipelines.runs.store import Run, batch_of
from pipelines.tables import Row, Table, read_table, write_table

DRAWS = 20_000
SEED = 20260401
"""Fixed, so that the same readings give the same bytes."""


def score(run: Run) -> None:
    """Write accuracy.json, timings.csv and index.html of a run whose readings are there."""
    batch = batch_of(run)
    pages = read_table(run.folder / "pages.csv").rows
    scored = _scored(run, batch, read_table(run.folder / "readings.csv").rows)
    quantities = accuracy(scored, batch.file.origin, seed=SEED)
    savings = _savings(run, batch, scored)
    case = _case(run)
    worths = {name: worth(case, found, seed=SEED) for name, found in savings.items()} if case else {}
    everything = [
        *quantities,
        *(quantity for found in savings.values() for quantity in found.quantities),
        *(found.net for found in worths.values()),
    ]
    record = AccuracyFile(run=run.file.run, quantities=tuple(everything))
    atomic.write_text(run.folder / "accuracy.json", record.model_dump_json(by_alias=True, indent=1) + "\n")
    best = _best(quantities)
    _write_timings(run, scored, savings)
    result = Result(
        run=run.name,
        title=batch.file.title,
        task="・".join(template.title for template in batch.templates.values()),
        origin=batch.file.origin,
        record=run.file.model_dump(mode="json"),
        quantities=tuple(everything),
        answers=answers(savings.get(best), worths.get(best)),
        best=best,
        worths=worths,
        case=case,
        keystrokes=DEFAULT,
        pages=tuple(pages),
        labels={field.id: field.label for template in batch.templates.values() for field in template.fields},
        cases=wrong_fields(run, scored),
    )
    atomic.write_text(run.page, render(result))


def _scored(run: Run, batch: FormsBatch, readings: Sequence[Row]) -> pd.DataFrame:
    types = {id: {field.id: field.type for field in template.fields} for id, template in batch.templates.items()}
    frame = _frame(readings)
    frame["confidence"] = pd.to_numeric(frame["confidence"])
    return score_fields(
        frame,
        _frames(batch.truth),
        _frames(batch.values),
        _frame(batch.document_rows),
        types,
        [record.name for record in run.file.engines],
    )


def _frame(rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame(rows, dtype=str)


def _frames(tables: Mapping[str, Table]) -> dict[str, pd.DataFrame]:
    return {template: _frame(table.rows) for template, table in tables.items()}


def _savings(run: Run, batch: FormsBatch, scored: pd.DataFrame) -> dict[str, Saving]:
    """By engine: minutes by the keystroke-level model, since nobody has been measured."""
    found = {}
    for record in run.file.engines:
        counts = document_counts(scored, record.name)
        if counts.empty:
            continue
        found[record.name] = saving(
            minutes_draws(counts, DRAWS, SEED),
            minutes_best(counts),
            engine=record.name,
            n_documents=len(counts),
            grades=(grade_of(batch.file.origin, Source.MODELLED), Grade.ASSUMED),
            source=Source.MODELLED,
        )
    return found


def _case(run: Run) -> Case | None:
    file = case_file(run.folder.parent)
    return load_toml(file, Case) if file else None


def _best(quantities: Sequence[Quantity]) -> str:
    """The engine with the highest share of fields right; of equals the first."""
    rates = [
        quantity
        for quantity in quantities
        if quantity.metric == "field_accuracy" and quantity.normaliser == "typed" and not quantity.scope
    ]
    return max(rates, key=lambda quantity: quantity.value or 0).engine or "" if rates else ""


def _write_timings(run: Run, scored: pd.DataFrame, savings: Mapping[str, Saving]) -> None:
    """timings-<engine>.csv: what the model gives for each document."""
    for engine in savings:
        rows = timings(document_counts(scored, engine))
        write_table(run.folder / f"timings-{engine}.csv", rows.to_dict("records"), TIMINGS)  # type: ignore[arg-type]
