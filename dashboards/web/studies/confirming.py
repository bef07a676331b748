"""What people have entered becomes truth when a second person has compared it with scan or recording, and agrees.

Of forms it is the text of a field; of minutes the whole of what somebody has written, since turns are not the same ones
in everybody's hands.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, tuple_

from dashboards.web.database.asking import keep_new
from dashboards.web.database.tables import answers, assignments, confirmations, studies
from dashboards.web.same_documents import COLUMNS, about_study, shares_any
from dashboards.web.station import lookup, turns
from dashboards.web.station.lookup import DIFFERENCES, FORMS, MEETINGS, Assignment, Study, now
from evaluators.timing.design import FIRST, SECOND, TWO_PERSON
from pipelines.contracts.forms import TemplateField
from pipelines.forms.fields import value_of

VALUE = "value"
"""Unreadable, or to be asked, is no claim."""


@dataclass(frozen=True)
class Claim:
    """What somebody says stands in a field, or was said in a meeting."""

    answer: int
    assignment: Assignment
    field: TemplateField | None
    """None of minutes: then the answer says that they are finished, and all other answers what they are."""
    text: str

    @property
    def value(self) -> str | None:
        """What the field's type makes of the text, which is confirmed with it; None where it makes nothing of it."""
        if self.field is None:
            return None
        value, error = value_of(self.field, self.text)
        return None if error else value


def next_to_confirm(connection: Connection, pseudonym: str, answer: int | None = None) -> Claim | None:
    """What somebody can confirm next, the latest first: entered by another, not denied, that nobody has confirmed yet.

    Forms and meetings on which they still have to work are left out: they would know them. So is whatever other studies
    of the same documents or recordings have come to, whatever they are called there, as long as they have work of them.

    Args:
        connection: a transaction.
        pseudonym: of who is to confirm.
        answer: this one and no other.
    """
    asked = _waiting(connection, pseudonym)
    if answer is not None:
        asked = asked.where(answers.c.id == answer)
    found = _claims(connection, asked.order_by(*LATEST_FIRST).limit(1))
    return found[0] if found else None


def left_to_confirm(connection: Connection, pseudonym: str) -> int:
    """How many fields of forms, and minutes, somebody can confirm."""
    places = _waiting(connection, pseudonym).with_only_columns(*PLACE).distinct()
    return connection.scalar(select(func.count()).select_from(places.subquery())) or 0


def judge(connection: Connection, claim: Claim, pseudonym: str, agrees: bool) -> None:
    """Keep what a second person says of a claim.

    Raises:
        ValueError: it is their own.
    """
    if claim.assignment.pseudonym == pseudonym:
        raise ValueError("nobody confirms what they have entered")
    row = {"answer": claim.answer, "pseudonym": pseudonym, "agrees": agrees, "at": now()}
    keep_new(connection, confirmations, [row])  # somebody may press twice


def confirmed(connection: Connection, study: Study) -> dict[str, list[Claim]]:
    """By item what a second person has confirmed, the latest of each field."""
    agreed = _said(True)
    asked = _ended().where(assignments.c.study == study.id, agreed)
    found: dict[str, dict[str, Claim]] = {}
    for each in _claims(connection, asked.order_by(*LATEST_FIRST)):
        found.setdefault(each.assignment.item, {}).setdefault(each.field.id if each.field else "", each)
    return {item: [*claims.values()] for item, claims in found.items()}


LATEST_FIRST = (
    *(assignments.c.study.desc(), assignments.c.submitted.desc(), assignments.c.id.desc()),
    answers.c.id,
)
PLACE = (assignments.c.study, assignments.c.item, answers.c.field)


def _claims(connection: Connection, asked: Select) -> list[Claim]:
    rows = connection.execute(asked).all()
    numbered = lookup.assignments_numbered(connection, {row.assignment for row in rows})
    fields: dict[tuple[int, str], dict[str, TemplateField]] = {}
    for study in {each.study.id: each.study for each in numbered.values()}.values():
        for item, template in lookup.templates_of(connection, study).items():
            form = study.templates.get(template)
            fields[study.id, item] = {field.id: field for field in form.fields} if form else {}
    return [
        Claim(row.answer, found, fields[found.study.id, found.item].get(row.field), row.text)
        for row in rows
        for found in [numbered[row.assignment]]
    ]


def _ended() -> Select:
    """Answers with which submitted items end, practice apart: of forms those of each field, of minutes of the whole."""
    later = answers.alias()
    replaced = exists().where(
        later.c.assignment == answers.c.assignment, later.c.field == answers.c.field, later.c.id > answers.c.id
    )
    of_kind = or_(studies.c.kind == FORMS, and_(studies.c.kind == MEETINGS, answers.c.field == turns.WHOLE))
    return (
        select(answers.c.id.label("answer"), assignments.c.id.label("assignment"), answers.c.field,
               answers.c.after.label("text"))
        .select_from(answers.join(assignments, assignments.c.id == answers.c.assignment).join(studies))
        .where(
            assignments.c.submitted.is_not(None), assignments.c.practice.is_(False), answers.c.outcome == VALUE,
            of_kind, ~replaced, _settles(),
        )
    )  # fmt: skip


def _settles() -> ColumnElement[bool]:
    """Of two people's work, what a field ends with: the second typing, or the decision on it where the two differ."""
    one, decision, decided = assignments.alias(), assignments.alias(), answers.alias()
    typed_first = select(one.c.study, one.c.item).where(
        one.c.arm == TWO_PERSON, one.c.part == FIRST, one.c.submitted.is_not(None)
    )
    elsewhere = exists().where(
        decision.c.study == assignments.c.study, decision.c.pseudonym == assignments.c.pseudonym,
        decision.c.item == assignments.c.item, decision.c.part == DIFFERENCES,
        or_(
            decision.c.submitted.is_(None),
            exists()
            .where(decided.c.assignment == decision.c.id, decided.c.field == answers.c.field)
            .correlate(decision, answers),
        ),
    )  # fmt: skip
    both = tuple_(assignments.c.study, assignments.c.item).in_(typed_first)
    second = and_(assignments.c.part == SECOND, both, ~elsewhere)
    return or_(assignments.c.arm != TWO_PERSON, assignments.c.part == DIFFERENCES, second)


def _said(agrees: bool) -> ColumnElement[bool]:
    return exists().where(confirmations.c.answer == answers.c.id, confirmations.c.agrees.is_(agrees))


def _waiting(connection: Connection, pseudonym: str) -> Select:
    other, claimed, own = assignments.alias(), answers.alias(), assignments.alias()
    agreed = (
        select(other.c.study, other.c.item, claimed.c.field)
        .select_from(confirmations.join(claimed, claimed.c.id == confirmations.c.answer).join(other))
        .where(confirmations.c.agrees.is_(True))
    )
    ahead = exists().where(
        own.c.study == assignments.c.study, own.c.item == assignments.c.item,
        own.c.pseudonym == pseudonym, own.c.submitted.is_(None),
    )  # fmt: skip
    return _ended().where(
        assignments.c.pseudonym != pseudonym, tuple_(*PLACE).not_in(agreed), ~_said(False), ~ahead,
        assignments.c.study.not_in(_of_work_elsewhere(connection, pseudonym)),
    )  # fmt: skip


def _of_work_elsewhere(connection: Connection, pseudonym: str) -> list[int]:
    """Studies that share documents or recordings with another one, which is open and in which somebody has work left.

    Items are not told apart: they may have other names there, and another study may divide a meeting otherwise.
    """
    work = exists().where(
        assignments.c.study == studies.c.id, assignments.c.pseudonym == pseudonym, assignments.c.submitted.is_(None)
    )
    asked = select(studies.c.id, and_(studies.c.closed.is_(None), work).label("has_work"), *COLUMNS)
    about = {row: about_study(row) for row in connection.execute(asked)}
    left = {row.id: each for row, each in about.items() if row.has_work}
    return [row.id for row, each in about.items() if shares_any(each, (left[id] for id in left if id != row.id))]
