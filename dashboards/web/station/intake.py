"""What a page sends of somebody's work, taken in: every event and answer once, however often it comes.

A page numbers its events and its answers from 1 and sends all that was not acknowledged. What is acknowledged is in the
database, since the answer goes out after the transaction. An event of kind ``submit`` ends the assignment: with it the
times are computed, and nothing more is taken in.
"""

import time
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from dashboards.web.database.asking import keep_new
from dashboards.web.database.tables import answers, events
from dashboards.web.station.answering import keep_answers
from dashboards.web.station.checking import check
from dashboards.web.station.lookup import Assignment
from dashboards.web.station.messages import SUBMIT, Acknowledged, Event, Sent
from dashboards.web.station.numbering import last_kept, new_of
from dashboards.web.station.submitting import submit

MOST_EVENTS = 50_000
"""Of an assignment that are kept one by one: an event a second for half a day. What comes after is thinned."""
FILLING = frozenset({"key", "input", "listen"})
"""Kinds of event of which there are many, and which say only that somebody is at work."""
APART_MS = 3000
"""Thinned, one of them is left in so long a time: less than any idle limit, so that no work becomes idle by it."""


def take_in(connection: Connection, assignment: Assignment, sent: Sent) -> Acknowledged:
    """Keep what is new.

    Args:
        connection: a transaction that holds the assignment.
        assignment: of whoever sends.
        sent: the message.

    Raises:
        Refused: a field that the assignment does not show or that may not be changed, a number left out, or more
            events than anybody's work can have, and no submission among them.
    """
    if assignment.submitted is None:
        kept = _kept(connection, assignment)
        check(connection, assignment, sent, kept)
        new_events = new_of(connection, events, assignment, sent.tab, sent.events)
        new_answers = new_of(connection, answers, assignment, sent.tab, sent.answers)
        if kept + len(new_events) > MOST_EVENTS:
            new_events = thinned(new_events)
        ends = next((place for place, event in enumerate(new_events) if event.kind == SUBMIT), None)
        keep_answers(connection, assignment, sent.tab, new_answers)
        _keep_events(connection, assignment, sent.tab, new_events if ends is None else new_events[: ends + 1])
        if ends is not None:
            submit(connection, assignment, sent.tab)
            return _acknowledged(connection, assignment, sent.tab, closed=True)
    return _acknowledged(connection, assignment, sent.tab, closed=assignment.submitted is not None)


def _kept(connection: Connection, assignment: Assignment) -> int:
    """How many events of an assignment are there."""
    asked = select(func.count()).select_from(events).where(events.c.assignment == assignment.id)
    return connection.scalar(asked) or 0


def thinned(new: Sequence[Event]) -> list[Event]:
    """The events of a message without most of those that only fill the time; the next one takes their keys.

    The last stays, so that what is acknowledged goes on from there.
    """
    found: list[Event] = []
    keys = 0
    for event in new:
        keys += event.keys
        soon = bool(found) and event.browser_ms - found[-1].browser_ms < APART_MS
        if event.kind not in FILLING or event is new[-1] or not soon:
            found.append(event.model_copy(update={"keys": keys}))
            keys = 0
    return found


def _keep_events(connection: Connection, assignment: Assignment, tab: str, new: list[Event]) -> None:
    at = time.time() * 1000
    rows = [{"assignment": assignment.id, "tab": tab, "server_ms": at, **event.model_dump()} for event in new]
    keep_new(connection, events, rows)


def _acknowledged(connection: Connection, assignment: Assignment, tab: str, closed: bool) -> Acknowledged:
    return Acknowledged(
        events=last_kept(connection, events, assignment, tab),
        answers=last_kept(connection, answers, assignment, tab),
        closed=closed,
    )
