"""Messages cut anywhere, lost, repeated and at the same moment: what happened is kept, once. On both databases."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import select

from dashboards.web.database.tables import answers, assignments, events, timings
from dashboards.web.station import lookup
from dashboards.web.station.intake import take_in
from dashboards.web.station.messages import Answer, Event, Sent

AT_ONCE = 4


@pytest.fixture
def settings(settings, database):
    return replace(settings, database=database)


def told(events_of, answers_of=(), tab=None):
    return Sent(tab=tab or str(uuid4()), events=tuple(events_of), answers=tuple(answers_of))


def event(sequence, kind="key"):
    return Event(sequence=sequence, kind=kind, browser_ms=time.time() * 1000 + sequence, keys=1)


@pytest.fixture
def sends(app):
    """Takes a message in, in a transaction of its own, as the route does."""

    def send(number, person, sent):
        with app.state.engine.begin() as connection:
            assignment = lookup.assignment_with(connection, number, person, lock=True)
            return take_in(connection, assignment, sent)

    return send


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_lost_and_repeated_everything_is_kept_once_and_in_order(study, rows_of, sends, seed):
    study("manual", people=("P1",), items=1, practice=0)
    chance = random.Random(seed)
    (assignment,) = rows_of(select(assignments))
    tab = str(uuid4())
    happened = [event(sequence) for sequence in range(1, 41)]
    entered = [Answer(sequence=sequence, field="name", text=f"text {sequence}") for sequence in range(1, 9)]
    known = {"events": 0, "answers": 0}
    while known["events"] < len(happened) or known["answers"] < len(entered):
        so_far = chance.randint(known["events"], len(happened)), chance.randint(known["answers"], len(entered))
        sent = told(happened[known["events"] : so_far[0]], entered[known["answers"] : so_far[1]], tab)
        acknowledged = sends(assignment.id, "P1", sent)
        if chance.random() < 0.6:  # else the acknowledgement is lost
            known = {"events": acknowledged.events, "answers": acknowledged.answers}
    assert [(row.sequence, row.browser_ms) for row in rows_of(select(events).order_by(events.c.id))] == [
        (each.sequence, each.browser_ms) for each in happened
    ]
    kept = rows_of(select(answers).order_by(answers.c.id))
    assert [(row.before, row.after) for row in kept] == [
        ("" if number == 1 else f"text {number - 1}", f"text {number}") for number in range(1, 9)
    ]


def test_a_submission_that_comes_several_times_at_once_counts_once(study, rows_of, sends):
    study("manual", people=("P1",), items=1, practice=0)
    (assignment,) = rows_of(select(assignments))
    sent = told([event(1, "open"), event(2, "submit")])
    together = Barrier(AT_ONCE)

    def send(_number):
        together.wait(60)
        return sends(assignment.id, "P1", sent)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(send, range(AT_ONCE)))
    assert {each.closed for each in found} == {True}
    assert len(rows_of(select(events))) == 2
    assert len(rows_of(select(timings))) == 1


def test_of_two_who_submit_at_once_one_gets_the_differences(study, rows_of, sends):
    study("two_person", items=1, practice=0)
    pair = rows_of(select(assignments))
    assert {row.part for row in pair} == {"first", "second"}
    together = Barrier(2)

    def send(row):
        entered = Answer(sequence=1, field="name", text=row.part)
        together.wait(60)
        return sends(row.id, row.pseudonym, told([event(1, "open"), event(2, "submit")], [entered]))

    with ThreadPoolExecutor(2) as pool:
        assert all(each.closed for each in pool.map(send, pair))
    decisions = [row for row in rows_of(select(assignments)) if row.part == "differences"]
    assert [row.pseudonym for row in decisions] == [row.pseudonym for row in pair if row.part == "second"]
