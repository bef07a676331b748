"""What happens when somebody submits: what was left as it was stands, times are computed, differences are to decide."""

from sqlalchemy import Connection, insert, select, update

from dashboards.web.database.asking import keep_new
from dashboards.web.database.tables import answers, assignments, studies
from dashboards.web.station import entries, turns
from dashboards.web.station.answering import row_of
from dashboards.web.station.clocking import keep_times
from dashboards.web.station.entries import Entry
from dashboards.web.station.lookup import DIFFERENCES, MEETINGS, Assignment, now
from dashboards.web.station.numbering import last_kept
from evaluators.timing.design import TWO_PERSON


def submit(connection: Connection, assignment: Assignment, tab: str) -> None:
    """End an assignment, all of whose events and answers are kept."""
    _let_stand(connection, assignment, tab)
    connection.execute(update(assignments).where(assignments.c.id == assignment.id).values(submitted=now()))
    keep_times(connection, assignment)
    if assignment.arm == TWO_PERSON and assignment.part != DIFFERENCES:
        # One after the other, so that of two who submit at once the later one sees the other.
        connection.execute(select(studies.c.id).where(studies.c.id == assignment.study.id).with_for_update())
        pair = entries.pair_of(connection, assignment)
        if pair is not None and entries.differ(connection, *pair):
            _have_differences_decided(connection, pair[1])


def _let_stand(connection: Connection, assignment: Assignment, tab: str) -> None:
    """What nobody has changed is an answer too, with the same before and after: answers alone say how it ended."""
    entered = entries.latest(connection, [assignment.id])[assignment.id]
    stood = {field: start for field, start in _starts(connection, assignment).items() if field not in entered}
    last = last_kept(connection, answers, assignment, tab)
    rows = [
        row_of(assignment, tab, last + place, field, start, start)
        for place, (field, start) in enumerate(stood.items(), 1)
    ]
    keep_new(connection, answers, rows)


def _starts(connection: Connection, assignment: Assignment) -> dict[str, Entry]:
    """By field that can be filled in, or turn, what a person got."""
    if assignment.study.kind == MEETINGS:
        return turns.starts(assignment, turns.meeting_of(connection, assignment))
    return {each.field.id: each.start for each in entries.shown(connection, assignment) if not each.fixed}


def _have_differences_decided(connection: Connection, second: Assignment) -> None:
    """Whoever typed second sees where the two differ, after all else that they have to do."""
    connection.execute(
        insert(assignments).values(
            study=second.study.id, pseudonym=second.pseudonym, item=second.item, arm=TWO_PERSON, part=DIFFERENCES,
            practice=second.practice, position=entries.next_position(connection, second),
        )
    )  # fmt: skip
