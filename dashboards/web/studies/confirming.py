"""What people have entered becomes truth when a second person has compared it with the scan and agrees."""

from dataclasses import dataclass

from sqlalchemy import Connection, Row, func, select

from dashboards.web.database.asking import keep_new
from dashboards.web.database.tables import answers, assignments, confirmations
from dashboards.web.station import entries
from dashboards.web.studies.lookup import DIFFERENCES, MEETINGS, Assignment, Study, assignments_of, now, templates_of
from evaluators.timing.design import SECOND, TWO_PERSON
from pipelines.contracts.forms import TemplateField
from pipelines.forms.fields import value_of


@dataclass(frozen=True)
class Claim:
    """What somebody says stands in a field."""

    answer: int
    assignment: Assignment
    field: TemplateField
    text: str
    agreed: tuple[str, ...]
    """Pseudonyms of those who agree."""
    denied: tuple[str, ...]
    """Pseudonyms of those who do not."""

    @property
    def value(self) -> str | None:
        """What the field's type makes of the text, which is confirmed with it; None where it makes nothing of it."""
        value, error = value_of(self.field, self.text)
        return None if error else value


def claims(connection: Connection, study: Study) -> list[Claim]:
    """What stands in fields of submitted items in the end, the latest first; unreadable or to be asked is no claim.

    Turns of minutes are none: they are not the same ones in everybody's hands.
    """
    if study.kind == MEETINGS:
        return []
    fields = _fields(connection, study)
    last = _last_answers(connection, study)
    judged = _judged(connection, study)
    done = [each for each in assignments_of(connection, study) if each.submitted and not each.practice]
    found = []
    for each in sorted(done, key=lambda each: (each.submitted or "", each.id), reverse=True):
        for row in _settling(connection, each, last.get(each.id, [])):
            said = judged.get(row.id, [])
            if row.outcome == "value":
                found.append(
                    Claim(
                        row.id, each, fields[each.item, row.field], row.after,
                        tuple(judge.pseudonym for judge in said if judge.agrees),
                        tuple(judge.pseudonym for judge in said if not judge.agrees),
                    )
                )  # fmt: skip
    return found


def _settling(connection: Connection, assignment: Assignment, last: list[Row]) -> list[Row]:
    """Those of the last answers that the item ends with; none where another assignment settles it, or will."""
    if assignment.arm != TWO_PERSON or assignment.part == DIFFERENCES:
        return last
    if assignment.part != SECOND or entries.pair_of(connection, assignment) is None:
        return []
    decided = entries.decision_on(connection, assignment)
    open_to = {each.field.id for each in entries.shown(connection, decided)} if decided else set()
    return [row for row in last if row.field not in open_to]


def _fields(connection: Connection, study: Study) -> dict[tuple[str, str], TemplateField]:
    """The fields of every item."""
    items = templates_of(connection, study).items()
    return {(item, field.id): field for item, template in items for field in study.templates[template].fields}


def _last_answers(connection: Connection, study: Study) -> dict[int, list[Row]]:
    """By assignment, the last answer of each field."""
    last = (
        select(func.max(answers.c.id))
        .join(assignments, assignments.c.id == answers.c.assignment)
        .where(assignments.c.study == study.id)
        .group_by(answers.c.assignment, answers.c.field)
    )
    found: dict[int, list[Row]] = {}
    for row in connection.execute(select(answers).where(answers.c.id.in_(last)).order_by(answers.c.id)):
        found.setdefault(row.assignment, []).append(row)
    return found


def _judged(connection: Connection, study: Study) -> dict[int, list[Row]]:
    """By answer, what others said of it."""
    of_study = select(confirmations).select_from(confirmations.join(answers).join(assignments))
    found: dict[int, list[Row]] = {}
    for row in connection.execute(of_study.where(assignments.c.study == study.id)):
        found.setdefault(row.answer, []).append(row)
    return found


def to_confirm(connection: Connection, study: Study, pseudonym: str) -> list[Claim]:
    """What somebody can confirm: entered by another, not denied, of a field that nobody has confirmed yet.

    Forms on which they still have to work are left out: they would know them.
    """
    own = select(assignments.c.item).where(
        assignments.c.study == study.id, assignments.c.pseudonym == pseudonym, assignments.c.submitted.is_(None)
    )
    ahead = set(connection.scalars(own))
    found = claims(connection, study)
    settled = {(each.assignment.item, each.field.id) for each in found if each.agreed}
    waiting: dict[tuple[str, str], Claim] = {}
    for each in found:
        key = (each.assignment.item, each.field.id)
        by_others = each.assignment.pseudonym != pseudonym and not each.denied
        if by_others and key not in settled and each.assignment.item not in ahead:
            waiting.setdefault(key, each)
    return [*waiting.values()]


def judge(connection: Connection, claim: Claim, pseudonym: str, agrees: bool) -> None:
    """Keep what a second person says of a claim.

    Raises:
        ValueError: it is their own.
    """
    if claim.assignment.pseudonym == pseudonym:
        raise ValueError("nobody confirms what they have entered")
    row = {"answer": claim.answer, "pseudonym": pseudonym, "agrees": agrees, "at": now()}
    keep_new(connection, confirmations, [row])  # somebody may press twice


def confirmed(connection: Connection, study: Study) -> dict[str, dict[str, Claim]]:
    """By item and field, what a second person has confirmed."""
    found: dict[str, dict[str, Claim]] = {}
    for each in claims(connection, study):
        if each.agreed:
            found.setdefault(each.assignment.item, {}).setdefault(each.field.id, each)
    return found
