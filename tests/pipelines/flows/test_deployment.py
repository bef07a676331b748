"""prefect.yaml, as an operator uses it: a server, a work pool, a deployment, a worker that picks up runs."""

import csv
import getpass
import json
import shutil
import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from pipelines.closed_network import ClosedNetwork
from tests import log_of_use, processes
from tests.pipelines.flows.content import found_below

pytestmark = [pytest.mark.slow, pytest.mark.prefect]

CANARY = "令和九十九年髙橋"
HEALTHY = "import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=10)"


@dataclass(frozen=True)
class Operator:
    """Somebody who types ``kouka prefect …`` beside a server that is up."""

    results: Path
    address: str
    network: ClosedNetwork | None
    attempts_before: int

    def command(self, *arguments: str) -> list[str]:
        return self.network.inside(arguments) if self.network else list(arguments)

    def prefect(self, *arguments: str) -> str:
        done = processes.run(
            self.command(processes.KOUKA, "prefect", *arguments), self.results, PREFECT_API_URL=self.address
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def healthy(self) -> bool:
        probe = self.command(sys.executable, "-c", HEALTHY, f"{self.address}/health")
        return processes.run(probe, self.results).returncode == 0

    def states(self) -> list[tuple[str, str | None]]:
        """State and message of each flow run, in the order in which they were made."""
        query = (
            "SELECT state.type, state.message FROM flow_run AS run"
            " JOIN flow_run_state AS state ON state.id = run.state_id ORDER BY run.created"
        )
        with closing(sqlite3.connect(self.results / ".prefect" / "prefect.db")) as database:
            return database.execute(query).fetchall()


@pytest.fixture(scope="module")
def operator(tmp_path_factory: pytest.TempPathFactory, closed_network: ClosedNetwork | None) -> Iterator[Operator]:
    """With the deployment of prefect.yaml on a work pool."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    results = tmp_path_factory.mktemp("deployment") / "results"
    log_of_use.begin(results)
    before = closed_network.attempts() if closed_network else 0
    operator = Operator(results, f"http://127.0.0.1:{port}/api", closed_network, before)
    server = operator.command(processes.KOUKA, "prefect", "server", "start", "--port", port)
    with processes.started(server, results, PREFECT_API_URL=operator.address):
        processes.until(operator.healthy)
        operator.prefect("work-pool", "create", "kouka", "--type", "process")
        operator.prefect("--no-prompt", "deploy", "--all")
        yield operator


@pytest.fixture(scope="module")
def finished(operator: Operator) -> Path:
    """The folder of a run that a worker picked up."""
    parameters = ("--param", "campaign=worker", "--param", 'batch="tests/data/six"')
    operator.prefect("deployment", "run", "forms/forms", *parameters)
    operator.prefect("worker", "start", "--pool", "kouka", "--run-once")
    return next(operator.results.glob("worker/*/run.json")).parent


def test_a_worker_finishes_a_run_that_it_picked_up(operator: Operator, finished: Path) -> None:
    assert operator.states()[0] == ("COMPLETED", None)
    record = json.loads((finished / "run.json").read_bytes())
    assert record["finished"] >= record["started"]
    with (finished / "readings.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 6 * 8 * 3
    measured = json.loads((finished / "accuracy.json").read_bytes())
    engines = {quantity["engine"] for quantity in measured["quantities"]}
    assert {"tesseract", "rapidocr"} <= engines
    assert (finished / "index.html").is_file()


def test_it_reads_what_the_command_line_reads(finished: Path, demo_run: Path) -> None:
    assert (finished / "readings.csv").read_bytes() == (demo_run / "readings.csv").read_bytes()


def test_it_stands_in_the_log_of_use_as_begun_by_prefect(operator: Operator, finished: Path) -> None:
    with closing(sqlite3.connect(operator.results / ".prefect" / "prefect.db")) as database:
        ids = database.execute("SELECT id, deployment_id FROM flow_run ORDER BY created LIMIT 1").fetchone()
    run, deployment = map(str, map(UUID, ids))
    (entry,) = (entry for entry in log_of_use.entries(operator.results) if entry.object.startswith("worker: "))
    assert entry.account == f"${getpass.getuser()}"
    assert (entry.action, entry.object) == ("run_started", f"worker: {processes.SAMPLES}")
    assert entry.detail == {"engines": "tesseract rapidocr", "flow_run": run, "deployment": deployment}
    ended = json.loads((finished / "run.json").read_bytes())["finished"]
    assert datetime.fromisoformat(entry.at) < datetime.fromisoformat(ended)


def test_a_run_that_cannot_be_written_down_is_not_begun(operator: Operator, finished: Path) -> None:
    log = operator.results / "kouka.sqlite"
    kept = log.rename(log.with_suffix(".kept"))
    log.write_bytes(b"no database, though it is called so")
    parameters = ("--param", "campaign=unwritten", "--param", 'batch="tests/data/six"')
    operator.prefect("deployment", "run", "forms/forms", *parameters)
    operator.prefect("worker", "start", "--pool", "kouka", "--run-once")
    kept.rename(log)
    state, message = operator.states()[-1]
    assert (state, operator.results.joinpath("unwritten").exists()) == ("FAILED", False)
    assert message.startswith("Flow run encountered an exception: Withheld: KoukaError in uses.py:")


def test_the_deployments_are_as_prefect_yaml_says(operator: Operator, finished: Path) -> None:
    with closing(sqlite3.connect(operator.results / ".prefect" / "prefect.db")) as database:
        limits = database.execute('SELECT "limit" FROM concurrency_limit_v2').fetchall()
        deployments = database.execute(
            "SELECT pull_steps, entrypoint, infra_overrides FROM deployment ORDER BY entrypoint"
        ).fetchall()
    assert limits == [(1,), (1,)]
    assert [entrypoint for _pull, entrypoint, _variables in deployments] == [
        "pipelines/flows/forms.py:forms",
        "pipelines/flows/meetings.py:meetings",
    ]
    step = "prefect.deployments.steps.set_working_directory"
    for pull, _entrypoint, variables in deployments:
        assert json.loads(pull) == [{step: {"directory": str(processes.ROOT)}}]
        assert json.loads(variables)["env"]["DO_NOT_TRACK"] == "1"


def test_what_is_wrong_with_a_batch_stays_out_of_prefect(operator: Operator, finished: Path, tmp_path: Path) -> None:
    batch = shutil.copytree(processes.SAMPLES, tmp_path / "batch")
    values = batch / "values" / "moving-notice.csv"
    values.write_text(values.read_text(encoding="utf-8").replace("2024-03-15", CANARY), encoding="utf-8")
    told = processes.run([processes.KOUKA, "check", str(batch)], operator.results)
    assert CANARY in told.stderr  # a person is told what the cell holds

    operator.prefect("deployment", "run", "forms/forms", "--param", f"batch={json.dumps(str(batch))}")
    log = operator.prefect("worker", "start", "--pool", "kouka", "--run-once")
    state, message = operator.states()[-1]
    assert state == "FAILED"
    assert message.startswith("Flow run encountered an exception: Withheld: KoukaError in batch_file.py:")
    assert CANARY not in log
    assert found_below(operator.results, [CANARY, "Withheld"]) == {"Withheld"}


def test_no_other_machine_is_asked_for_anything(operator: Operator, finished: Path) -> None:
    if operator.network is None:
        pytest.skip("this system lets its users make no network namespaces, so nothing could be watched")
    assert operator.network.attempts() == operator.attempts_before
