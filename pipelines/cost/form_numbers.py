"""Numbers a form for the model: from a run, with what the case says of times and of what may pass."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from dashboards.language import _
from evaluators.consensus import compared
from evaluators.cost import options
from evaluators.cost.case import Case
from evaluators.cost.case_forms import Forms
from evaluators.cost.drawn import Drawn, drawn, shares_of
from evaluators.cost.form_evidence import Judged, form_evidence
from evaluators.cost.timed import Timed
from evaluators.cost.typed import from_rates, overlooked, passing, retimed
from evaluators.cost.ways import Way, manual_counts, way_counts
from evaluators.grade import Origin, Source, grade_of
from evaluators.inputs import Draws
from pipelines.batches.forms import FormsBatch
from pipelines.cost.references import MODEL, Reference
from pipelines.cost.studies import study_of
from pipelines.errors import KoukaError
from pipelines.forms.seen import seen_counts
from pipelines.imports import engine_of
from pipelines.times import boxes_and_sheets


@dataclass(frozen=True)
class OfRun:
    """What a run holds of the kind of form that the case speaks of."""

    batch: FormsBatch
    scored: pd.DataFrame
    """``frames.SCORED``, of this kind of form alone."""
    origin: Origin
    engine: str
    """Whose readings are corrected."""
    readers: Sequence[str] = ()
    """Engines of text of the city's own, the better ones first: outside products have prices of theirs."""
    passed: frozenset[tuple[str, str]] = frozenset()
    """Document and field of what passes by the policy."""
    judged: Judged | None = None
    """What the policy was judged on; None: there is none that holds."""


@dataclass(frozen=True)
class Draw:
    """How many draws, of which seed, and what moves together."""

    n: int
    seed: int
    shares: Mapping[str, Draws] = field(default_factory=dict)
    """As from ``drawn.shares_of``."""

    @classmethod
    def of(cls, case: Case, n: int, seed: int) -> "Draw":
        """With the shares of the case's inputs that move together."""
        return cls(n, seed, shares_of(case, n, seed))


def numbers_of(case: Case, forms: Forms, file: Path, of_run: OfRun | None, draw: Draw) -> dict[str, Drawn]:
    """Every number a form that lines may name.

    Args:
        case: the whole case.
        forms: its part on forms.
        file: where it stands.
        of_run: None where accuracy is typed in.
        draw: number and seed of draws.

    Raises:
        KoukaError: times cannot be told.
    """
    found = _typed(forms, draw) if of_run is None else _of_run(case, forms, file, of_run, draw)
    policy = forms.policy
    if policy is not None and policy.passing is not None and policy.wrong is not None:
        found |= passing(
            found, options.AI_POLICY, *(_entered(forms, f"policy_{name}", draw) for name in ("passing", "wrong"))
        )
    return found


def _modelled(case: Case, of_run: OfRun, draw: Draw) -> dict[str, Drawn]:
    numbers, sheets = boxes_and_sheets(of_run.batch)
    engines = set(of_run.scored["engine"])
    ways = {options.AI_ALL: Way(of_run.engine)}
    if of_run.judged is not None:
        ways[options.AI_POLICY] = Way(of_run.engine, of_run.passed)
    second = next((name for name in of_run.readers if name != of_run.engine), None)
    if second is not None:
        ways[options.TWO_ENGINES] = Way(of_run.engine, agreed(of_run.scored, of_run.engine, second))
    for product in case.products:
        if engine_of(product.name) in engines:
            ways[options.way_of(options.PRODUCT + product.name, case)] = Way(engine_of(product.name))
    return form_evidence(
        manual_counts(of_run.scored, of_run.engine, numbers, sheets),
        {name: way_counts(of_run.scored, way, numbers) for name, way in ways.items()},
        n=draw.n,
        seed=draw.seed,
        grade=grade_of(of_run.origin, Source.MEASURED),
        judged={options.AI_POLICY: of_run.judged} if of_run.judged is not None else {},
    )


def agreed(scored: pd.DataFrame, first: str, second: str) -> frozenset[tuple[str, str]]:
    """Document and field of what two engines agree on."""
    rows = compared(scored, first, second)
    rows = rows[rows["agreed"] == 1]
    return frozenset(zip(rows["document"], rows["field"], strict=True))


def _of_run(case: Case, forms: Forms, file: Path, of_run: OfRun, draw: Draw) -> dict[str, Drawn]:
    known, times = _modelled(case, of_run, draw), forms.times
    if times.from_ is None:
        return retimed(
            known, _entered(forms, "times_manual", draw), {options.AI_ALL: _entered(forms, "times_ai_all", draw)}
        )
    if times.from_ == MODEL:
        return known
    reference = Reference(times.from_, file, ("forms", "times"))
    mine, batch = set(of_run.scored["document"]), of_run.batch
    seen = seen_counts(batch.templates)
    fields = {each.name: seen[each.template] for each in batch.documents if each.name in mine}
    others = {each.name for each in batch.documents} - mine
    found = study_of(reference, "manual", of_run.origin, fields, others, draw.n, draw.seed)
    if options.AI_ALL not in found.factors:
        raise KoukaError(_("The study has no times of the way “{way}”.", way=options.AI_ALL), where=reference.place)
    factors = {f"{way}_factor": factor for way, factor in found.factors.items()}
    numbers = retimed(known, found.minutes, {way: found.minutes_of(way) for way in found.factors})
    return numbers | factors | _errors(forms, found, numbers, reference)


def _errors(forms: Forms, found: Timed, numbers: Mapping[str, Drawn], reference: Reference) -> dict[str, Drawn]:
    """What people left wrong, where the case leaves it to the study.

    Raises:
        KoukaError: the study does not know.
    """
    wanted = [("manual", forms.manual_errors), (options.AI_ALL, forms.slip)]
    missing = [way for way, entered in wanted if entered is None and way not in found.errors]
    if missing:
        raise KoukaError(
            _("The study has counted no errors of the way “{way}”.", way=missing[0]),
            where=reference.place,
            todo=_("Write manual_errors and slip by hand as assumed."),
        )
    made: dict[str, Drawn] = {}
    if forms.manual_errors is None:
        made["forms_manual_errors"] = found.errors["manual"]
    if forms.slip is None:
        left = found.errors[options.AI_ALL]
        made |= {"ai_all_errors_left": left, "forms_slip": overlooked(numbers, left)}
    return made


def _typed(forms: Forms, draw: Draw) -> dict[str, Drawn]:
    return from_rates(*(_entered(forms, name, draw) for name in TYPED))


TYPED = ("accuracy_fields", "accuracy_wrong", "times_manual", "times_ai_all")


def _entered(forms: Forms, name: str, draw: Draw) -> Drawn:
    """A number that is typed in, under the name of what it stands for: the input itself is counted by its own key."""
    table, _part, key = name.partition("_")
    entered = getattr(getattr(forms, table), key)
    return replace(drawn(f"forms_{name}", entered, draw.n, draw.seed, draw.shares), elementary=False)


def of_template(template: str | None, templates: Collection[str]) -> str | None:
    """The kind of form that the case speaks of: the one it names, or the only one; None where that is not clear."""
    if template is not None:
        return template if template in templates else None
    return next(iter(templates)) if len(templates) == 1 else None
