import hashlib
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from pipelines.batches.examine import load_forms
from pipelines.errors import ExitCode, KoukaError
from pipelines.runs import store
from pipelines.runs.beginning import begin_forms
from pipelines.settings import Settings
from tests.pipelines.conftest import Begin
from tests.pipelines.engines.faulty import Faulty

pytestmark = pytest.mark.usefixtures("faulty_engines")

HOLDS_AND_WAITS = """
import sys, time
from pathlib import Path
from pipelines.runs import store

with store.held(store.load(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(600)
"""


def finish(run: store.Run, when: str = "2026-04-01T09:00:00+09:00") -> store.Run:
    return run.save(run.file.model_copy(update={"finished": when}))


def test_a_run_says_what_it_will_read(three: Path, begin: Begin, results: Path) -> None:
    run = begin(three, "faulty", "tesseract")
    assert run.folder.parent == results / "trial"
    assert re.fullmatch(r"trial/\d{8}-\d{6}-[0-9a-f]{8}", run.name)
    record = store.load(run.folder).file
    assert record == run.file
    assert [engine.name for engine in record.engines] == ["faulty", "tesseract"]
    assert record.engines[0].version == Faulty.version()
    assert record.files.keys() == {
        "documents.csv",
        *(f"scans/moving-0{n}.pdf" for n in (1, 2, 3)),
        "templates/moving-notice/blank.pdf",
        "templates/moving-notice/template.toml",
    }
    assert record.batch.origin == "demonstration"
    assert (record.finished, record.counts) == (None, {})


def test_a_file_is_what_it_was_when_the_run_began(three: Path, begin: Begin) -> None:
    run, batch = begin(three), load_forms(three)
    scan = batch.documents[0].file
    before = hashlib.sha256(scan.read_bytes()).hexdigest()
    scan.write_bytes(b"another")
    assert run.digest_of(batch, scan) == before
    with pytest.raises(KeyError):  # never the digest of nothing, by which all new files would be one in the cache
        run.digest_of(batch, three / "scans" / "new.pdf")


def test_an_unfinished_run_goes_on(three: Path, begin: Begin) -> None:
    run = begin(three)
    assert begin(three) == run


def test_a_finished_run_is_left_alone(three: Path, begin: Begin) -> None:
    first = finish(begin(three))
    second = begin(three)
    third = begin(three)
    assert second.folder != first.folder
    assert third == second
    assert store.load(first.folder) == first


def test_two_runs_of_one_second_are_two_runs(three: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 4, 1, 9, 0, 0)

    monkeypatch.setattr(store, "datetime", Clock)
    folders = {finish(begin(three)).folder for _ in range(3)}
    assert len(folders) == 3
    assert all(store.load(folder).file.run == folder.name for folder in folders)


def append(file: str, content: bytes):
    def change(batch: Path, _patch: pytest.MonkeyPatch) -> None:
        with (batch / file).open("ab") as opened:
            opened.write(content)

    return change


@pytest.mark.parametrize(
    "change",
    [
        append("scans/moving-01.pdf", b"\n"),
        append("templates/moving-notice/template.toml", b"# x\n"),
        append("templates/moving-notice/blank.pdf", b"\n"),
        append("documents.csv", b"moving-01.pdf#2,moving-01.pdf,1,1,-,,,\r\n"),
        lambda batch, patch: patch.setattr(Faulty, "version", staticmethod(lambda: "2")),
        lambda batch, patch: (batch / "scans" / "moving-01.pdf").unlink(),
    ],
    ids=["scan", "template", "blank", "documents", "engine", "scan gone"],
)
def test_what_readings_depend_on_makes_another_run(
    three: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch, change
) -> None:
    first = begin(three)
    change(three, monkeypatch)
    assert begin(three).folder.name[-8:] != first.folder.name[-8:]


def test_a_setting_makes_another_run(three: Path, begin: Begin) -> None:
    batch = load_forms(three)
    first, second = (begin_forms(batch, "trial", ("faulty",), Settings(dpi=dpi)) for dpi in (300, 200))
    assert first.folder.name[-8:] != second.folder.name[-8:]


@pytest.mark.parametrize("there", [[], ["pdfinfo"], ["pdftoppm"]])
def test_without_poppler_nothing_is_begun(
    three: Path, begin: Begin, results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: list[str]
) -> None:
    for program in there:
        (tmp_path / program).write_text("#!/bin/sh\n")
        (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KoukaError, match="poppler is not installed") as caught:
        begin(three)
    assert caught.value.code is ExitCode.SETUP
    assert "apt-get install poppler-utils" in (caught.value.problem.todo or "")
    assert not results.exists()


def test_truth_may_be_corrected_while_a_run_goes_on(three: Path, begin: Begin) -> None:
    run = begin(three)
    truth = three / "truth" / "moving-notice.csv"
    truth.write_bytes(truth.read_bytes().replace("令和6年3月15日".encode(), "令和6年3月16日".encode()))
    assert begin(three) == run


def test_a_batch_that_was_moved_goes_on(three: Path, begin: Begin, tmp_path: Path) -> None:
    run = begin(three)
    moved = Path(shutil.move(three, tmp_path / "moved"))
    again = begin(moved)
    assert again.folder == run.folder
    assert store.batch_of(store.load(again.folder)).path.resolve() == moved.resolve()


def test_results_and_batch_may_be_moved_together(
    three: Path, begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = begin(three)
    home = tmp_path / "elsewhere"
    home.mkdir()
    for folder in (three, tmp_path / "results"):
        shutil.move(folder, home / folder.name)
    monkeypatch.setenv("KOUKA_RESULTS", str(home / "results"))
    assert store.batch_of(store.find(run.name)).path == home / "batch"


@pytest.mark.parametrize(
    "campaign",
    ["", ".", "..", "../trial", "a/b", "/tmp/x", ".cache", "a b", "a\0b", "a.b", "a\nb", "a" * 61, "試" * 61],
)
def test_a_campaign_is_no_path(three: Path, begin: Begin, results: Path, campaign: str) -> None:
    with pytest.raises(KoukaError, match="cannot be the name of a campaign") as caught:
        begin(three, campaign=campaign)
    assert caught.value.code is ExitCode.USAGE
    assert not results.exists()


@pytest.mark.parametrize("campaign", ["demo", "2026-04_trial", "効果検証", "𠮷" * 60])
def test_what_a_campaign_may_be_called(three: Path, begin: Begin, campaign: str) -> None:
    assert begin(three, campaign=campaign).name.startswith(f"{campaign}/")


def test_a_campaign_gets_files_to_fill_in(three: Path, begin: Begin, results: Path) -> None:
    begin(three)
    assert (results / "trial" / "campaign.toml").is_file()
    (results / "trial" / "case.toml").write_text("mine")
    begin(three)
    assert (results / "trial" / "case.toml").read_text() == "mine"


def test_a_run_is_found_by_its_name_or_its_folder(three: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    run = begin(three)
    assert store.find(run.name) == run
    assert store.find(str(run.folder)) == run
    monkeypatch.chdir(run.folder.parent)
    assert store.find(run.folder.name).file == run.file


def test_the_latest_is_the_last_that_was_begun_and_finished(three: Path, begin: Begin, results: Path) -> None:
    def at(when: str, campaign: str, finished: bool) -> str:
        run = begin(three, campaign=campaign)
        moved = Path(shutil.move(run.folder, run.folder.with_name(f"{when}-{run.folder.name[-8:]}")))
        if finished:
            finish(store.load(moved))
        return f"{campaign}/{moved.name}"

    at("20260401-090000", "b", True)
    newest = at("20260402-090000", "a", True)
    at("20260403-090000", "a", False)
    assert store.find("latest").name == newest
    assert [run.folder.name[:8] for run in store.all_runs()] == ["20260403", "20260402", "20260401"]


@pytest.mark.parametrize("name", ["demo/20260401-090000-1a2b3c4d", "other", "..", "x" * 300])
def test_an_unknown_run(three: Path, begin: Begin, name: str) -> None:
    begin(three)
    with pytest.raises(KoukaError, match="no run here") as caught:
        store.find(name)
    assert caught.value.code is ExitCode.INPUT
    assert caught.value.problem.where is not None


def test_of_a_campaign_in_the_place_of_a_run_the_newest_is_named(three: Path, begin: Begin) -> None:
    run = begin(three)
    with pytest.raises(KoukaError, match="“trial” is a campaign and no run") as caught:
        store.find("trial")
    assert caught.value.code is ExitCode.USAGE
    assert (caught.value.problem.todo or "").endswith(run.name)


def test_no_run_yet(results: Path, three: Path, begin: Begin) -> None:
    for _ in range(2):
        with pytest.raises(KoukaError, match="no finished run yet") as caught:
            store.find("latest")
        assert caught.value.code is ExitCode.USAGE
        assert "kouka run" in (caught.value.problem.todo or "")
        begin(three)


@pytest.mark.parametrize(
    "damage",
    [b"", b"{}", b"\xff", b'{"schema": 2}', b"[" * 100_000],
    ids=["empty", "keys", "binary", "version", "deep"],
)
def test_a_damaged_record_is_named_and_passed_over(three: Path, begin: Begin, damage: bytes) -> None:
    good, bad = begin(three), begin(three, campaign="bad")
    (bad.folder / "run.json").write_bytes(damage)
    with pytest.raises(KoukaError, match="cannot be read") as caught:
        store.find(bad.name)
    assert str(caught.value.problem.where) == str(bad.folder / "run.json")
    assert list(store.all_runs()) == [good]


def test_a_damaged_record_keeps_nobody_from_beginning(three: Path, begin: Begin) -> None:
    run = begin(three)
    (run.folder / "run.json").write_bytes(b"{}")
    again = begin(three)
    assert again.folder != run.folder
    assert (run.folder / "run.json").read_bytes() == b"{}"


def test_what_was_not_measured_is_said(three: Path, begin: Begin) -> None:
    run = begin(three)
    with pytest.raises(KoukaError, match="missing") as caught:
        store.accuracy_of(run)
    assert f"kouka score {run.name}" in (caught.value.problem.todo or "")
    (run.folder / "accuracy.json").write_bytes(b"{}")
    with pytest.raises(KoukaError, match="cannot be read"):
        store.accuracy_of(run)


def test_a_run_is_worked_on_by_one_process(three: Path, begin: Begin) -> None:
    run = begin(three)
    command = [sys.executable, "-c", HOLDS_AND_WAITS, str(run.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(KoukaError, match=f"{run.name} is being worked on") as caught, store.held(run):
            pass
        assert caught.value.code is ExitCode.BUSY
        other.kill()
    with store.held(store.load(run.folder)):
        pass
    with store.held(run):
        pass
