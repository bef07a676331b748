"""A campaign's case, filled with what its runs and studies measured, and assessed."""

from dataclasses import dataclass
from pathlib import Path

from dashboards.language import _
from evaluators.cost.assessing import DRAWS, assess, check_numbers
from evaluators.cost.case import Case
from evaluators.cost.drawn import Drawn
from evaluators.cost.formulas import FormulaError
from evaluators.cost.outcome import Assessment
from evaluators.cost.what_if import Measured
from evaluators.grade import Origin
from evaluators.intervals import FEW_DOCUMENTS
from pipelines.contracts.toml import key_place
from pipelines.cost.case_file import load_case, wrong_formula
from pipelines.cost.form_numbers import Draw, OfRun, numbers_of, of_template
from pipelines.cost.left_out import no_own, no_run, nothing_to_compare, products_left_out, too_few, without_own
from pipelines.cost.meeting_numbers import meeting_numbers
from pipelines.cost.passed import with_policy
from pipelines.cost.references import Reference, run_of
from pipelines.errors import KoukaError, Place, Problem
from pipelines.imports import product_of
from pipelines.readers import ranked, readers_of
from pipelines.runs import store
from pipelines.runs.campaigns import case_file, is_example
from pipelines.runs.changes import check_finished, check_unchanged
from pipelines.runs.store import Run
from pipelines.scored import scored_of
from pipelines.seed import SEED


@dataclass(frozen=True)
class Numbers:
    """A campaign's case with all its numbers, before anything is computed from them."""

    measured: Measured
    case_file: Path
    runs: tuple[Run, ...]
    problems: tuple[Problem, ...]
    """What had to be left out, and why."""


@dataclass(frozen=True)
class Assessed:
    """A campaign's assessment, and what it rests on."""

    assessment: Assessment
    measured: Measured
    case_file: Path
    runs: tuple[Run, ...]
    problems: tuple[Problem, ...]
    """What had to be left out, and why."""


def assess_campaign(folder: Path, n: int = DRAWS, seed: int = SEED) -> Assessed:
    """Assess the case of a campaign, as far as what was measured goes: what is left out is among its problems.

    Where too little was measured to compare anything, the assessment has no ways of working, and a problem says what is
    missing. That is no fault of a file, and stops nobody from the rest of a report.

    Args:
        folder: of the campaign.
        n: draws.
        seed: the same seed and files give the same bytes.

    Raises:
        KoukaError: there is no case, or something in it is wrong.
    """
    known = numbers_of_campaign(folder, n, seed)
    measured = known.measured
    assessment = assess(measured.case, measured.numbers, n=n, seed=seed, n_documents=measured.n_documents)
    problems = known.problems
    if not measured.ways and not problems:
        problems = (nothing_to_compare(known.case_file),)
    return Assessed(assessment, measured, known.case_file, known.runs, problems)


def numbers_of_campaign(folder: Path, n: int = DRAWS, seed: int = SEED) -> Numbers:
    """The case of a campaign, and what its runs and studies have measured for it.

    Raises:
        KoukaError: there is no case, or something in it is wrong.
    """
    file = case_file(folder)
    if not file.is_file():
        raise KoukaError(
            _("The file is missing."), where=Place(file), todo=_("Write one: kouka new case {folder}", folder=folder)
        )
    case = load_case(file)
    draw = Draw.of(case, n, seed)
    numbers: dict[str, Drawn] = {}
    runs: list[Run] = []
    problems: list[Problem] = []
    documents = 0
    if case.forms is not None:
        found = _of_run(case, file, problems)
        if found is not None or case.forms.accuracy.from_ is None:
            numbers |= numbers_of(case, case.forms, file, found and found[1], draw)
        if found is not None:
            if not found[1].readers and case.ai is not None and case.forms.accuracy.engine is None:
                numbers = without_own(numbers)
                problems.append(no_own(found[0], file))
            problems += products_left_out(case, file, found[0], numbers)
            runs.append(found[0])
            documents = found[1].scored["document"].nunique()
        elif case.forms.accuracy.from_ is None:
            problems += products_left_out(case, file, None, numbers)
    if case.meetings is not None:
        heard = _heard(case, file, problems)
        runs += [heard] if heard else []
        quantities = store.accuracy_of(heard).quantities if heard else ()
        origin = heard.file.batch.origin if heard else Origin.REAL
        numbers |= meeting_numbers(case.meetings, file, quantities, origin, draw)
    if is_example(file) and any(run.file.batch.origin is Origin.REAL for run in runs):
        # Invented costs may answer for invented forms, not for a city's own.
        raise KoukaError(
            _("The case still holds the invented numbers of the example."),
            where=Place(file),
            todo=_("Put the numbers of the city in."),
        )
    measured = Measured.of(case, numbers, n, seed, documents)
    try:
        check_numbers(case, measured.numbers)
    except FormulaError as error:
        raise wrong_formula(error, file, case) from None
    return Numbers(measured, file, tuple(runs), tuple(problems))


def _of_run(case: Case, file: Path, problems: list[Problem]) -> tuple[Run, OfRun] | None:
    forms = case.forms
    assert forms is not None
    if forms.accuracy.from_ is None:
        return None
    reference = Reference(forms.accuracy.from_, file, ("forms", "accuracy"))
    run = run_of(reference, "forms")
    if run is None:
        problems.append(no_run(reference, "forms"))
        return None
    check_finished(run)
    batch = store.batch_of(run)
    check_unchanged(run, batch)
    scored, engines = scored_of(run, batch)
    by_template = {str(id): rows for id, rows in scored.groupby("template")} if not scored.empty else {}
    template = of_template(forms.template, by_template)
    if template is None:
        raise KoukaError(
            _("The run {run} has no form with truth that this case could speak of.", run=run.name),
            where=key_place(file, "forms", "template"),
            todo=_("Write one of these as template into [forms]: {templates}", templates=", ".join(by_template) or "–"),
        )
    readers = ranked(by_template[template], readers_of(engines))
    own = [name for name in readers if not product_of(name)]
    engine = forms.accuracy.engine or (own or readers)[0]
    if engine not in readers:
        raise KoukaError(
            _("Engine {engine} has read nothing here.", engine=engine),
            where=key_place(file, "forms", "accuracy", "engine"),
            todo=_("Name one of: {templates}", templates=", ".join(readers)),
        )
    known_forms = by_template[template]["document"].nunique()
    if known_forms < FEW_DOCUMENTS:
        problems.append(too_few(known_forms, run, reference))
        return None
    known = OfRun(batch, by_template[template], run.file.batch.origin, engine, own)
    return run, with_policy(run, known, forms.policy, file, problems)


def _heard(case: Case, file: Path, problems: list[Problem]) -> Run | None:
    meetings = case.meetings
    assert meetings is not None
    if meetings.accuracy.from_ is None:
        return None
    reference = Reference(meetings.accuracy.from_, file, ("meetings", "accuracy"))
    run = run_of(reference, "meetings")
    if run is None:
        problems.append(no_run(reference, "meetings"))
    return run
