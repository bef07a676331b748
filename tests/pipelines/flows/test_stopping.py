"""Runs that are stopped, and the same command again."""

import json
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests import processes

pytestmark = [pytest.mark.slow, pytest.mark.prefect]

COMMAND = [processes.KOUKA, "run", "tests/data/six", "--campaign", "demo"]
ONE_EACH = {"KOUKA_CHUNK": "1"}


def test_a_killed_run_goes_on_and_ends_like_one_that_was_not(demo_run: Path, tmp_path: Path) -> None:
    with processes.started(COMMAND, tmp_path, **ONE_EACH) as process:
        processes.until(lambda: parts(tmp_path, "readings"))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    processes.until_gone(tmp_path)
    assert parts(tmp_path, "readings")
    goes_on_and_ends_like(demo_run, tmp_path, **ONE_EACH)


def test_ctrl_c_ends_everything_and_the_same_command_goes_on(demo_run: Path, tmp_path: Path) -> None:
    with processes.started(COMMAND, tmp_path, **ONE_EACH) as process:
        processes.until(lambda: parts(tmp_path, "readings"))
        os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to the whole group
        out, err = process.communicate(timeout=processes.SOON)
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1] == "Stopped. What was finished is kept; the same command goes on from there."
    assert "Traceback" not in err
    processes.until_gone(tmp_path)
    # Reading was cut off. What was not read must not be taken for read badly.
    assert [part.name for part in parts(tmp_path) if "failed" in part.read_text(encoding="utf-8-sig")] == []
    with closing(sqlite3.connect(tmp_path / ".prefect" / "prefect.db")) as database:
        assert database.execute("SELECT state_type FROM flow_run").fetchall() == [("CRASHED",)]
    # With chunks of the usual size: the parts of small ones must not be taken for theirs.
    goes_on_and_ends_like(demo_run, tmp_path)


def test_ctrl_c_while_the_server_starts(tmp_path: Path) -> None:
    with processes.started(COMMAND, tmp_path) as process:
        processes.until(lambda: (tmp_path / ".prefect" / "prefect.db").exists())
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=processes.SOON)
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1].startswith("Stopped.")
    processes.until_gone(tmp_path)


def test_a_run_whose_server_is_killed_ends_all_the_same(demo_run: Path, tmp_path: Path) -> None:
    # Prefect tries again for more than a minute, which has been seen and needs no test.
    with processes.started(COMMAND, tmp_path, **ONE_EACH, PREFECT_CLIENT_MAX_RETRIES="0") as process:
        processes.until(lambda: parts(tmp_path))
        (server,) = (pid for pid, command in processes.alive(tmp_path).items() if "embedded_server" in command)
        os.kill(server, signal.SIGKILL)
        out, err = process.communicate(timeout=processes.PATIENCE)
    assert process.returncode == 0, err
    (run,) = (file.parent for file in tmp_path.glob("demo/*/run.json"))
    assert out == f"{run / 'index.html'}\n"
    assert (run / "readings.csv").read_bytes() == (demo_run / "readings.csv").read_bytes()


def parts(results: Path, kind: str = "") -> list[Path]:
    return sorted(results.glob(f"demo/*/parts/{kind}*.csv"))


def goes_on_and_ends_like(undisturbed: Path, results: Path, **environment: str) -> None:
    (begun,) = results.glob("demo/*/run.json")
    done = processes.run(COMMAND, results, **environment)
    assert done.returncode == 0, done.stderr
    (run,) = (file.parent for file in results.glob("demo/*/run.json"))
    assert run == begun.parent
    for name in ("readings.csv", "pages.csv"):
        assert (run / name).read_bytes() == (undisturbed / name).read_bytes()
    assert quantities(run) == quantities(undisturbed)
    assert run.name.rpartition("-")[2] == undisturbed.name.rpartition("-")[2]
    assert not (run / "parts").exists()


def quantities(run: Path) -> bytes:
    """accuracy.json without the run's own id, in which its start stands."""
    content = (run / "accuracy.json").read_bytes()
    assert json.loads(content)["run"] == run.name
    return content.replace(run.name.encode(), b"")
