"""A dump is put into an empty database: on trial into one made for it, and by hand as the command says."""

import re
import secrets
import shlex
import subprocess
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from dashboards.web import audit_commands, by_command
from dashboards.web.backups import commands, record
from dashboards.web.backups import postgresql as dumps
from dashboards.web.database.opening import open_database
from dashboards.web.security import audit
from dashboards.web.selfchecks.commands import selfcheck
from dashboards.web.studies.commands import do
from pipelines.errors import ExitCode, KoukaError
from tests import processes
from tests.dashboards.web import postgresql

LOADED = "put into an empty one on its server"
ONLY_READ = "put into no server"
COMMANDS = (
    lambda _folder: by_command.note("run_started", "demo: batch"),
    lambda _folder: audit_commands.verify(""),
    lambda _folder: audit_commands.export(None),
    lambda folder: commands.create(folder / "of-nothing.tar", verify=False),
    lambda _folder: do("show", {"name": "spring"}),
)
"""That need a database which an app has written."""
LEFT = f"{dumps.TRIAL}0123456789abcdef"


@pytest.fixture
def address(results_with_run, _postgresql, monkeypatch, english):
    """Of a database that KOUKA_DATABASE names, with an entry in its log."""
    if _postgresql is None:
        pytest.skip("no PostgreSQL on this machine")
    found = postgresql.emptied(_postgresql)
    monkeypatch.setenv("KOUKA_DATABASE", found)
    fill(found)
    return found


def fill(address):
    engine = open_database(address)
    with engine.begin() as connection:
        audit.record(connection, "tanaka", "sign_in", "tanaka")
    engine.dispose()


def told(address, command, **values):
    with psycopg.connect(address, autocommit=True) as connection:
        return connection.execute(command, values)


def trials(address):
    with psycopg.connect(address) as connection:
        return [name for (name,) in connection.execute("SELECT datname FROM pg_database") if dumps.TRIAL in name]


@contextmanager
def another(address):
    """The address of another database on the same server, empty and for a while."""
    name = f"kouka_back_{secrets.token_hex(4)}"
    told(address, f"CREATE DATABASE {name}")
    try:
        yield make_url(address).set(database=name).render_as_string()
    finally:
        told(address, f"DROP DATABASE {name} WITH (FORCE)")


def test_on_trial_it_is_put_into_a_database_that_goes_again(address, tmp_path, capsys):
    assert commands.create(tmp_path / "backup", verify=True) == ExitCode.OK
    assert LOADED in capsys.readouterr().out
    assert trials(address) == []


def tables(address):
    with psycopg.connect(address) as connection:
        return connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()[0]


def test_by_hand_it_is_put_into_an_empty_one_as_the_command_says(address, tmp_path, monkeypatch, capsys):
    commands.create(tmp_path / "backup.tar", verify=False)
    capsys.readouterr()
    assert commands.restore(tmp_path / "backup.tar", tmp_path / "back") == ExitCode.OK
    said = capsys.readouterr().out
    printed = re.search("pg_restore .*", said)[0]
    assert printed.replace(str(tmp_path / "back"), "DIR") in (processes.ROOT / "docs" / "operations.md").read_text()
    with another(address) as target:
        monkeypatch.setenv("KOUKA_DATABASE", target)
        # Where the database is lost, a new one is named already: nothing is made in it before the copy is.
        commands.restore(tmp_path / "backup.tar", tmp_path / "again")
        for command in COMMANDS:
            with pytest.raises(KoukaError, match="There are no tables yet"):
                command(tmp_path)
        selfcheck(trial=False, as_json=False)
        assert tables(target) == 0
        load = printed.replace("--dbname=kouka", f"--dbname={shlex.quote(target)}")
        subprocess.run(shlex.split(load), check=True)
        digest = re.search("audit verify --last ([0-9a-f]{64})", said)[1]
        capsys.readouterr()
        assert audit_commands.verify(digest) == ExitCode.OK
        assert "1 entry" in capsys.readouterr().out
        by_command.note("run_started", "demo: batch")


def test_what_is_put_into_one_that_is_in_use_changes_nothing_of_it(address, tmp_path, capsys):
    commands.create(tmp_path / "backup.tar", verify=False)
    commands.restore(tmp_path / "backup.tar", tmp_path / "back")
    load = re.search("pg_restore .*", capsys.readouterr().out)[0].replace(
        "--dbname=kouka", f"--dbname={shlex.quote(address)}"
    )
    told(address, "DROP TABLE accounts CASCADE")  # which is put there first, before another table is in the way
    before = tables(address)
    assert subprocess.run(shlex.split(load), check=False, capture_output=True).returncode != 0
    assert tables(address) == before


@pytest.mark.parametrize("given", ["kouka:geheim@db/kouka?sslmode=require", "db/kouka?password=geheim&sslmode=require"])
def test_a_password_stands_in_no_command_line(monkeypatch, given):
    called = []

    def run(command, env, **_options):
        called.append((command, env["PGPASSWORD"]))
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(dumps.shutil, "which", lambda name: name)
    monkeypatch.setattr(dumps.subprocess, "run", run)
    dumps._call("pg_dump", make_url(f"postgresql+psycopg://{given}"))
    ((command, password),) = called
    assert password == "geheim"
    assert "geheim" not in " ".join(command)
    assert command[-1].endswith("db/kouka?sslmode=require")


def test_where_no_database_can_be_made_it_is_read_and_that_is_said(address, tmp_path, monkeypatch, capsys):
    """As of a role that may not make any."""
    told(address, "DROP ROLE IF EXISTS plain")
    told(address, "CREATE ROLE plain LOGIN")
    try:
        with another(address) as target:
            told(target, "GRANT ALL ON SCHEMA public TO plain")
            theirs = make_url(target).set(username="plain").render_as_string()
            monkeypatch.setenv("KOUKA_DATABASE", theirs)
            fill(theirs)
            assert commands.create(tmp_path / "backup", verify=True) == ExitCode.OK
    finally:
        told(address, "DROP ROLE plain")
    said = capsys.readouterr().out
    assert LOADED not in said
    assert f"{ONLY_READ}: permission denied to create database" in said


def test_where_the_database_is_no_longer_on_a_server_it_is_read(address, tmp_path, results, monkeypatch, capsys):
    commands.create(tmp_path / "backup.tar", verify=False)
    monkeypatch.delenv("KOUKA_DATABASE")
    assert commands.try_out(tmp_path / "backup.tar") == ExitCode.OK
    assert f"{ONLY_READ}: KOUKA_DATABASE names no PostgreSQL" in capsys.readouterr().out


def test_what_was_not_made_here_is_run_by_no_server(address, tmp_path, results, monkeypatch, capsys):
    """What stands in a dump would be done with the rights of the app."""
    commands.create(tmp_path / "backup.tar", verify=False)
    (results / ".web" / "backup.json").unlink()
    monkeypatch.setattr(dumps, "load", lambda path: pytest.fail("it was loaded"))
    assert commands.try_out(tmp_path / "backup.tar") == ExitCode.OK
    assert f"{ONLY_READ}: it is not the last one made here" in capsys.readouterr().out


def test_what_a_killed_trial_left_goes_and_what_another_one_holds_stays(address, tmp_path):
    held = f"{dumps.TRIAL}{'f' * 16}"
    for name in (LEFT, held, f"{dumps.TRIAL}of_mine"):
        told(address, f"CREATE DATABASE {name}")
    try:
        with psycopg.connect(make_url(address).set(database=held).render_as_string()):
            commands.create(tmp_path / "backup", verify=True)
            assert sorted(trials(address)) == sorted([held, f"{dumps.TRIAL}of_mine"])
    finally:
        for name in (LEFT, held, f"{dumps.TRIAL}of_mine"):
            told(address, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.mark.parametrize(
    ("change", "said", "code"),
    [
        ("UPDATE audit SET account = 'mallory'", "Entry 1 does not fit", ExitCode.TAMPERED),
        ("DELETE FROM audit", "another log of use", ExitCode.INPUT),
        ("DROP TABLE timings", "no table timings", ExitCode.INPUT),
    ],
)
def test_a_copy_that_is_not_what_was_copied_is_found(address, tmp_path, monkeypatch, capsys, change, said, code):
    """pg_restore here does what it is to do, and then somebody has changed what came of it."""
    commands.create(tmp_path / "backup.tar", verify=False)
    call = dumps._call

    def changed(program, database, *arguments):
        answer = call(program, database, *arguments)
        if program == "pg_restore" and database is not None:
            told(database.set(drivername="postgresql").render_as_string(), change)
        return answer

    monkeypatch.setattr(dumps, "_call", changed)
    assert commands.try_out(tmp_path / "backup.tar") == code
    assert said in capsys.readouterr().err
    assert not record.last().restored
    assert trials(address) == []


def test_a_server_that_breaks_off_is_no_fault_of_ours(address, tmp_path, monkeypatch, capsys):
    commands.create(tmp_path / "backup.tar", verify=False)

    def breaks_off(_url):
        told(address, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(dumps, "_look_into", breaks_off)
    assert commands.try_out(tmp_path / "backup.tar") == ExitCode.SETUP
    assert "PostgreSQL refuses: gone" in capsys.readouterr().err
    assert trials(address) == []
