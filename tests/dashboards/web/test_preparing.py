"""What takes long is made by a process of its own; the page waits, and says what went wrong."""

import subprocess

import pytest

from dashboards.web.prepared import waiting
from tests import processes
from tests.dashboards.web.visiting import RUN

pytestmark = pytest.mark.usefixtures("english")


def test_a_page_says_that_it_is_being_prepared_and_then_comes(signed_in, results_with_run, monkeypatch):
    monkeypatch.setattr(waiting, "SOON", 0.01)
    viewer = signed_in("viewer")
    first = viewer.get(f"/runs/{RUN}/cases")
    assert first.status_code == 202
    assert "Being prepared" in first.text
    processes.until(lambda: viewer.get(f"/runs/{RUN}/cases").status_code != 202)
    assert viewer.get(f"/runs/{RUN}/cases").status_code == 200
    assert len(list((results_with_run / ".cache" / "web" / "index").iterdir())) == 1


def test_what_cannot_be_prepared_is_told_in_words(signed_in, results_with_run, monkeypatch):
    monkeypatch.setattr(waiting, "SOON", processes.PATIENCE)
    (results_with_run.parent / "samples").unlink()
    answer = signed_in("viewer").get(f"/runs/{RUN}/cases")
    assert answer.status_code == 400
    assert "samples/forms" in answer.text


def test_whoever_waited_for_what_cannot_be_prepared_reads_why(signed_in, results_with_run, monkeypatch):
    """The page that waits asks until there is an answer, and then once more, to show it."""
    monkeypatch.setattr(waiting, "SOON", 0.01)
    (results_with_run.parent / "samples").unlink()
    viewer, address = signed_in("viewer"), f"/runs/{RUN}/cases"
    processes.until(lambda: viewer.get(address).status_code != 202)
    again = viewer.get(address)
    assert again.status_code == 400
    assert "samples/forms" in again.text
    (results_with_run.parent / "samples").symlink_to(processes.ROOT / "samples")
    monkeypatch.setattr(waiting, "TOLD_AGAIN", 0.0)
    assert viewer.get(address).status_code == 202  # tried anew, after a while


def test_what_is_asked_for_beyond_what_can_be_made_waits_its_turn(results, tmp_path, monkeypatch):
    monkeypatch.setattr(waiting, "SOON", 0.01)
    sleeping = ["sleep", "30"]
    monkeypatch.setattr(waiting, "_start", lambda *_: subprocess.Popen(sleeping, stdout=subprocess.PIPE))
    preparations = waiting.Preparations()
    try:
        for number in range(5):
            with pytest.raises(waiting.NotYet):
                preparations.wait(tmp_path / str(number), [])
        assert len(preparations._running) == waiting.MOST
    finally:
        for job in preparations._running.values():
            job.process.kill()
            job.process.wait()
            job.process.stdout.close()


def test_a_name_in_an_address_is_never_an_option(tmp_path, monkeypatch):
    started = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: started.append(command))
    waiting._start(tmp_path / "out", ["meeting", "trial/run", "--out=/elsewhere"])
    (command,) = started
    assert command.index("--") < command.index("meeting") < command.index("--out=/elsewhere")
