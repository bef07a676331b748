"""Measuring a run against the truth and writing what people see. No engine runs; ``kouka score`` calls just this."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import get_args

import pandas as pd

from dashboards.pages.result import Pair, Result, render
from evaluators.accuracy import accuracy
from evaluators.agreement import CONSENSUS_ENGINE
from evaluators.answers import Answer, answers
from evaluators.calibration import Calibration
from evaluators.calibration_quantities import calibration_quantities
from evaluators.calibrations import calibrations
from evaluators.comparison import compare_engines
from evaluators.confusion_groups import confusion_groups
from evaluators.confusions import confusions
from evaluators.consensus import better_of, consensus
from evaluators.cost.case import Case
from evaluators.cost.options import AI_ALL
from evaluators.cost.outcome import Assessment
from evaluators.error_sources import error_sources
from evaluators.fields import judge_fields, score_fields
from evaluators.frames import PAGES, READINGS, TIMINGS
from evaluators.grade import Origin
from evaluators.keystrokes import DEFAULT
from evaluators.mark_types import MARK_TYPES, MARKS_ENGINE
from evaluators.minutes import timings
from evaluators.policy import Proposal, propose
from evaluators.policy_quantities import policy_quantities
from evaluators.quantity import Quantity
from evaluators.refusal import refusal
from evaluators.saving import Saving
from pipelines import atomic
from pipelines.batches.forms import FormsBatch
from pipelines.cases import remove_others, wrong_fields
from pipelines.contracts.forms import FieldType
from pipelines.cost.case_file import load_case
from pipelines.cost.form_numbers import of_template
from pipelines.cost.of_run import assessed, shown
from pipelines.digests import file_digest
from pipelines.field_types import HIDDEN_TYPES
from pipelines.forms.boxes import boxes
from pipelines.forms.fields import READ, value_of
from pipelines.runs.campaigns import case_file, is_example
from pipelines.runs.changes import check_unchanged
from pipelines.runs.store import Run, batch_of, write_accuracy
from pipelines.tables import Row, Table, read_table, write_table
from pipelines.times import counts_of
from pipelines.times import savings as savings_of
from pipelines.times_of_people import FromPeople, times_of

SEED = 20260401
"""Fixed, so that the same readings give the same bytes."""

RESIDUAL = 0.01
"""Most that may be wrong of what passes unchecked, in the policy that the page speaks of."""

TEXT_TYPES = frozenset(get_args(FieldType)) - MARK_TYPES - HIDDEN_TYPES
"""Types that engines of text read. An individual number is blacked out before any engine sees it."""


@dataclass(frozen=True)
class Measured:
    """What a run amounts to."""

    quantities: tuple[Quantity, ...]
    """All that stand in accuracy.json."""
    best: str
    """The engine with the most fields right; empty where nothing was measured."""
    worked: Mapping[str, pd.DataFrame]
    """By engine, operators a document."""
    savings: Mapping[str, Saving]
    """By engine."""
    by_kind: Mapping[str, Sequence[Saving]]
    """By engine, for each template."""
    assessed: Mapping[str, Assessment]
    """By engine, what it comes to by the case."""
    priced: bool
    """Whether the case speaks of a form that was measured."""
    pairs: tuple[Pair, ...]
    calibrations: tuple[Calibration, ...]
    proposal: Proposal


def score(run: Run, crops: bool = True) -> None:
    """Write accuracy.json, timings-<engine>.csv, index.html and cases/ of a run whose readings are there.

    Pictures that the page needs are there before it, and those of the page before go after it: at no moment does a page
    lack a picture that could be drawn.

    Args:
        run: the run.
        crops: False leaves out what stands in fields, as picture and as text, for a page that leaves the section.
    """
    batch = batch_of(run)
    pages = read_table(run.folder / "pages.csv").rows
    scored, engines = scored_of(run, batch)
    case, file = _case(run)
    # Invented costs may answer for invented forms, not for a city's own.
    invented = case is not None and run.file.batch.origin is Origin.REAL and is_example(file)
    measured = _measured(run.file.batch.origin, batch, scored, pages, engines, None if invented else case, file)
    inputs = batch.label_digests() | ({file.name: file_digest(file)} if case else {})
    people = times_of(run, batch)
    of_people = [quantity for each in people.sources for quantity in each.quantities]
    write_accuracy(run, inputs | people.inputs, (*measured.quantities, *of_people))
    _write_timings(run, measured.worked)
    best = measured.best
    placed = {} if scored.empty else boxes(batch)
    cases = wrong_fields(run, scored, batch.templates) if crops else ()
    result = Result(
        run=run.name,
        title=batch.file.title,
        templates={id: template.title for id, template in batch.templates.items()},
        origin=run.file.batch.origin,
        record=run.file.model_dump(mode="json"),
        engines=tuple(readers_of(engines)),
        quantities=measured.quantities,
        answers=_answers(measured, people),
        best=best,
        assessed=measured.assessed,
        case=case,
        case_file=file.name,
        case_is_example=invented,
        priced=measured.priced,
        keystrokes=DEFAULT,
        pages=tuple(pages),
        labels={(id, field.id): field.label for id, template in batch.templates.items() for field in template.fields},
        confusions=tuple(confusions(scored).to_dict("records")),  # type: ignore[arg-type]
        pairs=measured.pairs,
        groups=tuple(confusion_groups(scored).to_dict("records")),  # type: ignore[arg-type]
        sources=tuple(error_sources(scored, name, placed) for name in readers_of(engines) if not scored.empty),
        comparisons=tuple(compare_engines(scored, readers_of(engines), run.file.batch.origin, SEED)),
        cases=cases,
        left_out=not crops,
        calibrations=measured.calibrations,
        proposal=measured.proposal,
        told=people.saving_with(best),
        people=people.sources,
    )
    atomic.write_text(run.page, render(result))
    remove_others(run, cases)


def _answers(measured: Measured, people: FromPeople) -> tuple[Answer, Answer, Answer]:
    """Of the best engine: by times that a study measured where there are any, else by the model's."""
    timed = people.saving_with(measured.best)
    worth = _worth(measured, measured.best)
    if timed is None:
        return answers(measured.savings.get(measured.best), worth, measured.by_kind.get(measured.best, ()))
    return answers(timed.saving, worth, [*timed.by_kind.values()])


def scored_of(run: Run, batch: FormsBatch) -> tuple[pd.DataFrame, dict[str, frozenset[str]]]:
    """A run's fields beside the truth of its batch (``frames.SCORED``), and who was to read which types of them."""
    readings = parsed(batch, read_table(run.folder / "readings.csv").rows)
    engines = engines_of(run, batch, readings)
    return scored_beside(batch, readings, engines), engines


def readers_of(engines: Iterable[str]) -> list[str]:
    """Those that read text."""
    return [name for name in engines if name != MARKS_ENGINE]


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


Tables = Mapping[str, pd.DataFrame]


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


def _measured(
    origin: Origin,
    batch: FormsBatch,
    scored: pd.DataFrame,
    pages: Sequence[Row],
    engines: Collection[str],
    case: Case | None,
    file: Path,
) -> Measured:
    # As the run recorded it: what was read as a demonstration is not made real by an edit of batch.toml.
    readers = readers_of(engines)
    rates = accuracy(scored, origin, seed=SEED)
    worked = counts_of(batch, scored, readers)
    savings = savings_of(worked, origin, {}, SEED)
    by_template = {
        str(id): savings_of(counts_of(batch, rows, readers), origin, {"template": str(id)}, SEED)
        for id, rows in scored.groupby("template")
    }
    kinds = list(by_template.values())
    priced = of_template(case.forms.template, by_template) if case and case.forms else None
    valued = (
        assessed(case, file, batch, scored[scored["template"] == priced], origin, priced, by_template[priced], SEED)
        if case and priced
        else {}
    )
    pairs = [Pair(*two, better_of(scored, *two)) for two in combinations(readers, 2)]
    agreed = [consensus(scored, pair.first, pair.second, origin) for pair in pairs]
    sure, proposal = calibrations(scored, seed=SEED), propose(scored, RESIDUAL, seed=SEED)
    everything = [
        *rates,
        *(refusal(frame_of(pages, PAGES.names), origin) if not scored.empty else ()),
        *(quantity for found in agreed for quantity in found),
        *calibration_quantities(sure, origin),
        *policy_quantities(proposal, origin),
        *(quantity for each in (savings, *kinds) for found in each.values() for quantity in found.quantities),
        *(quantity for found in valued.values() for quantity in shown(found)),
    ]
    return Measured(
        quantities=tuple(everything),
        best=best_of(rates, readers),
        worked=worked,
        savings=savings,
        by_kind={name: [kind[name] for kind in kinds if name in kind] for name in savings},
        assessed=valued,
        priced=priced is not None,
        pairs=tuple(pair for pair, found in zip(pairs, agreed, strict=True) if found),
        calibrations=tuple(sure),
        proposal=proposal,
    )


def _worth(measured: Measured, engine: str) -> Quantity | None:
    found = measured.assessed.get(engine)
    return found.quantity(AI_ALL, "npv") if found else None


def _case(run: Run) -> tuple[Case | None, Path]:
    """The cost case, and where it is or would be."""
    file = case_file(run.folder.parent)
    return (load_case(file) if file.is_file() else None), file


def ranked(scored: pd.DataFrame, readers: Sequence[str]) -> list[str]:
    """Engines of text by the share of fields that they read right, the best first; of equals as they come."""
    right = scored.groupby("engine")["right_typed"].mean()
    return sorted((name for name in readers if name in right.index), key=lambda name: -float(right[name]))


def best_of(quantities: Sequence[Quantity], readers: Sequence[str]) -> str:
    """The engine with the highest share of fields right; of equals the first."""
    rates = {
        quantity.engine: quantity.value or 0
        for quantity in quantities
        if quantity.metric == "field_accuracy" and quantity.normaliser == "typed" and not quantity.scope
    }
    return max((name for name in readers if name in rates), key=lambda name: rates[name], default="")


def _write_timings(run: Run, worked: Mapping[str, pd.DataFrame]) -> None:
    for engine, counts in worked.items():
        rows = timings(counts).to_dict("records")
        # A colon cannot be part of a file's name where the run may be copied to.
        write_table(run.folder / f"timings-{engine.replace(':', '-')}.csv", rows, TIMINGS)  # type: ignore[arg-type]
