"""What forms say goes, figures stay, and the log tells; what is younger, held or of others is left."""

import csv
import fcntl
import json
import os
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from dashboards.web.database import tables
from dashboards.web.database.opening import open_database
from dashboards.web.purging import commands
from dashboards.web.settings import default_database
from pipelines import scoring
from pipelines.commands import call, guarded
from pipelines.errors import ExitCode, KoukaError
from pipelines.meetings import scoring as of_meetings
from pipelines.runs import store
from tests.dashboards.web.visiting import RUN
from tests.pipelines.batches.meeting_files import write_batch
from tests.pipelines.meetings.written import written_run

FIGURES = {"run.json", "accuracy.json", "pages.csv", "purged.json", ".lock", "index.html"}


@pytest.fixture
def measured(results_with_run, monkeypatch, english):
    """A run of the bundled forms with a page and a picture, and something in the cache."""
    monkeypatch.delenv("KOUKA_DATABASE", raising=False)
    open_database(default_database()).dispose()
    found = store.load(results_with_run / RUN)
    found.page.write_text("what was read", encoding="utf-8")
    (found.folder / "cases").mkdir()
    (found.folder / "cases" / "a.png").write_bytes(b"picture")
    (results_with_run / ".cache" / "pages" / "ab").mkdir(parents=True)
    (results_with_run / ".cache" / "pages" / "ab" / "page.png").write_bytes(b"page")
    return found


@pytest.fixture
def run(measured, monkeypatch):
    """The same, where measuring takes no time."""

    def quickly(found, crops):
        assert not crops
        batch_of(found)
        found.page.write_text("figures", encoding="utf-8")

    batch_of = store.batch_of
    monkeypatch.setattr(scoring, "score", quickly)
    return measured


def read(run):
    """What engines read, as it would stand in any file."""
    with (run.folder / "readings.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["text"] for row in csv.DictReader(file) if len(row["text"]) > 5 and not row["text"].isascii()}


def entries():
    engine = open_database(default_database())
    with engine.connect() as connection:
        rows = connection.execute(select(tables.audit.c.action, tables.audit.c.object, tables.audit.c.account)).all()
    engine.dispose()
    return [tuple(row) for row in rows]


def test_contents_go_and_figures_stay(measured, results, capsys):
    run = measured
    texts, figures = read(run), (run.folder / "accuracy.json").read_bytes()
    assert len(texts) > 50
    assert commands.purge("demo", None, sure=True) == ExitCode.OK
    there = {path.name for path in run.folder.iterdir()}
    assert there - {path.name for path in run.folder.glob("timings-*.csv")} == FIGURES
    assert (run.folder / "accuracy.json").read_bytes() == figures
    for file in run.folder.iterdir():
        written = file.read_text("utf-8")
        assert [text for text in texts if text in written] == [], file.name
    assert not list((results / ".cache").rglob("*.png"))
    ((action, about, account),) = entries()
    assert (action, about) == ("purged", RUN)
    assert account.startswith("$")
    assert json.loads((run.folder / "purged.json").read_text())["files"] == 3


@pytest.mark.parametrize(("off", "kept"), [(1 + 1e-14, True), (1.001, False)])
def test_a_page_is_kept_whose_figures_differ_in_the_last_digits_alone(run, monkeypatch, off, kept):
    before = (run.folder / "accuracy.json").read_bytes()

    def nearly(found, crops):
        said = json.loads(before)
        first = next(each for each in said["quantities"] if each["value"])
        first["value"] *= off
        (found.folder / "accuracy.json").write_text(json.dumps(said), "utf-8")

    monkeypatch.setattr(scoring, "score", nearly)
    commands.purge("demo", None, sure=True)
    assert run.page.exists() is kept
    assert (run.folder / "accuracy.json").read_bytes() == before


def test_a_campaign_that_is_none_is_no_success_and_takes_nothing(run, results):
    with pytest.raises(KoukaError, match="no campaign of this name") as refused:
        commands.purge("dema", None, sure=True)
    assert refused.value.code == ExitCode.USAGE
    assert (results / ".cache" / "pages" / "ab" / "page.png").exists()


def test_of_a_log_that_is_not_there_nothing_is_said(run, capsys):
    default_database_file = Path(default_database().removeprefix("sqlite:///"))
    commands.purge("demo", None, sure=True)
    assert "The log of use says" in capsys.readouterr().out
    default_database_file.unlink()
    (run.folder / "readings.csv").write_text("again", "utf-8")
    commands.purge("demo", None, sure=True)
    assert "log of use" not in capsys.readouterr().out


def test_where_the_log_cannot_be_written_nothing_is_taken_away(run, results, monkeypatch):
    monkeypatch.setenv("KOUKA_DATABASE", f"sqlite:///{results / 'none.sqlite'}")
    with pytest.raises(KoukaError, match="no database yet"):
        commands.purge("demo", None, sure=True)
    assert (run.folder / "readings.csv").exists()
    assert (results / ".cache" / "pages" / "ab" / "page.png").exists()


def test_what_was_taken_away_is_not_taken_away_again(run, capsys):
    commands.purge("demo", None, sure=True)
    capsys.readouterr()
    assert commands.purge("demo", None, sure=True) == ExitCode.OK
    assert "nothing to take away" in capsys.readouterr().out
    assert len(entries()) == 1


@pytest.mark.parametrize("command", [["score"], ["policy", "propose"]])
def test_what_needs_what_was_read_is_refused_with_words(run, command, capsys):
    commands.purge("demo", None, sure=True)
    accuracy = (run.folder / "accuracy.json").read_bytes()
    assert call([*command, RUN, "--lang", "en"]) == ExitCode.INPUT
    assert "figures alone are kept" in capsys.readouterr().err
    assert (run.folder / "accuracy.json").read_bytes() == accuracy


def test_without_its_batch_the_page_goes_too(run, results):
    (results.parent / "samples").unlink()
    figures = (run.folder / "accuracy.json").read_bytes()
    commands.purge("demo", None, sure=True)
    assert not run.page.exists()
    assert (run.folder / "accuracy.json").read_bytes() == figures


def test_figures_that_would_come_out_otherwise_stay_as_they_were(run, monkeypatch):
    accuracy = run.folder / "accuracy.json"
    before = accuracy.read_bytes()
    monkeypatch.setattr(scoring, "score", lambda found, crops: accuracy.write_bytes(b"others"))
    commands.purge("demo", None, sure=True)
    assert accuracy.read_bytes() == before
    assert not run.page.exists()


def test_what_is_younger_stays(run, results):
    age = (datetime.now(UTC) - datetime.fromisoformat(run.file.finished)).days
    old = results / ".cache" / "pages" / "ab" / "old.png"
    old.write_bytes(b"old")
    then = (datetime.now() - timedelta(days=age + 5)).timestamp()
    os.utime(old, (then, then))
    assert commands.purge("", age + 1, sure=True) == ExitCode.OK
    assert (run.folder / "readings.csv").exists()
    assert not old.exists()
    assert (results / ".cache" / "pages" / "ab" / "page.png").exists()
    commands.purge("", max(0, age - 1), sure=True)
    assert not (run.folder / "readings.csv").exists()


def test_a_young_copy_of_what_an_old_run_read_goes_with_it(run, results):
    age = (datetime.now(UTC) - datetime.fromisoformat(run.file.finished)).days
    copied = results / ".cache" / "web" / "index" / "run-0a1b"
    copied.parent.mkdir(parents=True)
    copied.write_bytes(b"what was read")
    commands.purge("", age + 1, sure=True)
    assert copied.exists()
    commands.purge("", max(0, age - 1), sure=True)
    assert not copied.exists()


def test_other_campaigns_and_the_one_that_comes_with_kouka_stay(run, results):
    for name in ("other", "reference"):
        shutil.copytree(results / "demo", results / name)
    commands.purge("demo", None, sure=True)
    assert (results / "other" / run.folder.name / "readings.csv").exists()
    commands.purge("", 0, sure=True)
    assert not (results / "other" / run.folder.name / "readings.csv").exists()
    assert (results / "reference" / run.folder.name / "readings.csv").exists()


def test_a_run_that_is_worked_on_stops_it(run):
    with (run.folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(KoukaError) as caught:
            commands.purge("demo", None, sure=True)
    assert caught.value.code is ExitCode.BUSY
    assert (run.folder / "readings.csv").exists()


def test_a_link_goes_and_what_it_leads_to_stays(run, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.txt").write_text("kept")
    (run.folder / "cases" / "link").symlink_to(outside)
    commands.purge("demo", None, sure=True)
    assert not (run.folder / "cases").exists()
    assert (outside / "a.txt").read_text() == "kept"


def test_it_asks_and_no_is_no(run, monkeypatch, capsys):
    monkeypatch.setattr("click.confirm", lambda *_told: (_ for _ in ()).throw(KeyboardInterrupt))
    assert guarded(lambda: commands.purge("demo", None, sure=False)) == ExitCode.INTERRUPTED
    monkeypatch.setattr("click.confirm", lambda *_told: False)
    assert guarded(lambda: commands.purge("demo", None, sure=False)) == ExitCode.OK
    assert (run.folder / "readings.csv").exists()
    said = capsys.readouterr().out
    assert f"{RUN} (" in said
    assert said.endswith("Nothing was taken away.\n")


def test_of_meetings_what_was_said_goes_and_figures_stay(results, tmp_path, english, monkeypatch, capsys):
    monkeypatch.delenv("KOUKA_DATABASE", raising=False)
    meeting = written_run(write_batch(tmp_path / "meetings"))
    of_meetings.score(meeting)
    figures = (meeting.folder / "accuracy.json").read_bytes()
    assert "発言" in without_tags(meeting.page)
    assert commands.purge("trial", None, sure=True) == ExitCode.OK
    assert {path.name for path in meeting.folder.iterdir()} == FIGURES - {"pages.csv"} | {"tracks.csv"}
    assert (meeting.folder / "accuracy.json").read_bytes() == figures
    for file in meeting.folder.iterdir():
        assert not {"ご視聴", "発言"} & {*re.findall("ご視聴|発言", without_tags(file))}, file.name


def without_tags(file):
    """Characters that differ stand in elements of their own."""
    return re.sub(r"<[^>]+>|\s", "", file.read_text("utf-8"))
