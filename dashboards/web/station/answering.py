"""Keeping answers, each with what stood there before it."""

from sqlalchemy import Connection

from dashboards.web.database.asking import keep_new
from dashboards.web.database.tables import answers
from dashboards.web.station import entries, turns
from dashboards.web.station.entries import Entry
from dashboards.web.station.lookup import MEETINGS, Assignment, now
from dashboards.web.station.messages import Answer


def keep_answers(connection: Connection, assignment: Assignment, tab: str, new: list[Answer]) -> None:
    """Keep answers of a tab that are new."""
    if not new:
        return
    before = _stands(connection, assignment)
    rows = []
    for answer in new:
        after = Entry(answer.text, answer.outcome)
        so_far = before.get(answer.field, Entry(""))
        rows.append(row_of(assignment, tab, answer.sequence, answer.field, so_far, after))
        before[answer.field] = after
    keep_new(connection, answers, rows)


def _stands(connection: Connection, assignment: Assignment) -> dict[str, Entry]:
    """By field, or turn, what stands there so far; a turn that is new stands nowhere."""
    if assignment.study.kind == MEETINGS:
        return turns.standing(connection, assignment)
    return entries.final(connection, assignment)


def row_of(
    assignment: Assignment, tab: str, sequence: int, field: str, before: Entry, after: Entry
) -> dict[str, object]:
    """An answer as the database keeps it."""
    return {
        "assignment": assignment.id, "tab": tab, "sequence": sequence, "field": field, "before": before.text,
        "after": after.text, "outcome": after.outcome, "pseudonym": assignment.pseudonym, "at": now(),
    }  # fmt: skip
