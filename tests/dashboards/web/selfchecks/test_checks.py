"""Each check passes where all is well and fails where it is not; what it looked at is said and kept."""

import json
import socket
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from fastapi import APIRouter
from sqlalchemy import update

from dashboards.web.backups import record
from dashboards.web.database import tables
from dashboards.web.database.opening import open_database
from dashboards.web.security import accounts, audit
from dashboards.web.security.roles import Role
from dashboards.web.selfchecks import access, backup, closed, commands, log, sockets
from dashboards.web.settings import WebSettings, default_database
from pipelines import selfcheck_record
from pipelines.closed_network import ClosedNetwork
from pipelines.errors import ExitCode
from tests.dashboards.web.visiting import PASSWORD

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def engine(results_with_run, monkeypatch, english):
    """The database of a results folder, with an analyst and an entry."""
    monkeypatch.delenv("KOUKA_DATABASE", raising=False)
    # What else runs under this account while tests do is none of theirs.
    monkeypatch.setattr(closed, "processes", dict)
    opened = open_database(default_database())
    with opened.begin() as connection:
        accounts.make_account(connection, "tanaka", PASSWORD, Role.ANALYST, "P1")
        audit.record(connection, "tanaka", "sign_in", "tanaka")
    yield opened
    opened.dispose()


LISTENS = "import socket, sys; s = socket.create_server(('{host}', 0)); print(s.getsockname()[1], flush=True); input()"


@pytest.fixture
def process():
    """Starts a program; its id and what it says first."""
    started = []

    def start(program):
        done = subprocess.Popen(
            [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(done)
        return done.pid, int(done.stdout.readline())

    yield start
    for each in started:
        each.communicate("\n")


def looked(monkeypatch, pid, line="python -m dashboards.web serve"):
    monkeypatch.setattr(closed, "processes", lambda: {pid: line})
    return closed.look(trial=False)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("0100007F:1F90", "127.0.0.1"),
        ("0101A8C0:0050", "192.168.1.1"),
        ("00000000000000000000000001000000:0016", "::1"),
        ("0000000000000000FFFF00000100007F:0016", "::ffff:127.0.0.1"),
    ],
)
def test_addresses_are_read_as_the_kernel_writes_them(text, address):
    assert sockets._end(text)[0] == ip_address(address)


@pytest.mark.parametrize(
    ("address", "here"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("::ffff:127.0.0.1", True), ("10.0.0.1", False)],
)
def test_what_is_this_machine(address, here):
    assert sockets.is_here(ip_address(address)) is here


def test_a_place_where_a_process_listens_is_found(engine, process, monkeypatch):
    pid, port = process(LISTENS.format(host="127.0.0.1"))
    found = looked(monkeypatch, pid)
    assert found.passed
    assert any(f"port {port}: this machine alone" in line for line in found.lines)


@pytest.mark.parametrize(("command", "passed"), [("serve", False), ("serve --certificate a.crt", True)])
def test_listening_for_other_machines_wants_a_certificate(engine, process, monkeypatch, command, passed):
    pid, port = process(LISTENS.format(host="0.0.0.0"))
    found = looked(monkeypatch, pid, f"python -m dashboards.web {command}")
    assert found.passed is passed
    assert any(f"port {port}, for other machines" in line for line in found.lines)


def test_a_connection_to_another_machine_is_found(engine, process, monkeypatch):
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: a route is looked up
        except OSError:
            pytest.skip("this machine has no route to anywhere")
    program = (
        "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect(('192.0.2.1', 9)); "
        "print(s.getsockname()[1], flush=True); input()"
    )
    pid, _port = process(program)
    found = looked(monkeypatch, pid)
    assert not found.passed
    assert any("connected to 192.0.2.1, port 9" in line for line in found.lines)


@pytest.mark.parametrize(
    ("name", "value", "passed"),
    [
        ("KOUKA_LLM_URL", "http://127.0.0.1:11434/v1", True),
        ("KOUKA_LLM_URL", "https://api.example.com/v1", False),
        ("KOUKA_LLM_URL", "http://10.1.2.3/v1", False),
        ("PREFECT_API_URL", "http://localhost:4200/api", True),
        ("PREFECT_API_URL", "http://10.1.2.3/api", True),
        ("PREFECT_API_URL", "https://8.8.8.8/api", False),
        ("KOUKA_DATABASE", "postgresql://kouka@10.1.2.3/kouka", True),
        ("KOUKA_DATABASE", "postgresql://kouka@db.example.com/kouka", False),
    ],
)
def test_hosts_that_are_named_are_looked_at(engine, monkeypatch, name, value, passed):
    monkeypatch.setenv(name, value)
    found = closed.look(trial=False)
    assert found.passed is passed
    assert any(name in line for line in found.lines)


def test_whoever_tries_to_leave_the_closed_network_is_counted(engine, monkeypatch):
    if ClosedNetwork.open() is None:
        pytest.skip("this system lets its users make no network namespaces")
    tries = "import socket\ntry: socket.create_connection(('192.0.2.1', 80), 1)\nexcept OSError: pass"

    def read(network, program="pass"):
        return subprocess.run(network.inside([sys.executable, "-c", program]), check=False).returncode

    monkeypatch.setattr(closed, "_read_a_form", read)
    quiet = closed.look(trial=True)
    assert quiet.passed
    assert any("leave it: 0" in line for line in quiet.lines)
    monkeypatch.setattr(closed, "_read_a_form", lambda network: read(network, tries))
    assert not closed.look(trial=True).passed
    monkeypatch.setattr(closed, "_read_a_form", lambda network: 1)
    assert not closed.look(trial=True).passed


@pytest.mark.slow
@pytest.mark.prefect
def test_a_form_is_read_without_a_way_out_nor_the_database(engine, monkeypatch):
    if ClosedNetwork.open() is None:
        pytest.skip("this system lets its users make no network namespaces")
    monkeypatch.setenv("KOUKA_DATABASE", "postgresql://kouka@127.0.0.1/kouka")  # which cannot be reached from in there
    found = closed.look(trial=True)
    assert found.passed, found.lines


def test_every_address_refuses_somebody_who_has_not_signed_in(engine):
    found = access.look(WebSettings(), engine)
    assert found.passed, found.lines
    assert int(found.lines[0].split()[1]) > 40


def test_an_address_that_answers_everybody_is_named(engine, monkeypatch):
    careless = APIRouter()
    careless.add_api_route("/everything/{name}", lambda name: {"name": name})
    from dashboards.web import application

    routers = (*application.ROUTERS, careless)
    monkeypatch.setattr(application, "ROUTERS", routers)
    monkeypatch.setattr(access, "ROUTERS", routers)
    found = access.look(WebSettings(), engine)
    assert not found.passed
    assert any("GET /everything/1 was answered" in line for line in found.lines)


def test_a_database_that_others_can_read_is_found(engine, results):
    (results / "kouka.sqlite").chmod(0o644)
    assert not access.look(WebSettings(), engine).passed


def test_without_an_analyst_nobody_is_in_charge(engine):
    with engine.begin() as connection:
        connection.execute(update(tables.accounts).values(active=False))
    assert not access.look(WebSettings(), engine).passed


def test_a_log_that_was_changed_is_found_and_so_is_one_written_anew(engine):
    with engine.begin() as connection:
        noted = audit.verified(connection).last
    assert log.look(engine, noted).passed
    assert not log.look(engine, "0" * 63 + "1").passed
    with engine.begin() as connection:
        connection.execute(update(tables.audit).values(account="mallory"))
    assert not log.look(engine, "").passed


def a_backup(tmp_path, **more):
    file = tmp_path / "kouka.tar"
    file.write_bytes(b"12345")
    made = {"file": str(file), "sha256": "0" * 64, "bytes": 5, "made": NOW.isoformat(), "tested": NOW.isoformat()}
    record.keep(record.LastBackup(**(made | {"restored": True} | more)))
    return file


def test_a_backup_that_was_tried_lately_passes(engine, tmp_path):
    assert not backup.look(NOW).passed
    file = a_backup(tmp_path)
    assert backup.look(NOW).passed
    assert backup.look(NOW + timedelta(days=31)).passed
    assert not backup.look(NOW + timedelta(days=32)).passed
    file.unlink()  # taken elsewhere
    assert backup.look(NOW).passed


@pytest.mark.parametrize("wrong", [{"tested": None}, {"restored": False}, {"bytes": 6}])
def test_a_backup_that_was_not_restored_or_is_another_file_fails(engine, tmp_path, wrong):
    a_backup(tmp_path, **wrong)
    assert not backup.look(NOW).passed


def test_the_command_tells_keeps_and_returns_a_code(engine, tmp_path, capsys):
    assert commands.selfcheck(trial=False, as_json=False) == ExitCode.INCOMPLETE
    assert "No backup has been made yet" in capsys.readouterr().out
    a_backup(tmp_path, made=datetime.now().astimezone().isoformat())
    assert commands.selfcheck(trial=False, as_json=True) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    assert [result["check"] for result in told["results"]] == ["closed", "access", "log", "backup"]
    assert told == json.loads(selfcheck_record.path().read_bytes())
    with engine.begin() as connection:
        connection.execute(update(tables.audit).values(account="mallory"))
    assert commands.selfcheck(trial=False, as_json=False) == ExitCode.TAMPERED


def test_without_a_database_what_needs_one_does_not_pass(results_with_run, english, monkeypatch, capsys):
    monkeypatch.delenv("KOUKA_DATABASE", raising=False)
    monkeypatch.setattr(closed, "processes", dict)
    assert commands.selfcheck(trial=False, as_json=False) == ExitCode.INCOMPLETE
    assert "There is no database yet" in capsys.readouterr().out
