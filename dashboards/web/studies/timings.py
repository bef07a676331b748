"""What a study measured, as rows of ``timings.csv``, from the times that were kept when items were submitted.

``kouka study recompute`` shows that the events give the same.
"""

from collections.abc import Iterator

import pandas as pd
from sqlalchemy import Connection

from dashboards.web.station.clocking import kept_items
from dashboards.web.station.lookup import DIFFERENCES, Assignment, Study, assignments_of
from dashboards.web.studies.errors_left import errors_left
from evaluators.timing.design import SECOND
from evaluators.timing.rows import submitted_rows
from pipelines.contracts.study import StudyFile, Worked
from pipelines.measured_studies import work_of

Done = tuple[Assignment, Assignment | None]
"""An item that was submitted; and, of two people's work, where the second decided on the differences."""


def measured_times(connection: Connection, study: Study) -> pd.DataFrame:
    """A row for every item that was submitted, practice left out: ``timing.frames.TIMINGS``.

    Of two people's work each has a row. That of the second takes in the time of deciding where they differ, and has the
    errors that are left; it is there once all is decided.
    """
    done = [*_done(connection, study)]
    left = errors_left(connection, study, [each for each, _decision in done])
    work = work_of(_record(study, done))
    counted = pd.array([left[number][0] if number in left else None for number in work["assignment"]], dtype="Int64")
    return submitted_rows(kept_items(connection, study), work.assign(errors_left=counted))


def record_of(connection: Connection, study: Study) -> StudyFile:
    """What the events belong to."""
    return _record(study, [*_done(connection, study)])


def _record(study: Study, done: list[Done]) -> StudyFile:
    worked = [
        Worked(
            assignment=each.id, item=each.item, method=each.arm, worker=each.pseudonym, sequence=each.position,
            decided_in=decision.id if decision else None,
        )
        for each, decision in done
    ]  # fmt: skip
    return StudyFile.model_validate(
        {"name": study.name, "kind": study.kind, "run": study.run, "engine": study.engine, "methods": study.arms,
         "idle_seconds": study.idle_seconds, "worked": worked}
    )  # fmt: skip


def _done(connection: Connection, study: Study) -> Iterator[Done]:
    """Every item that was submitted and of which all is decided, practice left out."""
    every = assignments_of(connection, study)
    decisions = {(each.item, each.arm, each.pseudonym): each for each in every if each.part == DIFFERENCES}
    for each in every:
        if each.submitted and not each.practice and each.part != DIFFERENCES:
            decision = decisions.get((each.item, each.arm, each.pseudonym)) if each.part == SECOND else None
            if decision is None or decision.submitted:
                yield each, decision
