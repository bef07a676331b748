"""``kouka serve`` as people start it: a process, on a port, that is stopped and killed."""

import re
import signal
import socket
import ssl
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from subprocess import Popen

import httpx
import pytest
from sqlalchemy import select

from dashboards.web import by_command
from dashboards.web.backups.database import copy_to
from dashboards.web.database import tables
from dashboards.web.database.asking import reading_of
from dashboards.web.database.opening import open_existing
from dashboards.web.security import audit
from dashboards.web.security.certificate import make_certificate
from pipelines.errors import ExitCode, KoukaError
from pipelines.settings import has_database
from tests import log_of_use, processes
from tests.dashboards.web.visiting import PASSWORD, TOKEN

LISTENING = "0A"
"""As /proc/net/tcp writes it."""


@dataclass
class Server:
    process: Popen
    address: str
    code: str
    """For the first account; empty where there is one."""

    def client(self, **more: object) -> httpx.Client:
        return httpx.Client(base_url=self.address, trust_env=False, timeout=30, **more)

    def first(self, client: httpx.Client) -> None:
        fields = {"code": self.code, "name": "tanaka", "password": PASSWORD}
        assert client.post("first-account", data=fields).status_code == 303


@contextmanager
def serving(results: Path, port: int, *arguments: str, first: bool = True, **more: str) -> Iterator[Server]:
    command = [processes.KOUKA, "serve", "--port", str(port), *arguments]
    with processes.started(command, results, **more) as process:
        told = [process.stdout.readline() for _line in range(3 if first else 1)]
        yield Server(process, told[0].split()[-1], told[-1].split()[-1] if first else "")


@pytest.fixture
def port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def sockets(process: Popen) -> set[str]:
    """Addresses and states of everything that a process has open towards a network."""
    return {f"{address} {state}" for _table, address, state in processes.sockets(process.pid)}


def test_it_says_where_it_is_once_it_is_there_and_nothing_else_reaches_it(tmp_path, port):
    results = tmp_path / "results"
    with serving(results, port) as server:
        assert server.address == f"http://127.0.0.1:{port}/"
        with server.client() as client:
            assert f'value="{server.code}"' in client.get(f"sign-in?code={server.code}").text
            assert sockets(server.process) >= {f"0100007F:{port:04X} {LISTENING}"}
            assert all(where.startswith("0100007F:") for where in sockets(server.process))
            server.first(client)
        again = processes.run([processes.KOUKA, "serve", "--port", str(port)], results)
        assert again.returncode == 6
        assert f"port {port}" in again.stderr
        assert again.stdout == ""

        server.process.send_signal(signal.SIGINT)
        out, err = server.process.communicate(timeout=processes.PATIENCE)
        assert server.process.returncode == 130
        assert (out, "Traceback" in err, "Stopped." in err) == ("", False, True)
    assert (results / "kouka.sqlite").stat().st_mode & 0o077 == 0


def test_other_machines_come_by_tls(tmp_path, port):
    made = make_certificate(tmp_path / "certificate", ["kouka-pc.example"], datetime.now(UTC))
    files = ["--certificate", str(made.certificate), "--key", str(made.key)]
    trusting = ssl.create_default_context(cafile=made.certificate)
    with serving(tmp_path / "results", port, "--host", "0.0.0.0", *files) as server:
        assert server.address == f"https://kouka-pc.example:{port}/"
        server.address = f"https://localhost:{port}/"
        with server.client(verify=trusting) as client:
            page = client.get("sign-in")
            assert page.status_code == 200
            assert page.headers["strict-transport-security"]
            answer = client.post(
                "first-account",
                data={"code": server.code, "name": "tanaka", "password": PASSWORD},
                headers={"origin": server.address.rstrip("/")},
            )
            assert answer.status_code == 303
            assert re.match(r"__Host-kouka_session=[^;]+;", answer.headers["set-cookie"])
            assert "Secure" in answer.headers["set-cookie"]
            assert client.get("").status_code == 200
            plain = {"origin": f"http://localhost:{port}"}
            assert client.post("sign-out", headers=plain).status_code == 403
            assert client.get("sign-in", headers={"host": "evil.example"}).status_code == 421
        with (
            socket.create_connection(("127.0.0.1", port)) as raw,
            trusting.wrap_socket(raw, server_hostname="kouka-pc.example") as secured,
        ):
            assert secured.version() in ("TLSv1.2", "TLSv1.3")
        with socket.create_connection(("127.0.0.1", port)) as raw, pytest.raises(ssl.SSLCertVerificationError):
            trusting.wrap_socket(raw, server_hostname="other.example")
        with pytest.raises(httpx.HTTPError):
            httpx.get(f"http://localhost:{port}/sign-in", trust_env=False)


def test_commands_that_are_not_told_where_it_keeps_its_log_begin_nothing(results, tmp_path, port, monkeypatch, english):
    monkeypatch.delenv("KOUKA_DATABASE", raising=False)
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"
    with serving(results, port, KOUKA_DATABASE=elsewhere):
        pass
    assert has_database()
    for begin in (lambda: by_command.note("run_started", "demo: batch"), lambda: copy_to(tmp_path)):
        with pytest.raises(KoukaError, match="keeps its database elsewhere") as caught:
            begin()
        assert caught.value.code is ExitCode.SETUP
    monkeypatch.setenv("KOUKA_DATABASE", elsewhere)
    by_command.note("run_started", "demo: batch")
    with reading_of(open_existing(elsewhere)) as connection:
        assert [row.action for row in audit.entries(connection)] == ["run_started"]
    monkeypatch.delenv("KOUKA_DATABASE")
    with serving(results, port):  # from now on beside the results
        pass
    by_command.note("run_started", "demo: batch")
    assert [row.action for row in log_of_use.entries(results)] == ["run_started"]


@pytest.mark.slow
def test_what_was_confirmed_survives_a_kill(database, tmp_path, port):
    results, confirmed, numbers = tmp_path / "results", [], count()
    with serving(results, port, KOUKA_DATABASE=database) as server, server.client() as client:
        server.first(client)
        token = TOKEN.search(client.get("").text)[1]

        def make(_n: int) -> None:
            for n in numbers:
                try:
                    fields = {"name": f"n{n}", "role": "staff", "token": token}
                    if client.post("accounts", data=fields).status_code == 200:
                        confirmed.append(f"n{n}")
                except httpx.HTTPError:
                    return

        with ThreadPoolExecutor(3) as pool:
            working = pool.map(make, range(3))
            processes.until(lambda: len(confirmed) >= 10)
            server.process.kill()
            list(working)
        server.process.wait()

    began = time.monotonic()
    with serving(results, port, first=False, KOUKA_DATABASE=database) as server, server.client() as client:
        assert time.monotonic() - began < processes.PATIENCE
        client.post("sign-in", data={"name": "tanaka", "password": PASSWORD})
        token = TOKEN.search(client.get("").text)[1]
        fields = {"name": "afterwards", "role": "staff", "token": token}
        assert client.post("accounts", data=fields).status_code == 200
    with reading_of(open_existing(database)) as connection:
        names = {*connection.scalars(select(tables.accounts.c.name))}
        logged = {row.object for row in audit.entries(connection) if row.action == "account_made"}
        assert audit.verified(connection).broken is None
    assert {*confirmed, "afterwards"} <= names
    assert names - {"tanaka"} == logged  # neither is there without the other
