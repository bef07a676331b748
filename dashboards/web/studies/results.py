"""What a study has measured so far, computed once for each state of its work and of the truth."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

import pandas as pd
from sqlalchemy import Connection, func, select

from dashboards.web.database.tables import assignments
from dashboards.web.station.lookup import (
    DIFFERENCES,
    FORMS,
    Assignment,
    Study,
    assignments_of,
    strata_of,
    templates_of,
)
from dashboards.web.studies import size
from dashboards.web.studies.amounts import amounts_of
from dashboards.web.studies.errors_left import errors_in_drafts, errors_left, stamp_of
from dashboards.web.studies.timings import measured_times
from evaluators.grade import Grade, Origin, Source, grade_of
from evaluators.quantity import Quantity
from evaluators.timing.balance import Finding, findings
from evaluators.timing.characters_left import DRAFT, characters_left
from evaluators.timing.effort import Effort, effort
from evaluators.timing.figure import basis_of
from evaluators.timing.frames import DESIGN
from evaluators.timing.paired import seconds_by_item
from evaluators.timing.people import TimesOfPeople, amount_to
from evaluators.timing.precision import scatter_of
from evaluators.timing.work import work_rows
from pipelines.forms.seen import seen_fields

MOST_KEPT = 32


@dataclass(frozen=True)
class OfArm:
    """One way of working."""

    arm: str
    items: int
    """Forms, or minutes, that are done."""
    seconds: float
    """Mean active time an item, of all its people."""
    keystrokes: float
    """Mean, an item."""


@dataclass(frozen=True)
class Results:
    """All of it."""

    arms: tuple[OfArm, ...]
    """In the order of the study; those in which something is done."""
    times: TimesOfPeople | None
    """None where nothing is done."""
    unbalanced: tuple[Finding, ...]
    """What is wrong with the work that was done, faults first."""
    effort: Effort | None
    """The model of work, of forms."""
    amounts: pd.DataFrame
    """What it was fitted to; columns of :func:`dashboards.web.studies.amounts.amounts_of`."""
    characters: Mapping[str, Quantity]
    """Of minutes, errors by character in each way, and in the draft (``characters_left.DRAFT``); none without truth."""
    proposals: tuple[tuple[int, list[int | None]], ...]
    """By number of people, items for the next study by how much times scattered in this one; none: not known."""


_kept: OrderedDict[tuple[object, ...], Results] = OrderedDict()
_lock = Lock()


def results_of(connection: Connection, study: Study) -> Results:
    """What it has measured. Whatever is submitted, or changed in the truth, makes another state."""
    key = (str(connection.engine.url), study.id, study.name, study.made, *_state(connection, study), stamp_of(study))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = _computed(connection, study)
    with _lock:
        _kept[key] = found
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def _state(connection: Connection, study: Study) -> tuple[object, ...]:
    """What changes with every submission: nothing else of a study's work counts, and none is taken back."""
    asked = select(func.count(), func.max(assignments.c.submitted)).where(
        assignments.c.study == study.id, assignments.c.submitted.is_not(None)
    )
    return tuple(connection.execute(asked).one())


def _computed(connection: Connection, study: Study) -> Results:
    timings = measured_times(connection, study)
    times = _times(study, timings, templates_of(connection, study)) if len(timings) else None
    amounts = amounts_of(connection, study) if study.kind == FORMS else pd.DataFrame()
    return Results(
        arms=tuple(_by_arm(study, timings)),
        times=times,
        unbalanced=tuple(findings(_done(connection, study))),
        effort=_effort(study, timings, amounts),
        amounts=amounts,
        characters=_characters(connection, study),
        proposals=tuple(_proposals(study, timings, times)),
    )


def grade(study: Study) -> Grade:
    """How well founded its times are."""
    return grade_of(Origin(study.origin), Source.MEASURED)


def _times(study: Study, timings: pd.DataFrame, templates: Mapping[str, str]) -> TimesOfPeople:
    """Savings, errors left and learning; others are compared with the first way of the study."""
    of_template = {id: len(seen_fields(form)) for id, form in study.templates.items()}
    # Minutes have no fields: their errors are characters, which no share of fields can be made of.
    fields = {item: of_template[template] for item, template in templates.items() if template in of_template}
    return amount_to(timings, Origin(study.origin), study.arms[0], fields, templates)


def _by_arm(study: Study, timings: pd.DataFrame) -> list[OfArm]:
    """Means by way of working, over items that are done whole."""
    if timings.empty:
        return []
    seconds, whole = seconds_by_item(timings)
    keys = whole.groupby(["item", "method"])["keystrokes"].sum().unstack()
    found = []
    for arm in study.arms:
        of_arm = seconds[arm].dropna() if arm in seconds.columns else pd.Series(dtype=float)
        if len(of_arm):
            found.append(OfArm(arm, len(of_arm), float(of_arm.mean()), float(keys[arm].dropna().mean())))
    return found


def _done(connection: Connection, study: Study) -> pd.DataFrame:
    """The design as far as it was carried out: ``timing.frames.DESIGN``."""
    strata = strata_of(connection, study)

    def row(each: Assignment) -> tuple[object, ...]:
        stratum = strata[each.item]
        return each.pseudonym, each.position, each.item, stratum, each.arm, each.part, int(each.practice)

    done = [row(each) for each in assignments_of(connection, study) if each.submitted and each.part != DIFFERENCES]
    return pd.DataFrame(done, columns=DESIGN.names)


def _effort(study: Study, timings: pd.DataFrame, amounts: pd.DataFrame) -> Effort | None:
    if amounts.empty or timings.empty:
        return None
    basis = basis_of(timings, Origin(study.origin))
    return effort(work_rows(timings, amounts), grade=basis.grade, source=basis.source)


def _characters(connection: Connection, study: Study) -> dict[str, Quantity]:
    if study.kind == FORMS:
        return {}
    done = [each for each in assignments_of(connection, study) if each.submitted and not each.practice]
    left = errors_left(connection, study, done)
    drafts = errors_in_drafts(connection, study, {each.item for each in done})
    rows = [(each.arm, each.item, *left[each.id]) for each in done if each.id in left]
    rows += [(DRAFT, item, *errors) for item, errors in drafts.items()]
    counted = pd.DataFrame(rows, columns=["method", "item", "errors", "characters"])
    return {each.scope["method"]: each for each in characters_left(counted, Origin(study.origin))}


def _proposals(study: Study, timings: pd.DataFrame, times: TimesOfPeople | None) -> list[tuple[int, list[int | None]]]:
    """By the first way of working that is compared."""
    known = [each for each in times.paired if not each.scope and each.share.value is not None] if times else []
    for each in sorted(known, key=lambda each: study.arms.index(each.arm)):
        if each.share.value is not None and each.share.value < 1:
            return size.proposals(scatter_of(timings, each.reference, each.arm), each.share.value)
    return []
