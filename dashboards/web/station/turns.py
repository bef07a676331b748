"""Minutes as they stand: what an arm shows at first, and what a person has made of it since, rebuilt from answers."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from dashboards.web.database.tables import answers, study_items
from dashboards.web.station import entries
from dashboards.web.station.entries import Entry
from dashboards.web.station.lookup import MEETINGS, Assignment, Study, assignments_of
from dashboards.web.station.meeting_items import MeetingItem
from evaluators.contract import Contract
from evaluators.meetings.edited import EditedTurn, Minutes, digest, place_of, read, rebuilt, written

ID = re.compile("d[0-9]{1,6}|n[0-9a-f]{12}")
"""Of a turn: d and its number in the draft, n and what a page drew for a new one."""
WHOLE = "document"
"""The answer in which a page that submits says what it shows."""
SHOWING = "minutes_draft"


class Whole(Contract):
    """What a page shows when it submits."""

    turns: int
    digest: str
    """As evaluators/meetings/edited.py computes it."""


def can_be(field: str, text: str) -> bool:
    """Whether an answer is one of minutes."""
    try:
        if field == WHOLE:
            Whole.model_validate_json(text)
        else:
            read(text)
    except ValueError:
        return False
    return field == WHOLE or ID.fullmatch(field) is not None


def meeting_of(connection: Connection, assignment: Assignment) -> MeetingItem:
    """The meeting, or stretch of one, of an assignment, as it was when the study was made."""
    kept = select(study_items.c.readings).where(
        study_items.c.study == assignment.study.id, study_items.c.item == assignment.item
    )
    return MeetingItem.model_validate(connection.execute(kept).scalar_one())


def meetings_of(connection: Connection, study: Study) -> dict[str, MeetingItem]:
    """All items of a study of meetings."""
    asked = select(study_items.c.item, study_items.c.readings).where(study_items.c.study == study.id)
    return {row.item: MeetingItem.model_validate(row.readings) for row in connection.execute(asked)}


def starting(assignment: Assignment, item: MeetingItem) -> dict[str, EditedTurn]:
    """The turns that a person gets, by id: those of the draft, or an empty one to begin with."""
    if assignment.arm == SHOWING and item.turns:
        return {turn.id: turn.edited for turn in item.turns}
    return {"d1": EditedTurn(place=place_of(1), speaker="", start_ms=round(item.start * 1000), text="")}


def starts(assignment: Assignment, item: MeetingItem) -> dict[str, Entry]:
    """The same, written down."""
    return {id: Entry(written(turn)) for id, turn in starting(assignment, item).items()}


def standing(connection: Connection, assignment: Assignment) -> dict[str, Entry]:
    """By turn how it stands, written down."""
    found = starts(assignment, meeting_of(connection, assignment))
    return found | entries.latest(connection, [assignment.id])[assignment.id]


def minutes(connection: Connection, assignment: Assignment, item: MeetingItem) -> Minutes:
    """The minutes, from all answers in the order in which they were given."""
    asked = select(answers.c.field, answers.c.after).where(
        answers.c.assignment == assignment.id, answers.c.field != WHOLE
    )
    given = connection.execute(asked.order_by(answers.c.id))
    return rebuilt(starting(assignment, item), [(row.field, read(row.after)) for row in given])


def is_what_was_shown(connection: Connection, assignment: Assignment) -> bool:
    """Whether the answers of a submitted assignment give what its page showed in the end."""
    said: Mapping[str, Any] = entries.latest(connection, [assignment.id])[assignment.id]
    if WHOLE not in said:
        return False
    shown = Whole.model_validate_json(said[WHOLE].text)
    found = minutes(connection, assignment, meeting_of(connection, assignment))
    return shown == Whole(turns=len(found), digest=digest(found))


def not_as_shown(connection: Connection, study: Study) -> list[int]:
    """Submitted assignments of a study of meetings whose answers give other minutes than their pages showed."""
    if study.kind != MEETINGS:
        return []
    done = [each for each in assignments_of(connection, study) if each.submitted]
    return [each.id for each in done if not is_what_was_shown(connection, each)]
