"""Whether a page can have sent a message."""

from sqlalchemy import Connection

from dashboards.web.station import entries, turns
from dashboards.web.station.lookup import MEETINGS, Assignment, item_of
from dashboards.web.station.messages import SUBMIT, Refused, Sent

FULL = 500_000
"""Events, ten times those that are kept one by one and more than work can have, at some 100 bytes each; from here on
nothing is taken in but a submission."""


def check(connection: Connection, assignment: Assignment, sent: Sent, kept: int) -> None:
    """Check it.

    Args:
        connection: a transaction that holds the assignment.
        assignment: of whoever sends.
        sent: the message.
        kept: how many events of the assignment are there.

    Raises:
        Refused: it shows or changes what the page does not, or has more events than work can have.
    """
    if assignment.study.kind == MEETINGS:
        _check_minutes(sent)
    else:
        _check_form(connection, assignment, sent)
    submits = any(event.kind == SUBMIT for event in sent.events)
    if not submits and kept + len(sent.events) > FULL:
        raise Refused("more events than work can have")


def _check_minutes(sent: Sent) -> None:
    if not all(turns.ID.fullmatch(event.field) for event in sent.events if event.field):
        raise Refused("a place that minutes do not have")
    for answer in sent.answers:
        if not turns.can_be(answer.field, answer.text):
            raise Refused("not a turn of minutes")


def _check_form(connection: Connection, assignment: Assignment, sent: Sent) -> None:
    fields = {field.id for field in item_of(connection, assignment).template.fields}
    if {event.field for event in sent.events} - fields - {""}:
        raise Refused("a field that the form does not have")
    if sent.answers:
        open_to = {each.field.id for each in entries.shown(connection, assignment) if not each.fixed}
        if {answer.field for answer in sent.answers} - open_to:
            raise Refused("a field that is not to be filled in")
