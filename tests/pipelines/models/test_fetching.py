"""Fetching from a small hub on the loopback interface, by the command, in a process of its own."""

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from pipelines.errors import ExitCode, KoukaError
from pipelines.models.fetching import repository_of
from tests.pipelines.models.whisper import make

REPOSITORY = "mobiuslabsgmbh/faster-whisper-large-v3-turbo"
REVISION = "0123456789abcdef0123456789abcdef01234567"
CALL = "from pipelines.commands import main; main()"


class Hub(ThreadingHTTPServer):
    """Answers what huggingface_hub asks of a repository that it has."""

    folder: Path
    asked: list[str]
    broken: bool = False
    """Weights break off half-way."""


class Answers(BaseHTTPRequestHandler):
    server: Hub

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append(f"{self.command} {path}")
        files = {file.name: file.read_bytes() for file in self.server.folder.iterdir()}
        api, resolved = f"/api/models/{REPOSITORY}", f"/{REPOSITORY}/resolve/{REVISION}/"
        if path in (api, f"{api}/revision/main", f"{api}/revision/{REVISION}"):
            names = [{"rfilename": name} for name in files]
            self._json({"id": REPOSITORY, "sha": REVISION, "siblings": names, "private": False})
        elif path.startswith(f"{api}/tree/"):
            entries = [
                {"type": "file", "path": name, "size": len(files[name]), "oid": oid(files[name])} for name in files
            ]
            self._json(entries)
        elif path.startswith(resolved) and (name := path.removeprefix(resolved)) in files:
            self._file(name, files[name])
        else:
            self.send_response(404)
            self.send_header("X-Error-Code", "RepoNotFound")
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _json(self, content: Any) -> None:
        self._send(json.dumps(content).encode(), {"Content-Type": "application/json"})

    def _file(self, name: str, content: bytes) -> None:
        headers = {"ETag": f'"{oid(content)}"', "X-Repo-Commit": REVISION, "Accept-Ranges": "bytes"}
        if self.server.broken and name == "model.bin" and self.command == "GET":
            self._send(content, headers, content[: len(content) // 2])
            self.connection.close()
        else:
            self._send(content, headers)

    def _send(self, content: bytes, headers: dict[str, str], sent: bytes | None = None) -> None:
        self.send_response(200)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content if sent is None else sent)

    def log_message(self, *_arguments: object) -> None:
        pass


def oid(content: bytes) -> str:
    """As git names a file's content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    server = Hub(("127.0.0.1", 0), Answers)
    server.folder, server.asked = make(tmp_path / "hub"), []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def fetch(tmp_path: Path, port: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
        "HF_ENDPOINT": f"http://127.0.0.1:{port}",
        "HF_HOME": str(tmp_path / "home"),
        "KOUKA_MODELS": str(tmp_path / "models"),
        "KOUKA_LANG": "en",
    }
    command = [sys.executable, "-c", CALL, "model", "fetch", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_a_model_is_fetched_by_its_size(tmp_path: Path, hub: Hub) -> None:
    done = fetch(tmp_path, hub.server_port, "large-v3-turbo")
    assert done.returncode == 0, done.stderr
    assert "“large-v3-turbo”" in done.stdout
    assert "%" in done.stderr  # the progress bar
    (model,) = (tmp_path / "models").iterdir()
    said = json.loads((model / "manifest.json").read_text())
    assert said["source"] == f"{REPOSITORY}@{REVISION}"
    assert (model / "model.bin").read_bytes() == (hub.folder / "model.bin").read_bytes()
    assert not any("notes.txt" in asked for asked in hub.asked)
    listed = subprocess.run(
        [sys.executable, "-c", CALL, "model", "list", "--lang", "en"],
        env={**os.environ, "KOUKA_MODELS": str(tmp_path / "models")}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "large-v3-turbo  1 MB" in listed.stdout
    assert "used where none is named" in listed.stdout


def test_a_repository_may_be_named(tmp_path: Path, hub: Hub) -> None:
    done = fetch(tmp_path, hub.server_port, REPOSITORY, "--name", "turbo")
    assert done.returncode == 0, done.stderr
    assert [model.name for model in (tmp_path / "models").iterdir()] == ["turbo"]


def test_a_repository_that_the_hub_does_not_have(tmp_path: Path, hub: Hub) -> None:
    done = fetch(tmp_path, hub.server_port, "someone/nothing")
    assert done.returncode == ExitCode.INPUT
    assert f"http://127.0.0.1:{hub.server_port} has no speech model “someone/nothing”." in done.stderr
    assert not (tmp_path / "models").exists()


def test_a_stop_half_way_leaves_no_model_and_what_was_fetched(tmp_path: Path, hub: Hub) -> None:
    hub.broken = True
    done = fetch(tmp_path, hub.server_port, "turbo")
    assert done.returncode == ExitCode.BUSY
    assert "cannot be reached" in done.stderr
    assert not list((tmp_path / "models").glob("[!.]*"))
    hub.broken, hub.asked = False, []
    assert fetch(tmp_path, hub.server_port, "turbo").returncode == 0
    again = [asked for asked in hub.asked if asked.startswith("GET") and "tokenizer.json" in asked]
    assert again == []
    assert [model.name for model in (tmp_path / "models").iterdir()] == ["turbo"]


def test_without_a_network_it_is_said_what_to_do(tmp_path: Path) -> None:
    done = fetch(tmp_path, 9, "large-v3-turbo")
    assert done.returncode == ExitCode.BUSY
    assert "http://127.0.0.1:9 cannot be reached" in done.stderr
    assert "kouka model add" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("english")
def test_sizes() -> None:
    assert repository_of("large-v3-turbo") == REPOSITORY
    assert repository_of("someone/else") == "someone/else"
    with pytest.raises(KoukaError, match="“huge”") as refused:
        repository_of("huge")
    assert "large-v3-turbo" in str(refused.value.problem.todo)
    assert ".en" not in str(refused.value.problem.todo)
