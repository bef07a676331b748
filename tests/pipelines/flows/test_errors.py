"""What a person, Prefect and the terminal get to know of a run that fails."""

import fcntl
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.errors import ExitCode
from tests import log_of_use, processes
from tests.pipelines.flows.content import found_below

pytestmark = [pytest.mark.slow, pytest.mark.prefect]

CANARY = "髙橋　美咲"
ARGUMENTS = ["run", "tests/data/six", "--campaign", "demo"]
BROKEN = f"""\
from pipelines.commands import main
from pipelines.runs import chunks

whole = chunks.read_chunk

def read_chunk(folder, number, engine):
    if engine == "tesseract":
        raise LookupError("{CANARY}")
    whole(folder, number, engine)

chunks.read_chunk = read_chunk
if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    results = tmp_path_factory.mktemp("errors") / "results"
    log_of_use.begin(results)
    return results


@pytest.fixture(scope="module")
def failed(results: Path):
    """A run in which one engine's task raises an error that holds what stands on a form."""
    program = results.parent / "broken.py"
    program.write_text(BROKEN, encoding="utf-8")
    return processes.run([sys.executable, str(program), *ARGUMENTS], results, PYTHONPATH=str(processes.ROOT))


def test_a_fault_is_told_with_its_kind_and_place_and_nothing_else(failed) -> None:
    assert failed.returncode == ExitCode.BUG
    assert failed.stdout == ""
    assert "This is a fault of kouka's: LookupError" in failed.stderr
    assert "broken.py:8 read_chunk" in failed.stderr
    assert CANARY not in failed.stderr
    assert " | ERROR " not in failed.stderr  # Prefect's lines; kouka has said it


def test_prefect_knows_the_kind_and_the_place_and_nothing_else(failed, results: Path) -> None:
    summary = "LookupError in broken.py:8"
    assert found_below(results / ".prefect", [CANARY, summary]) == {summary}
    with closing(sqlite3.connect(results / ".prefect" / "prefect.db")) as database:
        states = database.execute("SELECT state_type FROM flow_run").fetchall()
    assert states == [("FAILED",)]
    assert found_below(results / ".cache", [CANARY]) == set()


def test_the_tasks_beside_it_finish(failed, results: Path) -> None:
    parts = sorted(results.glob("demo/*/parts/readings-*.csv"))
    assert parts
    assert all(part.stem.endswith("rapidocr") for part in parts)
    assert sum(part.read_text(encoding="utf-8-sig").count("\n") - 1 for part in parts) == 6 * 8
    assert "Reading: 0 of 6 documents, took" in failed.stderr  # one engine's reading is not a document read
    processes.until_gone(results)


def test_what_kouka_has_to_say_comes_through_prefect_unharmed(failed, results: Path) -> None:
    (run,) = (file.parent for file in results.glob("demo/*/run.json"))
    before = log_of_use.entries(results)
    with (run / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = processes.run([processes.KOUKA, *ARGUMENTS], results)
    assert done.returncode == ExitCode.BUSY
    assert f"The run demo/{run.name} is being worked on by another process." in done.stderr
    assert "  → Wait for it to end, or stop it." in done.stderr
    assert "Withheld" not in done.stderr
    (entry,) = log_of_use.entries(results)[len(before) :]  # of the command; its flow adds none
    assert (entry.action, entry.object, entry.detail) == ("run_started", f"demo: {processes.SAMPLES}", {})
