"""Runs that are started from the app: asked for, watched, stopped and gone on with in a browser."""

import os
import signal
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe

from dashboards.web.application import create_app
from dashboards.web.security import audit, sessions
from dashboards.web.working import process
from dashboards.web.working.batches import found_batches
from dashboards.web.working.readers import readers_of
from pipelines.errors import KoukaError
from tests import processes
from tests.dashboards.web.visiting import RUN, client_of


@pytest.fixture
def six(monkeypatch):
    monkeypatch.setenv("KOUKA_BATCHES", str(processes.SAMPLES))
    monkeypatch.setenv("KOUKA_CHUNK", "1")


@pytest.fixture(autouse=True)
def _nothing_is_left(results):
    yield
    job = process.running_job()
    if job is not None:
        os.killpg(job.pid, signal.SIGKILL)


def log(app):
    with app.state.engine.begin() as connection:
        return [(row.account, row.action, row.object) for row in audit.entries(connection)]


@pytest.mark.parametrize("name", ["staff", "viewer"])
def test_runs_are_for_analysts(signed_in, results_with_run, name, app):
    person = signed_in(name)
    key = found_batches()[0].key
    for path, fields in (("start", {"batch": key}), ("again", {"run": RUN}), ("stop", {})):
        assert person.post(f"/running/{path}", **fields).status_code == 403
    assert "/running/" not in person.get("/").text
    assert person.get("/running").json() == {"state": None}
    assert log(app) == []


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("start", {"batch": "/etc"}, 404),
        ("start", {"batch": "../samples/forms"}, 404),
        ("start", {"batch": "BUNDLED", "campaign": "../x"}, 400),
        ("start", {"batch": "BUNDLED", "campaign": "--help"}, 409),
        ("again", {"run": "demo/none"}, 404),
        ("again", {"run": "../demo"}, 404),
        ("again", {"run": f"demo/../{RUN}"}, 404),
        ("again", {"run": ".web/x"}, 404),
        ("again", {"run": "/etc"}, 404),
    ],
)
def test_nothing_but_what_is_found_can_be_run(signed_in, results_with_run, monkeypatch, path, fields, status):
    started = []

    def start(arguments, *_more):
        started.append(arguments)
        raise process.busy("x")

    monkeypatch.setattr(process, "start", start)
    batch = found_batches()[0]
    there = readers_of(batch)[0].name
    if fields.get("batch") == "BUNDLED":
        fields = fields | {"batch": batch.key, "engines": [there, "--help", "import:../x"]}
    assert signed_in("analyst").post(f"/running/{path}", **fields).status_code == status
    safe = ("--campaign=", f"--engine={there}", "/", "run")
    assert all(argument.startswith(safe) for arguments in started for argument in arguments)


@pytest.mark.parametrize("path", ["start", "again"])
def test_a_run_stands_in_the_log_first_and_is_not_begun_without(signed_in, results_with_run, monkeypatch, app, path):
    started = []
    monkeypatch.setattr(process, "start", lambda *given: started.append(log(app)))
    batch = found_batches()[0]
    fields = {"batch": batch.key, "engines": readers_of(batch)[0].name} if path == "start" else {"run": RUN}
    assert signed_in("analyst").post(f"/running/{path}", **fields).status_code == 303
    assert started == [log(app)]
    assert len(log(app)) == 1

    def refuse(*_given, **_detail):
        raise KoukaError("full")

    monkeypatch.setattr(audit, "record", refuse)
    assert signed_in("analyst").post(f"/running/{path}", **fields).status_code == 400
    assert len(started) == 1


def test_a_command_that_fails_says_why(results, signed_in, english):
    process.start(["run", "--campaign=x", "/nowhere"], "住民異動届", "x")
    processes.until(lambda: process.running_job() is None and process.last_job().ended is not None, 60)
    assert process.last_job().ended == 4
    page = signed_in("analyst").get("/").text
    assert "did not end well: 住民異動届" in page
    assert "There is no batch here" in page
    assert "did not end well" not in signed_in("viewer").get("/").text
    assert (results / ".web").stat().st_mode & 0o077 == 0  # what it said may quote a form


@pytest.mark.slow
@pytest.mark.prefect
@pytest.mark.browser
def test_a_run_is_started_watched_stopped_and_gone_on_with(browsing, signed_in, results, six, app, settings, japanese):
    page = browsing("analyst").new_page()
    page.set_default_timeout(1000 * processes.PATIENCE)
    page.goto("")
    page.get_by_role("link", name="バッチとエンジンを選ぶ").click()
    page.get_by_role("link", name="住民異動届").click()
    assert Axe().run(page).violations_count == 0
    assert page.get_by_label("tesseract").is_checked()
    page.get_by_label("rapidocr").uncheck()
    page.get_by_label("検証").fill("試行")
    page.get_by_role("button", name="開始").click()
    page.locator("#progress").wait_for()
    assert Axe().run(page).violations_count == 0

    # Somebody else sees it, and starts none beside it.
    other = signed_in("analyst")
    assert other.get("/running").json()["state"] == "starting"
    assert other.post("/running/start", batch=found_batches()[0].key, engines="tesseract").status_code == 409

    # The app that is started next finds it, and neither Ctrl-C nor the end of this one reaches it.
    with closing(client_of(create_app(settings), settings)) as client:
        client.cookies.set(sessions.COOKIE, other.client.cookies[sessions.COOKIE])
        assert client.get("/running").json()["state"] is not None
    pid = process.running_job().pid
    assert os.getsid(pid) == pid

    processes.until(lambda: [*results.glob("試行/*/parts/readings-*")])
    page.wait_for_function("document.getElementById('progress').max === 6")
    page.get_by_role("button", name="実行を止める").click()
    processes.until(lambda: process.running_job() is None)
    assert process.last_job().ended == 130
    page.goto("")
    run = next(results.glob("試行/*/run.json")).parent
    kept = {part.name: part.stat().st_mtime_ns for part in run.glob("parts/*")}
    assert kept

    page.get_by_role("button", name="続ける").click()
    page.locator("#progress").wait_for()
    page.locator("#progress").wait_for(state="detached")  # it asks, and loads the page anew by itself
    assert process.last_job().ended == 0
    assert page.locator(".runs td").first.inner_text().startswith("完了")
    assert "%" in page.locator(".runs .figure").first.inner_text()
    assert [*results.glob("試行/*/run.json")] == [run / "run.json"]
    name = f"試行/{run.name}"
    written = f"試行: {processes.SAMPLES}"
    assert log(app) == [
        ("analyst", "run_started", written), ("analyst", "run_stopped", "-"), ("analyst", "run_repeated", name),
    ]  # fmt: skip
