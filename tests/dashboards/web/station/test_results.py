"""What the page of a study says of its work: balance, the model of work, other volumes; each state computed once."""

import re

import pytest
from sqlalchemy import event

from dashboards.web.security import audit
from dashboards.web.station.lookup import assignments_of, study_named
from dashboards.web.studies import commands, results
from dashboards.web.studies.results import results_of
from dashboards.web.studies.timings import measured_times
from dashboards.web.summaries import summaries
from dashboards.web.working import process
from pipelines import scoring
from pipelines.errors import ExitCode, KoukaError
from pipelines.runs import store
from pipelines.tables import read_table, to_csv
from tests.dashboards.web.station.at_work import Worker
from tests.dashboards.web.station.conftest import WRONG


@pytest.fixture
def found(app):
    def of():
        with app.state.engine.begin() as connection:
            return results_of(connection, study_named(connection, "spring"))

    return of


@pytest.fixture
def truth(results):
    return results.parent / "batch" / "truth" / "moving-notice.csv"


@pytest.fixture(autouse=True)
def started(monkeypatch):
    """What the app would have started, with the title and the campaign."""
    found = []
    monkeypatch.setattr(process, "start", lambda *given: found.append(given))
    return found


def all_submit(signed_in, *people, **entered):
    for person in people:
        worker = Worker(signed_in(person))
        while worker.person.get("/work/next").headers["location"] != "/work":
            worker.does_all(**entered)


def test_each_state_of_work_and_truth_is_computed_once(study, signed_in, found, truth, monkeypatch):
    times = []
    computed = results._computed
    monkeypatch.setattr(results, "_computed", lambda *given: times.append(1) or computed(*given))
    study("manual", "ai_all", items=2, practice=0)
    Worker(signed_in("P1")).does_all(name="x")
    first = found()
    assert found() is first
    Worker(signed_in("P2")).does_all(name="x")
    second = found()
    assert len(times) == 2
    assert sum(each.items for each in second.arms) == 2
    table = read_table(truth)
    truth.write_text(to_csv([row | {"name": "x"} for row in table.rows], table.columns), "utf-8-sig")
    assert found() is not second
    assert len(times) == 3


def test_what_was_compared_with_the_truth_is_not_compared_again(study, signed_in, app, found):
    study("manual", people=("P1",), items=4, practice=0)
    asked = []
    event.listen(app.state.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    counts = []
    for _form in range(4):
        Worker(signed_in("P1")).does_all(name="x")
        before = len(asked)
        found()
        counts.append(len(asked) - before)
    assert counts[1] == counts[3]


def test_a_field_that_the_form_has_got_since_is_no_error_of_people(study, signed_in, app, truth):
    study("manual", people=("P1",), items=1, practice=0)
    table = read_table(truth)
    worker = Worker(signed_in("P1")).open()
    template = truth.parent.parent / "templates" / "moving-notice" / "template.toml"
    more = '\n[[fields]]\nid = "added"\nlabel = "Added"\ntype = "text"\nbox_mm = [10.0, 10.0, 20.0, 5.0]\n'
    template.write_text(template.read_text("utf-8") + more, "utf-8")
    truth.write_text(to_csv([row | {"added": "y"} for row in table.rows], [*table.columns, "added"]), "utf-8-sig")
    worker.does("open")
    with app.state.engine.begin() as connection:
        (mine,) = assignments_of(connection, study_named(connection, "spring"))
    item = next(row for row in table.rows if row["document"] == mine.item)
    for at in worker.fields:
        worker.enters(at, item[at])
    worker.does("submit", after_ms=500)
    assert worker.sends().json()["closed"]
    with app.state.engine.begin() as connection:
        rows = measured_times(connection, study_named(connection, "spring"))
    assert rows["errors_left"].tolist() == [0]


def test_what_is_unbalanced_in_the_work_that_was_done_is_said(study, signed_in, english):
    study("manual", "ai_all", items=4, practice=0)
    worker = Worker(signed_in("P1"))
    for _form in range(4):
        worker.does_all(name="x")
    page = signed_in("A1").get("/studies/spring").text
    assert 'id="balance"' in page
    assert "meet on 0 items only" in page
    assert "This must not be" not in page
    Worker(signed_in("P2"))
    all_submit(signed_in, "P2", name="x")
    assert 'id="balance"' not in signed_in("A1").get("/studies/spring").text


def test_of_six_forms_there_is_no_model_of_work_but_a_reason(study, signed_in, english):
    study("manual", "ai_all", items=6, practice=0)
    all_submit(signed_in, "P1", "P2", name="平塚 花子")
    section = signed_in("A1").get("/studies/spring").text.split('id="effort"')[1]
    assert "too few times" in section.split('id="predicted"')[1]


def test_the_model_of_work_predicts_another_volume_and_accuracy(study, signed_in, english, monkeypatch):
    monkeypatch.setattr("evaluators.timing.effort.FEW_DOCUMENTS", 1)
    study("manual", "ai_all", items=6, practice=0)
    all_submit(signed_in, "P1", "P2", **{WRONG: "令和3年4月1日", "name": "平塚 花子"})
    analyst = signed_in("A1")
    page = analyst.get("/studies/spring").text
    section = page[page.index('id="effort"') : page.index('id="progress"')]
    assert "typing or correcting a character" in section
    assert "it cannot be told apart from other work" in section  # one kind of form: as many fields on every sheet
    hours = re.findall(r"<b>([\d.,]+) h</b>", section)
    more = analyst.get("/studies/spring?forms=10000&errors=50").text
    many = re.findall(r"<b>([\d.,]+) h</b>", more[more.index('id="predicted"') :])
    assert len(hours) == len(many) == 2
    assert [float(one.replace(",", "")) > 2 * float(two) for one, two in zip(many, hours, strict=True)] == [True, True]
    assert analyst.get("/studies/spring?forms=0").status_code == 400


def test_times_are_put_beside_the_run_which_is_measured_again(study, signed_in, results, started):
    study("manual", people=("P1",), items=1, practice=0)
    Worker(signed_in("P1")).does_all(name="x")
    assert signed_in("A1").post("/studies/spring/export").status_code == 303
    folder = results / "demo" / "studies" / "spring"
    assert sorted(path.name for path in folder.iterdir()) == ["events.csv", "study.json", "timings.csv"]
    run = store.find(store.LATEST)
    assert started == [(["score", run.name], run.file.batch.title, "demo")]
    assert signed_in("P1").post("/studies/spring/export").status_code == 403
    with store.held(run):
        assert signed_in("A1").post("/studies/spring/export").status_code != 303
    assert len(started) == 1


def test_what_two_people_took_stands_in_the_results_of_the_run_as_measured(study, signed_in, results, english):
    study("manual", "ai_all", items=6, practice=0)
    all_submit(signed_in, "P1", "P2", name="平塚 花子")
    signed_in("A1").post("/studies/spring/export")
    run = store.find(store.LATEST)
    scoring.score(run, crops=False)
    found = {each.id: each for each in store.accuracy_of(run).quantities}
    share = found["share_saved/method=ai_all/study=spring"]
    assert (share.source, share.grade, share.n_documents) == ("measured", "demonstration", 6)
    assert found["minutes_saved/tesseract/study=spring"].value is not None
    assert found["errors_left/method=manual/study=spring"].value > 0
    assert [each.saved[0].scope for each in summaries()] == [{"study": "spring"}]
    page = signed_in("A1").get(f"/runs/{run.name}").text
    assert "measured, study “spring”" in page
    assert "modelled" in page
    assert len(re.findall("measured, study “spring”", page)) == 1


def test_the_command_says_what_the_page_says(study, signed_in, app, monkeypatch, capsys, english):
    study("manual", "ai_all", items=4, practice=0)
    for _form in range(4):
        Worker(signed_in("P1")).does_all(name="x")
    monkeypatch.setenv("KOUKA_DATABASE", app.state.settings.database)
    assert commands.do("show", {"name": "spring"}) is ExitCode.OK
    said = capsys.readouterr().out
    assert "how much time is saved cannot be said" in said
    assert "What is unbalanced in the work that was done:" in said
    assert "meet on 0 items only" in said


def test_what_a_command_takes_out_stands_in_the_log(study, signed_in, app, monkeypatch, tmp_path, english):
    study("manual", people=("P1",), items=1, practice=0)
    Worker(signed_in("P1")).does_all(name="x")
    monkeypatch.setenv("KOUKA_DATABASE", app.state.settings.database)
    for action, more in (("export", {"out": str(tmp_path / "out")}), ("truth", {"out": str(tmp_path / "truth")})):
        commands.do(action, {"name": "spring", **more})
    with app.state.engine.begin() as connection:
        entries = [(each.account[:1], each.action, each.object) for each in audit.entries(connection)][-2:]
    assert entries == [("$", "times_taken_out", "spring"), ("$", "truth_taken_out", "spring")]


def test_what_cannot_be_written_into_the_log_is_not_taken_out(study, app, monkeypatch, tmp_path, english):
    study("manual", people=("P1",), items=1, practice=0)
    monkeypatch.setenv("KOUKA_DATABASE", app.state.settings.database)

    def refuse(*_given, **_detail):
        raise KoukaError("full")

    monkeypatch.setattr(audit, "record", refuse)
    for action in ("export", "truth"):
        with pytest.raises(KoukaError, match="full"):
            commands.do(action, {"name": "spring", "out": str(tmp_path / action)})
        assert not (tmp_path / action).exists()
