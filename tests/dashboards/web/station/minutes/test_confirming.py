"""Minutes become truth by a second person who has heard the recording."""

import json
import re

import pytest
from sqlalchemy import select

from dashboards.web.database.tables import audit
from dashboards.web.station import turns
from dashboards.web.station.lookup import study_named
from dashboards.web.studies import truth as truth_files
from dashboards.web.studies.confirming import next_to_confirm
from pipelines.transcripts import read_with_problems
from tests.dashboards.web.station.at_work import Worker
from tests.dashboards.web.station.minutes.writing import submits, turn

SAID = {"d1": turn("はじめます。", "0000i", "山田", 500), "n0123456789ab": turn("はい。", "0001i", "鈴木", 4000)}


def number_of(page):
    return int(re.search(r'action="/confirm/(\d+)"', page)[1])


@pytest.fixture
def written(app, tmp_path):
    def truth():
        with app.state.engine.begin() as connection:
            return truth_files.write(connection, study_named(connection, "spring"), tmp_path / "out")

    return truth


def test_minutes_that_a_second_person_has_heard_become_truth_of_a_batch(study, signed_in, written, tmp_path):
    study("minutes_manual")
    submits(Worker(signed_in("P1")), **SAID)
    assert "action=" not in signed_in("P1").get("/confirm").text.split("<main")[1]
    assert written().documents == 0
    second = signed_in("P2")
    page = second.get("/confirm").text
    assert "はじめます。" in page
    assert "鈴木" in page
    number = number_of(page)
    heard = second.get(f"/confirm/{number}/sounds/0")
    assert (heard.status_code, heard.headers["content-type"]) == (200, "audio/x-wav")
    assert second.get(f"/confirm/{number}/sounds/9").status_code == 404
    assert second.get(f"/confirm/{number}/page").status_code == 404
    assert second.post(f"/confirm/{number}", agrees="true").status_code == 303
    assert "action=" not in second.get("/confirm").text.split("<main")[1]
    assert second.get(f"/confirm/{number}/sounds/0").status_code == 404
    found = written()
    assert (found.documents, found.left_out) == (1, 0)
    (path,) = found.paths
    assert path.parent == tmp_path / "out" / "truth"
    entries = json.loads(path.read_text("utf-8"))
    assert [(each["speaker"], each["start_time"], each["words"]) for each in entries] == [
        ("山田", 0.5, "はじめます。"), ("鈴木", 4.0, "はい。"),
    ]  # fmt: skip
    assert {each["session_id"] for each in entries} == {path.stem}
    assert [each.words for each in read_with_problems(path).utterances] == ["はじめます。", "はい。"]


def test_who_hears_what_is_to_be_confirmed_stands_in_the_log_also_without_its_page(study, signed_in, app):
    study("minutes_manual")
    submits(Worker(signed_in("P1")), **SAID)
    with app.state.engine.begin() as connection:
        claim = next_to_confirm(connection, "P2")
    for first in (1, 1000):
        part = signed_in("P2").get(f"/confirm/{claim.answer}/sounds/0", headers={"range": f"bytes={first}-"})
        assert part.status_code == 206
    with app.state.engine.begin() as connection:
        entries = connection.execute(select(audit).where(audit.c.action == "sound_heard")).all()
    assert {(entry.account, entry.object) for entry in entries} == {
        ("name-of-P2", f"{claim.assignment.study.run}/{meeting_sound(app, claim)}")
    }


def meeting_sound(app, claim):
    with app.state.engine.begin() as connection:
        return turns.meeting_of(connection, claim.assignment).sounds[0].file


def test_minutes_that_are_denied_are_no_truth(study, signed_in, written):
    study("minutes_manual")
    submits(Worker(signed_in("P1")), **SAID)
    second = signed_in("P2")
    second.post(f"/confirm/{number_of(second.get('/confirm').text)}", agrees="false")
    assert "action=" not in second.get("/confirm").text.split("<main")[1]
    assert written().documents == 0


def test_stretches_are_truth_once_they_are_the_whole_meeting(study, signed_in, written):
    study("minutes_manual", items=None, minutes=0.1)
    second = signed_in("P2")
    counts = []
    worker = Worker(signed_in("P1"))
    while worker.person.get("/work/next").headers["location"] != "/work":
        submits(worker, d1=turn("はい。"))
        second.post(f"/confirm/{number_of(second.get('/confirm').text)}", agrees="true")
        found = written()
        counts.append((found.documents, found.left_out))
    assert counts[0] == (0, 1)
    assert counts[-1] == (2, 0)


def test_of_a_stretch_only_the_parts_are_shown_in_which_it_lies(study, signed_in, in_three):
    in_three()
    study("minutes_manual", items=None, minutes=0.1)
    second = signed_in("P2")
    worker = Worker(signed_in("P1"))
    shown = {}
    while worker.person.get("/work/next").headers["location"] != "/work":
        submits(worker, d1=turn("はい。"))
        page = second.get("/confirm").text
        name = re.search(r'<h2 id="meeting">([^<]+)</h2>', page)[1]
        if "予算" in name:
            shown[name] = re.findall(r'<audio id="sound-(\d)"[^>]* src="[^"]*/sounds/\1#t=([^"]*)"', page)
        second.post(f"/confirm/{number_of(page)}", agrees="true")
    assert shown == {
        "予算説明会 0:00–0:06": [("0", "0.0,6.8"), ("1", "0.0,2.8")],
        "予算説明会 0:06–0:14": [("1", "2.8,10.0"), ("2", "0.0,6.0")],
    }
