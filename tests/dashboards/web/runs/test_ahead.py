"""What the newest runs will be asked for is there before anybody asks, and nothing else is."""

from pathlib import Path

import pytest

from dashboards.web.prepared.waiting import NotYet, Preparations
from dashboards.web.runs import ahead
from dashboards.web.runs.ahead import Ahead
from pipelines.errors import KoukaError
from pipelines.runs.store import Run
from tests.pipelines.batches.meeting_files import write_batch
from tests.pipelines.meetings.written import written_run


def prepared(results: Path) -> dict[str, int]:
    return {kind.name: len([*kind.iterdir()]) for kind in (results / ".cache" / "web").iterdir()}


def test_the_newest_run_of_each_kind_is_prepared(results: Path, trial: Run, later: Run, tmp_path: Path):
    heard = written_run(write_batch(tmp_path / "meetings"), further={"faster-whisper:base": []})
    Ahead(Preparations()).look()
    assert prepared(results) == {"index": 1, "policy": 1, "comparison": 2, "meeting": 2}
    for kind in ("index", "policy"):
        (file,) = (results / ".cache" / "web" / kind).iterdir()
        assert file.name.startswith(later.name.replace("/", "+"))
    assert all(file.name.startswith(heard.name.replace("/", "+")) for file in results.glob(".cache/web/meeting/*"))


def test_pages_then_come_without_waiting(signed_in, trial: Run, monkeypatch: pytest.MonkeyPatch):
    Ahead(Preparations()).look()

    def never(_self: Preparations, path: Path, _arguments: list[str]) -> Path:
        assert path.is_file()
        return path

    monkeypatch.setattr(Preparations, "wait", never)
    for page in ("cases", "documents", "policy"):
        assert signed_in("viewer").get(f"/runs/{trial.name}/{page}").status_code == 200
    assert signed_in("viewer").get(f"/compare?runs={trial.name}").status_code == 200


def test_nothing_is_prepared_while_a_run_is_going_on(results: Path, trial: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ahead, "standing", lambda: object())
    Ahead(Preparations()).look()
    assert not (results / ".cache" / "web").exists()


def test_one_thing_at_a_time_and_what_cannot_be_made_is_not_tried_again(trial: Run, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []

    def wait(_self: Preparations, _path: Path, arguments: list[str]) -> Path:
        asked.append(arguments[0])
        if arguments[0] == "index":
            raise KoukaError("It cannot be made.")
        raise NotYet

    monkeypatch.setattr(Preparations, "wait", wait)
    watching = Ahead(Preparations())
    watching.look()
    watching.look()
    assert asked == ["index", "policy", "policy"]


def test_a_run_whose_batch_is_gone_is_left_alone(results: Path, trial: Run, forms_batch: Path):
    forms_batch.rename(forms_batch.with_name("moved"))
    Ahead(Preparations()).look()
    assert not (results / ".cache" / "web").exists()
