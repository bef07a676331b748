"""What pages send is taken in once, and only where it belongs."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from dashboards.web.database.tables import answers, assignments, audit, events, study_items, timings
from dashboards.web.station import checking, intake
from dashboards.web.station.clocking import differences
from dashboards.web.station.lookup import study_named
from pipelines.policies import files
from pipelines.runs import store
from tests.dashboards.web.station.at_work import Worker
from tests.dashboards.web.station.conftest import WRONG, propose_policy


@pytest.fixture
def settings(settings, database):
    """All of it on SQLite and on PostgreSQL."""
    return replace(settings, database=database)


@pytest.fixture
def worker(study, signed_in):
    study("manual", items=2, practice=0)
    return Worker(signed_in("P1"))


def test_what_is_sent_twice_counts_once_and_is_acknowledged_twice(worker, rows_of):
    worker.open()
    worker.does("open")
    worker.does("key", "name", keys=3, after_ms=900)
    worker.enters("name", "髙橋　美咲")
    for _time in range(2):
        assert worker.sends().json() == {"events": 2, "answers": 1, "closed": False, "next": ""}
    assert [(row.kind, row.keys) for row in rows_of(select(events))] == [("open", 0), ("key", 3)]
    (answer,) = rows_of(select(answers))
    assert (answer.before, answer.after, answer.pseudonym) == ("", "髙橋　美咲", "P1")


def test_answers_grow_and_the_last_one_counts(worker, rows_of):
    worker.open()
    for text in ("高橋", "髙橋"):
        worker.enters("name", text)
        worker.sends()
    assert [(row.before, row.after) for row in rows_of(select(answers))] == [("", "高橋"), ("高橋", "髙橋")]
    assert 'value="髙橋"' in worker.open().page  # as after a reload


@pytest.mark.parametrize("character", ["\0", "\ud842"])
def test_a_character_that_no_database_takes_keeps_nobody_from_submitting(worker, rows_of, character):
    worker.open()
    worker.enters("name", f"田{character}中")
    assert worker.sends().status_code == 200
    assert [row.after for row in rows_of(select(answers))] == ["田中"]


def test_submission_ends_the_item_and_counts_once(worker, rows_of):
    first = worker.does_all(name="髙橋　美咲")
    assert first == {"events": 4, "answers": 8, "closed": True, "next": "/work/next"}
    worker.does("key", "name", keys=5, after_ms=100)
    worker.enters("name", "another")
    assert worker.sends().json()["closed"]
    assert len(rows_of(select(events))) == 4
    kept = {row.field: (row.before, row.after) for row in rows_of(select(answers))}
    assert kept.pop("name") == ("", "髙橋　美咲")
    assert len(kept) == 7  # what nobody has changed stands there as it was
    assert set(kept.values()) == {("", "")}
    (time,) = rows_of(select(timings))
    assert (time.seconds, time.keystrokes) == (3.5, 5)


def test_every_figure_is_what_the_events_give_and_a_changed_one_is_named(worker, app, rows_of):
    worker.does_all(name="髙橋　美咲")
    with app.state.engine.begin() as connection:
        spring = study_named(connection, "spring")
        assert differences(connection, spring) == []
        connection.execute(timings.update().values(keystrokes=1))
        (found,) = differences(connection, spring)
    assert (found.figure, found.stored, found.computed) == ("keystrokes", 1, 5)


def test_an_item_is_open_to_its_person_alone_and_in_its_turn(worker, signed_in, rows_of):
    worker.open()
    worker.does("open")
    other = Worker(signed_in("P2"), number=worker.number, events=worker.events)
    assert other.sends().status_code == 404
    assert other.asks("check", {"field": "name", "text": "x"}).status_code == 404
    assert other.person.get(f"/work/{worker.number}/pages/1").status_code == 404
    assert other.person.get(f"/work/{worker.number}").headers["location"] == "/work"
    later = max(row.id for row in rows_of(select(assignments).where(assignments.c.pseudonym == "P1")))
    if later != worker.number:
        assert worker.person.get(f"/work/{later}").headers["location"] == "/work"
    assert rows_of(select(events)) == []


def event(**change):
    return {"sequence": 1, "kind": "key", "field": "name", "browser_ms": 1.0, "keys": 1} | change


@pytest.mark.parametrize(
    "sent",
    [
        {"events": [event(kind="explode")]},
        {"events": [event(keys=-1)]},
        {"events": [event(browser_ms=float("inf"))]},
        {"events": [event(sequence=0)]},
        {"events": [event(extra=1)]},
        {"events": [event(sequence=number) for number in range(1, 502)]},
        {"tab": "../../etc"},
        {"answers": [{"sequence": 1, "field": "name", "text": "x" * 2001}]},
        {"answers": [{"sequence": 1, "field": "name", "text": "x", "outcome": "perhaps"}]},
    ],
)
def test_what_no_page_sends_is_refused(worker, sent, rows_of):
    worker.open()
    assert worker.sends(**sent).status_code == 400
    assert rows_of(select(events)) == []


@pytest.mark.parametrize(
    "sent",
    [
        {"events": [event(field="salary")]},
        {"events": [event(), event(sequence=3)]},
        {"events": [event(sequence=2)]},
        {"answers": [{"sequence": 1, "field": "salary", "text": "x"}]},
        {"events": [event()], "answers": [{"sequence": 2, "field": "name", "text": "x"}]},
    ],
)
def test_of_what_does_not_fit_nothing_is_taken_in(worker, sent, rows_of):
    worker.open()
    assert worker.sends(**sent).status_code == 409
    assert rows_of(select(events)) == rows_of(select(answers)) == []


def test_without_the_token_of_the_session_nothing_is_taken_in(worker):
    worker.open()
    headers = {"content-type": "application/json", "origin": worker.person.address.rstrip("/")}
    answer = worker.person.client.post(f"/work/{worker.number}/events", content=b"{}", headers=headers)
    assert answer.status_code == 403


def test_a_type_says_what_it_has_against_a_text(worker, japanese):
    worker.open()
    assert worker.asks("check", {"field": WRONG, "text": "令和6年2月30日"}).json()["problem"] == "暦にない日"
    assert worker.asks("check", {"field": WRONG, "text": "令和6年2月28日"}).json() == {"problem": ""}


def test_who_opens_a_form_stands_in_the_audit_log(worker, rows_of):
    worker.open()
    seen = [row for row in rows_of(select(audit)) if row.action == "document_seen"]
    assert [row.account for row in seen] == ["name-of-P1"]


def test_manual_shows_nothing_of_what_was_read(study, signed_in, rows_of):
    study("manual", "ai_all", items=4, practice=0)
    worker = Worker(signed_in("P1"))
    pages = {}
    for _item in range(4):
        worker.tab = str(uuid4())
        worker.open()
        (row,) = rows_of(select(assignments).where(assignments.c.id == worker.number))
        pages.setdefault(row.arm, []).append(worker.page)
        worker.does("submit")
        worker.sends()
    for page in pages["manual"]:
        assert "〓" not in page
        assert "AI" not in page.split("<main")[1].split("data-refused")[0]
    for page in pages["ai_all"]:
        assert "〓" in page


def test_what_the_policy_lets_pass_is_seen_and_not_changed(study, signed_in, rows_of):
    path = propose_policy(store.find(store.LATEST))
    files.sign(path, "Somebody", date(2026, 4, 1))
    study("ai_policy", people=("P1",), items=1, practice=0)
    (kept,) = rows_of(select(study_items))
    worker = Worker(signed_in("P1")).open()
    assert kept.passed
    assert {*worker.fields} == {*kept.readings} - {*kept.passed}
    for field, value in kept.passed.items():
        assert value in worker.page
        assert (
            worker.sends(answers=[{"sequence": 1, "field": field, "text": "x", "outcome": "value"}]).status_code == 409
        )
    worker.does("open")
    worker.does("submit")
    assert worker.sends().json()["closed"]
    assert {row.field for row in rows_of(select(answers))} == {*worker.fields}


def test_what_was_read_is_shown_as_text_whatever_it_is(study, signed_in, app, rows_of):
    study("ai_all", people=("P1",), items=1, practice=0)
    hostile = '"><script>alert(1)</script>'
    (kept,) = rows_of(select(study_items))
    readings = kept.readings | {"name": {"text": hostile, "confidence": None, "candidates": [hostile, "<img src=x>"]}}
    with app.state.engine.begin() as connection:
        connection.execute(study_items.update().values(readings=readings))
    page = Worker(signed_in("P1")).open().page
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_of_very_many_events_none_refuses_a_submission_and_time_and_keys_stay(worker, rows_of, monkeypatch):
    monkeypatch.setattr(intake, "MOST_EVENTS", 5)
    worker.open()
    worker.does("open")
    for _key in range(40):
        worker.does("key", "name", keys=2, after_ms=500)
    worker.does("focus", WRONG, after_ms=500)
    worker.does("submit", after_ms=500)
    assert worker.sends().json()["closed"]
    kept = rows_of(select(events).order_by(events.c.sequence))
    assert [row.kind for row in kept] == ["open", *["key"] * 6, "focus", "submit"]
    (times,) = rows_of(select(timings))
    assert (times.seconds, times.idle_seconds, times.keystrokes) == (21, 0, 80)


def test_beyond_all_work_nothing_is_taken_in_but_a_submission(worker, rows_of, monkeypatch):
    monkeypatch.setattr(checking, "FULL", 2)
    worker.open()
    worker.does("open")
    worker.does("key", "name")
    assert worker.sends().status_code == 200
    worker.does("key", "name")
    assert worker.sends().status_code == 409
    worker.does("submit", after_ms=500)
    assert worker.sends().json()["closed"]


def test_thinned_the_last_event_of_a_message_stays_so_that_the_next_one_follows_it(worker, monkeypatch):
    monkeypatch.setattr(intake, "MOST_EVENTS", 1)
    worker.open()
    worker.does("open")
    for _message in range(3):
        for _key in range(5):
            worker.does("key", "name", keys=1, after_ms=100)
        assert worker.sends().json()["events"] == len(worker.events)
