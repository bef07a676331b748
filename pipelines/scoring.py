"""Measuring a run against the truth and writing what people see. No engine runs; ``kouka score`` calls just this."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from dashboards.pages.result import Result, render
from evaluators.answers import Answer, answers
from evaluators.comparison import compare_engines
from evaluators.confusion_groups import confusion_groups
from evaluators.confusions import confusions
from evaluators.cost.case import Case
from evaluators.cost.options import AI_ALL
from evaluators.error_sources import error_sources
from evaluators.grade import Origin
from evaluators.keystrokes import DEFAULT
from evaluators.minutes import timings
from evaluators.timing.frames import TIMINGS
from pipelines import atomic
from pipelines.cases import remove_others, wrong_fields
from pipelines.cost.case_file import load_case
from pipelines.digests import file_digest
from pipelines.errors import Place, Problem
from pipelines.forms.boxes import boxes
from pipelines.imports import product_of
from pipelines.measuring import Measured, measure
from pipelines.readers import readers_of
from pipelines.runs.campaigns import case_file, is_example
from pipelines.runs.store import Run, batch_of, write_accuracy
from pipelines.scored import scored_of
from pipelines.seed import SEED
from pipelines.tables import read_table, write_table
from pipelines.times_of_people import FromPeople, times_of


def score(run: Run, crops: bool = True) -> tuple[Problem, ...]:
    """Write accuracy.json, timings-<engine>.csv, index.html and cases/ of a run whose readings are there.

    Pictures that the page needs are there before it, and those of the page before go after it: at no moment does a page
    lack a picture that could be drawn.

    Args:
        run: the run.
        crops: False leaves out what stands in fields, as picture and as text, for a page that leaves the section.

    Returns:
        Why costs were left out where they were; the page says it too.

    Raises:
        KoukaError: the batch or the case cannot be read.
    """
    batch = batch_of(run)
    pages = read_table(run.folder / "pages.csv").rows
    scored, engines = scored_of(run, batch)
    case, file = _case(run)
    # Invented costs may answer for invented forms, not for a city's own.
    invented = case is not None and run.file.batch.origin is Origin.REAL and is_example(file)
    measured = measure(run, batch, scored, pages, engines, None if invented else case, file)
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
        product=product_of(best),
        assessed=measured.costs.assessed,
        uncosted={engine: _told(problem) for engine, problem in measured.costs.left_out.items()},
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
    return tuple(dict.fromkeys(measured.costs.left_out.values()))


def _told(problem: Problem) -> str:
    """In one line, without the folders above the file, which are nobody's business on a page that is handed on."""
    place = f"{Place(Path(problem.where.file.name), problem.where.line)}: " if problem.where else ""
    return place + problem.told


def _answers(measured: Measured, people: FromPeople) -> tuple[Answer, Answer, Answer]:
    """Of the best engine: by times that a study measured where there are any, else by the model's."""
    timed = people.saving_with(measured.best)
    assessed = measured.costs.assessed.get(measured.best)
    worth = assessed.quantity(AI_ALL, "npv") if assessed else None
    if timed is None:
        return answers(measured.savings.get(measured.best), worth, measured.by_kind.get(measured.best, ()))
    return answers(timed.saving, worth, [*timed.by_kind.values()])


def _case(run: Run) -> tuple[Case | None, Path]:
    """The cost case, and where it is or would be."""
    file = case_file(run.folder.parent)
    return (load_case(file) if file.is_file() else None), file


def _write_timings(run: Run, worked: Mapping[str, pd.DataFrame]) -> None:
    for engine, counts in worked.items():
        rows = timings(counts).to_dict("records")
        # A colon cannot be part of a file's name where the run may be copied to.
        write_table(run.folder / f"timings-{engine.replace(':', '-')}.csv", rows, TIMINGS)  # type: ignore[arg-type]
