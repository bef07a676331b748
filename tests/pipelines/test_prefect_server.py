"""Which Prefect server a run uses."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path

import pytest

from pipelines import prefect_server
from pipelines.errors import ExitCode, KoukaError
from tests import processes

ADDRESS = "PREFECT_API_URL"
Answers = dict[str, bytes]
PREFECT: Answers = {"/api/health": b"true", "/api/admin/version": json.dumps(version("prefect")).encode()}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # Set first, so that it is taken away again whatever the test leaves.
    monkeypatch.setenv(ADDRESS, "")
    monkeypatch.delenv(ADDRESS)
    yield
    os.environ.pop(ADDRESS, None)


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Answers], str]]:
    """Makes an HTTP server that gives these answers, in the place where Prefect's would be."""
    servers: list[ThreadingHTTPServer] = []

    def start(answers: Answers) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if self.path in answers else 404)
                self.end_headers()
                self.wfile.write(answers.get(self.path, b"nothing here"))

            def log_message(self, *_arguments: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return use(f"http://127.0.0.1:{server.server_address[1]}/api")

    def use(address: str) -> str:
        monkeypatch.setattr(prefect_server, "LOCAL_SERVER", address)
        return address

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_prefect_server_that_is_up_is_used(local: Callable[[Answers], str]) -> None:
    address = local(PREFECT)
    assert prefect_server.use_running() == address
    assert os.environ[ADDRESS] == address


@pytest.mark.parametrize(
    "answers",
    [
        PREFECT | {"/api/admin/version": b'"3.0.0"'},
        PREFECT | {"/api/admin/version": b"<html>"},
        PREFECT | {"/api/health": b"false"},
        PREFECT | {"/api/health": b"x" * 5000},
        {"/api/health": b"true"},
        {},
    ],
    ids=["another version", "no version", "not healthy", "something long", "healthy, not Prefect", "something else"],
)
def test_anything_else_at_its_port_is_left_alone(local: Callable[[Answers], str], answers: Answers) -> None:
    local(answers)
    assert prefect_server.use_running() is None
    assert ADDRESS not in os.environ


def test_nobody_waits_for_a_server_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        monkeypatch.setattr(prefect_server, "LOCAL_SERVER", f"http://127.0.0.1:{deaf.getsockname()[1]}/api")
        began = time.monotonic()
        assert prefect_server.use_running() is None
    # A second, and whatever a busy machine adds to it.
    assert 0.9 < time.monotonic() - began < 30


def test_without_a_server_the_answer_is_there_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    monkeypatch.setattr(prefect_server, "LOCAL_SERVER", f"http://127.0.0.1:{port}/api")
    monkeypatch.setattr(prefect_server._answer, "__defaults__", (600.0,))  # whoever waits is seen to
    began = time.monotonic()
    assert prefect_server.use_running() is None
    assert time.monotonic() - began < 60


def test_an_address_given_by_hand_is_used_unasked(
    monkeypatch: pytest.MonkeyPatch, local: Callable[[Answers], str]
) -> None:
    local(PREFECT)
    monkeypatch.setenv(ADDRESS, "http://prefect.example/api")
    assert prefect_server.use_running() == "http://prefect.example/api"
    assert os.environ[ADDRESS] == "http://prefect.example/api"


def test_a_proxy_is_not_asked_for_it(monkeypatch: pytest.MonkeyPatch, local: Callable[[Answers], str]) -> None:
    address = local(PREFECT)
    monkeypatch.setenv("http_proxy", "http://192.0.2.1:3128")
    monkeypatch.setenv("no_proxy", "")
    assert prefect_server.use_running() == address


START = """
import os, sys, time
from pipelines import prefect_environment, prefect_server
prefect_environment.prepare()
embedded = prefect_server.start_embedded()
embedded.wait()
print(embedded.process.pid, embedded.address, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], int, str]]:
    """A process with an embedded server: it, the server's process id, and the server's address."""
    results = tmp_path_factory.mktemp("embedded") / "results"
    # Behind a proxy, as many a city's machine is; this one leads nowhere.
    proxy = {"http_proxy": "http://127.0.0.1:0", "no_proxy": ""}
    with processes.started([sys.executable, "-c", START], results, **proxy) as process:
        assert process.stdout is not None
        pid, address = process.stdout.readline().split()
        yield process, int(pid), address


@pytest.mark.slow
@pytest.mark.prefect
def test_the_embedded_server_listens_on_this_machine_alone(starter: tuple[subprocess.Popen[str], int, str]) -> None:
    _process, pid, address = starter
    assert address.startswith("http://127.0.0.1:")
    assert listening(pid) == ["127.0.0.1"]


@pytest.mark.slow
@pytest.mark.prefect
def test_the_embedded_server_ends_with_its_starter(starter: tuple[subprocess.Popen[str], int, str]) -> None:
    process, pid, _address = starter
    os.kill(process.pid, signal.SIGKILL)
    processes.until(lambda: not Path(f"/proc/{pid}").exists() or state(pid) == "Z")


@pytest.mark.slow
def test_a_server_that_cannot_start_is_told(tmp_path: Path) -> None:
    results = tmp_path / "results"
    (results / ".prefect" / "prefect.db").mkdir(parents=True)  # where its database would be
    done = processes.run([processes.KOUKA, "run", "tests/data/six"], results)
    assert done.returncode == ExitCode.BUSY
    log = results / ".prefect" / "embedded-server.log"
    assert f"{log}: Prefect's server did not answer." in done.stderr
    assert "kouka prefect server start" in done.stderr
    assert "unable to open database file" in log.read_text()


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "0")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as never:
        embedded = prefect_server.Embedded(never, "http://127.0.0.1:0/api", tmp_path / "log")
        with pytest.raises(KoukaError) as caught:
            embedded.wait()
        embedded.stop()
    assert caught.value.code == ExitCode.BUSY
    assert never.returncode is not None


def listening(pid: int) -> list[str]:
    """Addresses that a process listens on."""
    found = []
    for table, local, status in processes.sockets(pid):
        if status == "0A":
            address = bytes.fromhex(local.partition(":")[0])
            found.append(".".join(str(byte) for byte in reversed(address)) if table == "tcp" else address.hex())
    return found


def state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
