"""How far a run is, counted in its files."""

import fcntl
import json
import os
import time
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from dashboards.web.database import tables
from dashboards.web.working.batches import found_batches
from dashboards.web.working.process import Job
from dashboards.web.working.readers import readers_of
from dashboards.web.working.standing import Standing, State, standing
from pipelines.audio import Part, Plan
from pipelines.meetings import entries, steps
from pipelines.meetings.jobs import places
from pipelines.runs import store
from tests import processes
from tests.dashboards.web.visiting import REFERENCE, RUN

DOCUMENTS = 64
"""Of the reference's batch, with four that are of no form."""


@pytest.fixture
def run(results_with_run) -> Path:
    """An unfinished run of which nothing is read."""
    folder = results_with_run / RUN
    record = json.loads((folder / "run.json").read_text())
    record |= {"finished": None, "counts": {}}
    (folder / "run.json").write_text(json.dumps(record))
    (folder / "parts").mkdir()
    return folder


@contextmanager
def held(run):
    with (run / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def parts(run, *names):
    for name in names:
        (run / "parts" / f"{name}.csv").touch()


def of_chunk(number, size=20):
    return [f"{what}-{number:05d}x{size}{engine}" for what, engine in (
        ("pages", ""), ("readings", "-tesseract"), ("readings", "-rapidocr"), ("readings", "-marks"))]  # fmt: skip


def test_nothing_is_running(run):
    assert standing() is None
    (run / ".lock").touch()  # left behind by a process that has ended
    assert standing() is None


def test_a_run_that_somebody_started_on_the_command_line(run):
    with held(run):
        found = standing()
        assert (found.state, found.run, found.done, found.total, found.ours) == (
            State.READING,
            RUN,
            0,
            DOCUMENTS,
            False,
        )
    assert standing() is None


def test_a_command_that_ends_after_its_run_does_not_seem_to_start(run, monkeypatch):
    """Its run is given free seconds before the process is gone, also where it was stopped."""
    begun = datetime.now().astimezone()
    job = Job(pid=1, title="forms", campaign=run.parent.name, begun=begun.isoformat(timespec="seconds"))
    monkeypatch.setattr("dashboards.web.working.standing.running_job", lambda: job)
    os.utime(run / "run.json", (begun.timestamp() - 60,) * 2)
    assert standing().state is State.STARTING
    os.utime(run / "run.json", (begun.timestamp() + 60,) * 2)
    assert standing().state is State.ENDING


def test_documents_are_read_when_every_step_of_their_chunk_is(run):
    with held(run):
        parts(run, *of_chunk(0)[:3])
        assert standing().done == 0
        parts(run, of_chunk(0)[3])
        assert standing().done == 20
        parts(run, *of_chunk(2))
        assert standing().done == 40


def test_the_last_chunk_may_be_smaller_and_strangers_do_not_count(run):
    parts(run, *of_chunk(1, 50), "rubbish", "pages-00001", *of_chunk(9, 50))
    with held(run):
        assert standing().done == DOCUMENTS - 50


def test_time_left_follows_from_the_steps_of_this_process(run):
    with held(run):
        parts(run, *of_chunk(0, 16))
        os.utime(run / ".lock", (time.time() - 1000,) * 2)
        assert standing().seconds_left == pytest.approx(3000, rel=0.05)  # a quarter took 1000 s


def test_what_was_kept_from_before_took_no_time(run):
    parts(run, *of_chunk(0, 16), *of_chunk(1, 16))
    for part in (run / "parts").iterdir():
        os.utime(part, (time.time() - 5000,) * 2)
    with held(run):
        assert standing().seconds_left is None
        parts(run, *of_chunk(2, 16))
        os.utime(run / ".lock", (time.time() - 1000,) * 2)
        assert standing().seconds_left == pytest.approx(1000, rel=0.05)


def test_what_is_counted_is_being_measured(run):
    record = json.loads((run / "run.json").read_text())
    (run / "run.json").write_text(json.dumps(record | {"counts": {"documents": DOCUMENTS}}))
    with held(run):
        assert standing().state is State.MEASURING


@pytest.fixture
def meeting(results) -> Path:
    """An unfinished run over two recordings, one with a microphone for each speaker, of which nothing is heard."""
    (results.parent / "samples").symlink_to(processes.ROOT / "samples")
    record = json.loads((REFERENCE / RUN.partition("/")[2] / "run.json").read_text())
    record |= {"run": "x", "kind": "meetings", "finished": None, "counts": {}}
    record["batch"] |= {"path": "samples/meetings"}
    record["engines"] = [{"name": name, "version": "1"} for name in ("faster-whisper:demo", "import:asr-b")]
    folder = results / "demo" / "20261126-101010-00000000"
    (folder / "parts").mkdir(parents=True)
    (folder / "run.json").write_text(json.dumps(record))
    return folder


def test_meetings_are_counted_in_minutes_once_all_of_them_are_divided(meeting, english):
    run = store.load(meeting)
    tracks = [place for place, _recording, _track in places(store.meetings_of(run))]
    parts = (Part(1, 0, 90, ()), Part(2, 90, 120, ()))
    with held(meeting):
        assert standing().words == "Reading …"
        for place in tracks[1:]:
            entries.save(steps.part_file(run, "plan", place), entries.Planned(Plan(parts, 120)))
        assert standing().total is None
        entries.save(steps.part_file(run, "plan", tracks[0]), entries.Planned(None, "unreadable"))
        total = 2 * (len(tracks) - 1)  # minutes; of what a product wrote down nothing is heard
        assert (standing().done, standing().total) == (0, total)
        entries.save(steps.part_file(run, "heard", tracks[1], 0, "faster-whisper:demo"), entries.HeardPart())
        entries.save(steps.part_file(run, "turns", tracks[1]), entries.Told())
        assert standing().done == 1.5
        assert standing().words.startswith(f"1.5 of {total}.0 minutes of sound")


def test_words(english):
    assert Standing(State.READING, "x", done=3, total=60, seconds_left=61).words == "3 of 60 documents, about 70 s left"
    assert Standing(State.READING, "x", done=3, total=60).words == "3 of 60 documents"


def test_pages_that_ask_by_themselves_keep_nobody_signed_in(run, signed_in, app):
    person = signed_in("viewer")
    with app.state.engine.begin() as connection:
        connection.execute(update(tables.sessions).values(used=tables.sessions.c.used - 600))
        before = connection.scalar(select(tables.sessions.c.used))
    with held(run):
        answer = person.get("/running").json()
    assert (answer["state"], answer["done"], answer["total"]) == ("reading", 0, DOCUMENTS)
    with app.state.engine.begin() as connection:
        assert connection.scalar(select(tables.sessions.c.used)) == before


def test_one_run_at_a_time_whoever_started_it(run, signed_in, english):
    with held(run):
        analyst = signed_in("analyst")
        batch = found_batches()[0]
        start = {"batch": batch.key, "engines": readers_of(batch)[0].name}
        for path, fields in (("start", start), ("again", {"run": RUN})):
            answer = analyst.post(f"/running/{path}", **fields)
            assert answer.status_code == 409
            assert "A run is going on" in answer.text
        assert analyst.post("/running/stop").status_code == 303  # nothing of ours to stop
        assert standing() is not None
