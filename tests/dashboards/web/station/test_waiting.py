"""Whoever only looks keeps nobody from writing: people at work wait for no table and no list."""

import json

import pytest
from sqlalchemy import select

from dashboards.web.database import opening
from dashboards.web.database.tables import audit, studies
from dashboards.web.security import audit as log
from dashboards.web.station import lookup
from dashboards.web.studies import commands, confirming_pages, exporting, materials
from pipelines.errors import ExitCode
from pipelines.runs import store
from tests.dashboards.web.station.at_work import Worker


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch):
    """Who cannot write fails soon."""
    monkeypatch.setattr(opening, "WAIT_MS", 50)


@pytest.fixture
def written(app, rows_of):
    """Makes something of a module write through another connection while it works; how often that was kept."""

    def meanwhile(function):
        def both(*given):
            with app.state.engine.begin() as connection:
                log.record(connection, "somebody", "meanwhile", "-")
            return function(*given)

        return both

    meanwhile.times = lambda: len(rows_of(select(audit).where(audit.c.action == "meanwhile")))
    return meanwhile


@pytest.fixture
def done(study, signed_in):
    study("manual", people=("P1",), items=1, practice=0)
    Worker(signed_in("P1")).does_all(name="田中")


@pytest.mark.usefixtures("done")
@pytest.mark.parametrize("table", ["timings", "events"])
def test_tables_are_made_while_others_write(signed_in, written, monkeypatch, rows_of, table):
    monkeypatch.setattr(exporting, "records", written(exporting.records))
    assert signed_in("A1").get(f"/studies/spring/{table}.csv").status_code == 200
    assert written.times() == 1
    assert rows_of(select(audit.c.action))[-1].action.endswith("_taken_out")


@pytest.mark.usefixtures("done")
def test_what_is_to_be_confirmed_is_looked_up_while_others_write(signed_in, written, monkeypatch):
    monkeypatch.setattr(confirming_pages, "next_to_confirm", written(confirming_pages.next_to_confirm))
    page = signed_in("P2").get("/confirm")
    assert page.status_code == 200
    address = page.text.split('action="/confirm/')[1].split('"')[0]
    assert signed_in("P2").post(f"/confirm/{address}", agrees="true").status_code == 303
    assert written.times() == 2


@pytest.mark.usefixtures("done")
@pytest.mark.parametrize(("action", "more"), [("show", {}), ("recompute", {}), ("export", {"out": "taken"})])
def test_commands_look_at_one_moment_while_others_write(app, written, monkeypatch, tmp_path, action, more):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KOUKA_DATABASE", app.state.settings.database)
    monkeypatch.setattr(lookup, "study_named", written(lookup.study_named))
    assert commands.do(action, json.loads(json.dumps({"name": "spring"} | more))) is ExitCode.OK
    assert written.times() == 1


def test_the_list_of_studies_reads_no_record_of_a_run_twice(signed_in, monkeypatch):
    assert signed_in("A1").get("/studies").status_code == 200
    read = []
    monkeypatch.setattr(store, "load", lambda folder: read.append(folder))
    assert signed_in("A1").get("/studies").status_code == 200
    assert read == []


def test_a_batch_is_read_for_a_study_while_others_write(app, study, signed_in, written, monkeypatch, rows_of):
    study("manual", people=("P1",), items=1, practice=0)
    (run,) = {row.run for row in rows_of(select(studies))}
    monkeypatch.setattr(materials.snapshot, "pages_of", written(materials.snapshot.pages_of))
    told = {"name": "autumn", "run": run, "people": ["P2"], "arms": ["manual"], "items": "1", "practice": "0"}
    assert signed_in("A1").post("/studies", **told).status_code == 303
    assert written.times() == 1
