"""Studies and assignments as the database has them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, update

from dashboards.language import _
from dashboards.web.database.tables import assignments, studies, study_items
from pipelines.contracts.forms import Template
from pipelines.errors import ExitCode, KoukaError

FORMS, MEETINGS = "forms", "meetings"
"""Kinds of study."""
DIFFERENCES = "differences"
"""The part of ``two_person`` in which the second one decides where the two differ; no design gives it out."""

AT_ONCE = 500
"""Ids in one question."""


@dataclass(frozen=True)
class Study:
    """A study of forms, or of meetings."""

    id: int
    name: str
    kind: str
    batch: str
    run: str
    engine: str
    origin: str
    templates: Mapping[str, Template]
    arms: tuple[str, ...]
    idle_seconds: float
    made: str


@dataclass(frozen=True)
class Assignment:
    """One item that one person works on in one way."""

    id: int
    study: Study
    pseudonym: str
    item: str
    arm: str
    part: str
    practice: bool
    position: int
    opened: str | None
    submitted: str | None


@dataclass(frozen=True)
class Item:
    """A form of a study, as it was when the study was made."""

    template: Template
    pages: Mapping[str, str]
    """By page, its image below the results folder."""
    readings: Mapping[str, Mapping[str, Any]]
    """By field; see :mod:`dashboards.web.studies.snapshot`."""
    passed: Mapping[str, str]
    """By field that the policy lets pass, its value."""


def study_named(connection: Connection, name: str) -> Study:
    """The study of a name.

    Raises:
        KoukaError: there is none.
    """
    row = connection.execute(select(studies).where(studies.c.name == name)).one_or_none()
    if row is None:
        raise KoukaError(
            _("There is no study called “{name}”.", name=name),
            todo=_("Make one: kouka study new {name} --run latest --people P1,P2 --arms manual,ai_all", name=name),
            code=ExitCode.USAGE,
        )
    return _study(row)


def all_studies(connection: Connection) -> list[Study]:
    """Every study, newest first."""
    return [_study(row) for row in connection.execute(select(studies).order_by(studies.c.id.desc()))]


def assignments_of(connection: Connection, study: Study) -> list[Assignment]:
    """All of a study, by person and position."""
    found = select(assignments).where(assignments.c.study == study.id)
    ordered = found.order_by(assignments.c.pseudonym, assignments.c.practice.desc(), assignments.c.position)
    return [_assignment(row, study) for row in connection.execute(ordered)]


def siblings_of(connection: Connection, assignment: Assignment) -> list[Assignment]:
    """All of the study that have the same item in the same arm, in the order in which they were made."""
    found = select(assignments).where(
        assignments.c.study == assignment.study.id,
        assignments.c.item == assignment.item,
        assignments.c.arm == assignment.arm,
    )
    return [_assignment(row, assignment.study) for row in connection.execute(found.order_by(assignments.c.id))]


def assignment_with(connection: Connection, number: int, pseudonym: str, lock: bool = False) -> Assignment | None:
    """Somebody's own assignment; None where it is another's or none.

    Args:
        connection: a transaction.
        number: its id.
        pseudonym: whose it must be.
        lock: keep others from changing it until the transaction ends.
    """
    asked = select(assignments).where(assignments.c.id == number, assignments.c.pseudonym == pseudonym)
    row = connection.execute(asked.with_for_update() if lock else asked).one_or_none()
    if row is None:
        return None
    return _assignment(row, _study(connection.execute(select(studies).where(studies.c.id == row.study)).one()))


def assignments_numbered(connection: Connection, numbers: Collection[int]) -> dict[int, Assignment]:
    """Anybody's assignments by their ids."""
    found: dict[int, Study] = {}
    made = {}
    wanted = sorted(numbers)
    for begin in range(0, len(wanted), AT_ONCE):
        asked = select(assignments).where(assignments.c.id.in_(wanted[begin : begin + AT_ONCE]))
        for row in connection.execute(asked).all():
            if row.study not in found:
                found[row.study] = _study(connection.execute(select(studies).where(studies.c.id == row.study)).one())
            made[row.id] = _assignment(row, found[row.study])
    return made


def next_of(connection: Connection, pseudonym: str) -> Assignment | None:
    """What somebody has to do next: of the oldest open study, practice first."""
    row = connection.execute(
        _open(pseudonym)
        .with_only_columns(assignments.c.id)
        .order_by(assignments.c.study, assignments.c.practice.desc(), assignments.c.position)
        .limit(1)
    ).one_or_none()
    return assignment_with(connection, row.id, pseudonym) if row else None


def left_of(connection: Connection, pseudonym: str) -> tuple[int, int]:
    """How many items somebody has left: for practice, and others."""
    counted = _open(pseudonym).with_only_columns(assignments.c.practice, func.count()).group_by(assignments.c.practice)
    counts = {bool(practice): int(number) for practice, number in connection.execute(counted)}
    return counts.get(True, 0), counts.get(False, 0)


def done_by(connection: Connection, pseudonym: str) -> int:
    """How many items somebody has submitted in open studies."""
    mine = assignments.c.pseudonym == pseudonym, assignments.c.submitted.is_not(None), studies.c.closed.is_(None)
    return connection.scalar(select(func.count()).select_from(assignments.join(studies)).where(*mine)) or 0


def item_of(connection: Connection, assignment: Assignment) -> Item:
    """The form of an assignment."""
    row = connection.execute(
        select(study_items).where(study_items.c.study == assignment.study.id, study_items.c.item == assignment.item)
    ).one()
    return Item(assignment.study.templates[row.template], row.pages, row.readings, row.passed)


def templates_of(connection: Connection, study: Study) -> dict[str, str]:
    """The template of each item of a study."""
    asked = select(study_items.c.item, study_items.c.template).where(study_items.c.study == study.id)
    return {row.item: row.template for row in connection.execute(asked)}


def strata_of(connection: Connection, study: Study) -> dict[str, str]:
    """By item what it is alike in with others: its template, or its meeting."""
    if study.kind == FORMS:
        return templates_of(connection, study)
    asked = select(study_items.c.item, study_items.c.readings).where(study_items.c.study == study.id)
    return {row.item: row.readings["session"] for row in connection.execute(asked)}


def mark_opened(connection: Connection, assignment: Assignment) -> None:
    """Keep when it was opened first."""
    if assignment.opened is None:
        connection.execute(update(assignments).where(assignments.c.id == assignment.id).values(opened=now()))


def now() -> str:
    """The time as the tables hold it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _open(pseudonym: str) -> Select:
    return (
        select(assignments)
        .join(studies, studies.c.id == assignments.c.study)
        .where(assignments.c.pseudonym == pseudonym, assignments.c.submitted.is_(None), studies.c.closed.is_(None))
    )


def _study(row: Row) -> Study:
    return Study(
        row.id, row.name, row.kind, row.batch, row.run, row.engine, row.origin,
        {id: Template.model_validate(template) for id, template in row.templates.items()},
        tuple(row.arms), row.idle_seconds, row.made,
    )  # fmt: skip


def _assignment(row: Row, study: Study) -> Assignment:
    return Assignment(
        row.id, study, row.pseudonym, row.item, row.arm, row.part, bool(row.practice), row.position, row.opened,
        row.submitted,
    )  # fmt: skip
