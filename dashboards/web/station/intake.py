"""What a page sends of somebody's work, taken in: every event and answer once, however often it comes.

A page numbers its events and its answers from 1 and sends all that was not acknowledged. What is acknowledged is in the
database, since the answer goes out after the transaction. An event of kind ``submit`` ends the assignment: with it the
times are computed, and nothing more is taken in.
"""

import re
import time
from collections.abc import Sequence as Ordered
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from sqlalchemy import Connection, Table, func, insert, select, update

from dashboards.web.database.asking import keep_new
from dashboards.web.database.tables import answers, assignments, events, studies
from dashboards.web.station import entries, turns
from dashboards.web.station.clocking import keep_times
from dashboards.web.station.entries import Entry
from dashboards.web.station.lookup import DIFFERENCES, MEETINGS, Assignment, item_of, now
from evaluators.contract import Contract
from evaluators.meetings import edited
from evaluators.timing.design import TWO_PERSON
from evaluators.timing.frames import EVENT_KINDS

AT_ONCE = 500
"""Events, and answers, in one message."""
MOST_EVENTS = 50_000
"""Of an assignment that are kept one by one: an event a second for half a day. What comes after is thinned."""
FULL = 10 * MOST_EVENTS
"""More than work can have, at some 100 bytes each; from here on nothing is taken in but a submission."""
FILLING = frozenset({"key", "input", "listen"})
"""Kinds of event of which there are many, and which say only that somebody is at work."""
APART_MS = 3000
"""Thinned, one of them is left in so long a time: less than any idle limit, so that no work becomes idle by it."""
LONGEST_TEXT = 2000
SUBMIT = "submit"

Tab = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Sequence = Annotated[int, Field(ge=1, le=10_000_000)]
FieldId = Annotated[str, Field(max_length=80)]
Outcome = Literal["value", "unreadable", "ask"]


UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""The character 0, which PostgreSQL does not take, and halves of characters (𠮷), which no database does."""


def _storable(text: object) -> object:
    """Without what cannot be kept: a page whose answer is refused could never submit."""
    return UNSTORABLE.sub("", text) if isinstance(text, str) else text


class Event(Contract):
    """One event, as evaluators/timing/clock.py reads it."""

    sequence: Sequence
    kind: Annotated[str, Field(pattern=f"^({'|'.join(EVENT_KINDS)})$")]
    field: FieldId = ""
    browser_ms: Annotated[float, Field(ge=0, le=1e14)]
    keys: Annotated[int, Field(ge=0, le=10_000)] = 0


class Answer(Contract):
    """What somebody has entered in a field."""

    sequence: Sequence
    field: Annotated[FieldId, Field(min_length=1)]
    text: Annotated[str, Field(max_length=LONGEST_TEXT), BeforeValidator(_storable)]
    outcome: Outcome = "value"


class TurnAnswer(Answer):
    """What somebody has made of a turn of minutes, as evaluators/meetings/edited.py writes it."""

    text: Annotated[str, Field(max_length=2 * edited.LONGEST_TEXT)]


class Sent(Contract):
    """A message of a page."""

    tab: Tab
    """Drawn by the page when it opens."""
    events: Annotated[tuple[Event, ...], Field(max_length=AT_ONCE)] = ()
    answers: Annotated[tuple[Answer, ...], Field(max_length=AT_ONCE)] = ()


class SentMinutes(Sent):
    """A message of a page of minutes."""

    answers: Annotated[tuple[TurnAnswer, ...], Field(max_length=AT_ONCE)] = ()


class Refused(Exception):
    """A message that this page cannot have sent; nothing of it was taken in."""


class Acknowledged(Contract):
    """What the page may forget."""

    events: int
    """Up to this sequence every event of the tab is kept."""
    answers: int
    closed: bool
    """The assignment is submitted: whatever is left is of no account."""


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
        _check(connection, assignment, sent, kept)
        new_events = _new(connection, events, assignment, sent.tab, sent.events)
        new_answers = _new(connection, answers, assignment, sent.tab, sent.answers)
        if kept + len(new_events) > MOST_EVENTS:
            new_events = thinned(new_events)
        ends = next((place for place, event in enumerate(new_events) if event.kind == SUBMIT), None)
        _keep_answers(connection, assignment, sent.tab, new_answers)
        _keep_events(connection, assignment, sent.tab, new_events if ends is None else new_events[: ends + 1])
        if ends is not None:
            _let_stand(connection, assignment, sent.tab)
            _submit(connection, assignment)
            return _acknowledged(connection, assignment, sent.tab, closed=True)
    return _acknowledged(connection, assignment, sent.tab, closed=assignment.submitted is not None)


def _check(connection: Connection, assignment: Assignment, sent: Sent, kept: int) -> None:
    if assignment.study.kind == MEETINGS:
        _check_minutes(sent)
    else:
        _check_form(connection, assignment, sent)
    submits = any(event.kind == SUBMIT for event in sent.events)
    if not submits and kept + len(sent.events) > FULL:
        raise Refused("more events than work can have")


def _kept(connection: Connection, assignment: Assignment) -> int:
    """How many events of an assignment are there."""
    asked = select(func.count()).select_from(events).where(events.c.assignment == assignment.id)
    return connection.scalar(asked) or 0


def thinned(new: Ordered[Event]) -> list[Event]:
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


def _last(connection: Connection, table: Table, assignment: Assignment, tab: str) -> int:
    of_tab = table.c.assignment == assignment.id, table.c.tab == tab
    return connection.scalar(select(func.max(table.c.sequence)).where(*of_tab)) or 0


def _new(connection: Connection, table: Table, assignment: Assignment, tab: str, sent: tuple) -> list:
    """Those after the last that is kept, which follow it without a gap."""
    last = _last(connection, table, assignment, tab)
    new = sorted((each for each in sent if each.sequence > last), key=lambda each: each.sequence)
    if [each.sequence for each in new] != [*range(last + 1, last + 1 + len(new))]:
        raise Refused("a number is left out or there twice")
    return new


def _keep_events(connection: Connection, assignment: Assignment, tab: str, new: list[Event]) -> None:
    at = time.time() * 1000
    rows = [{"assignment": assignment.id, "tab": tab, "server_ms": at, **event.model_dump()} for event in new]
    keep_new(connection, events, rows)


def _keep_answers(connection: Connection, assignment: Assignment, tab: str, new: list[Answer]) -> None:
    if not new:
        return
    before = _stands(connection, assignment)
    rows = []
    for answer in new:
        after = Entry(answer.text, answer.outcome)
        so_far = before.get(answer.field, Entry(""))
        rows.append(_answer(assignment, tab, answer.sequence, answer.field, so_far, after))
        before[answer.field] = after
    keep_new(connection, answers, rows)


def _stands(connection: Connection, assignment: Assignment) -> dict[str, Entry]:
    """By field, or turn, what stands there so far; a turn that is new stands nowhere."""
    if assignment.study.kind == MEETINGS:
        return turns.standing(connection, assignment)
    return entries.final(connection, assignment)


def _let_stand(connection: Connection, assignment: Assignment, tab: str) -> None:
    """What nobody has changed is an answer too, with the same before and after: answers alone say how it ended."""
    entered = entries.latest(connection, [assignment.id])[assignment.id]
    stood = {field: start for field, start in _starts(connection, assignment).items() if field not in entered}
    last = _last(connection, answers, assignment, tab)
    rows = [
        _answer(assignment, tab, last + place, field, start, start)
        for place, (field, start) in enumerate(stood.items(), 1)
    ]
    keep_new(connection, answers, rows)


def _starts(connection: Connection, assignment: Assignment) -> dict[str, Entry]:
    """By field that can be filled in, or turn, what a person got."""
    if assignment.study.kind == MEETINGS:
        return turns.starts(assignment, turns.meeting_of(connection, assignment))
    return {each.field.id: each.start for each in entries.shown(connection, assignment) if not each.fixed}


def _answer(
    assignment: Assignment, tab: str, sequence: int, field: str, before: Entry, after: Entry
) -> dict[str, object]:
    return {
        "assignment": assignment.id, "tab": tab, "sequence": sequence, "field": field, "before": before.text,
        "after": after.text, "outcome": after.outcome, "pseudonym": assignment.pseudonym, "at": now(),
    }  # fmt: skip


def _submit(connection: Connection, assignment: Assignment) -> None:
    connection.execute(update(assignments).where(assignments.c.id == assignment.id).values(submitted=now()))
    keep_times(connection, assignment)
    if assignment.arm == TWO_PERSON and assignment.part != DIFFERENCES:
        # One after the other, so that of two who submit at once the later one sees the other.
        connection.execute(select(studies.c.id).where(studies.c.id == assignment.study.id).with_for_update())
        pair = entries.pair_of(connection, assignment)
        if pair is not None and entries.differ(connection, *pair):
            _have_differences_decided(connection, pair[1])


def _have_differences_decided(connection: Connection, second: Assignment) -> None:
    """Whoever typed second sees where the two differ, after all else that they have to do."""
    connection.execute(
        insert(assignments).values(
            study=second.study.id, pseudonym=second.pseudonym, item=second.item, arm=TWO_PERSON, part=DIFFERENCES,
            practice=second.practice, position=entries.next_position(connection, second),
        )
    )  # fmt: skip


def _acknowledged(connection: Connection, assignment: Assignment, tab: str, closed: bool) -> Acknowledged:
    return Acknowledged(
        events=_last(connection, events, assignment, tab),
        answers=_last(connection, answers, assignment, tab),
        closed=closed,
    )
