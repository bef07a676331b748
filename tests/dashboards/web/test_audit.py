"""The audit log: whatever is done to it afterwards is found, and writers at the same time make one chain."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from dashboards.web import audit_commands
from dashboards.web.database import tables
from dashboards.web.database.asking import reading_of
from dashboards.web.database.opening import open_database
from dashboards.web.security import audit
from pipelines.errors import ExitCode, KoukaError
from tests import processes

LOG = tables.audit


@pytest.fixture
def engine(database):
    opened = open_database(database)
    yield opened
    opened.dispose()


@pytest.fixture
def log(engine):
    """A log of five entries."""
    for n in range(5):
        with engine.begin() as connection:
            audit.record(connection, "tanaka", "document_seen", f"demo/run/文書-{n}", page=n, first=n == 0, why="照合")
    return engine


def looked(engine, noted=""):
    with reading_of(engine) as connection:
        return audit.verified(connection, noted)


def do(engine, *statements):
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(statement)


def test_what_nobody_touched_holds(log):
    found = looked(log)
    assert (found.entries, found.broken, found.noted) == (5, None, True)


@pytest.mark.parametrize(
    "change",
    [
        {"account": "suzuki"},
        {"action": "sign_in"},
        {"object": "demo/run/文書-9"},
        {"at": "2026-01-01T00:00:00.000+00:00"},
        {"detail": {"page": 2, "first": False}},
        {"detail": {"page": 2, "first": True, "why": "照合"}},
        {"previous": audit.FIRST},
        {"digest": "f" * 64},
    ],
)
def test_a_changed_entry_is_named(log, change):
    do(log, update(LOG).where(LOG.c.id == 3).values(**change))
    found = looked(log)
    assert (found.entries, found.broken) == (2, 3)


def test_a_changed_entry_with_a_new_digest_is_found_at_the_next(log):
    with log.begin() as connection:
        entry = {**connection.execute(select(LOG).where(LOG.c.id == 3)).one()._mapping, "account": "suzuki"}
        connection.execute(update(LOG).where(LOG.c.id == 3).values(account="suzuki", digest=audit.digest_of(entry)))
    assert looked(log).broken == 4


@pytest.mark.parametrize(("gone", "named"), [(1, 2), (3, 4)])
def test_an_entry_taken_away_is_found(log, gone, named):
    do(log, delete(LOG).where(LOG.c.id == gone))
    assert looked(log).broken == named


def test_entries_that_changed_places_are_found(log):
    do(log, *(update(LOG).where(LOG.c.id == old).values(id=new) for old, new in ((2, 99), (3, 2), (99, 3))))
    assert looked(log).broken == 2


def test_an_entry_put_between_is_found(log):
    with log.begin() as connection:
        before = connection.execute(select(LOG).where(LOG.c.id == 5)).one()
        entry = {**before._mapping, "id": 6, "previous": before.digest, "account": "mallory"}
        connection.execute(update(LOG).where(LOG.c.id == 5).values(id=7))
        connection.execute(insert(LOG).values(**{**entry, "digest": audit.digest_of(entry)}))
    assert looked(log).broken is not None


def test_the_end_taken_away_is_found_by_a_digest_that_was_noted(log):
    noted = looked(log).last
    assert looked(log, noted).noted
    do(log, delete(LOG).where(LOG.c.id > 3))
    assert looked(log).broken is None  # the chain alone does not tell
    assert not looked(log, noted).noted


def test_a_log_written_anew_is_found_by_a_digest_that_was_noted(log):
    noted = looked(log).last
    do(log, delete(LOG))
    for n in range(5):
        with log.begin() as connection:
            audit.record(connection, "mallory", "document_seen", f"{n}")
    assert looked(log).broken is None
    assert not looked(log, noted).noted


def test_a_digest_noted_earlier_is_still_there_when_the_log_has_grown(log):
    noted = looked(log).last
    with log.begin() as connection:
        audit.record(connection, "a", "b", "c")
    assert looked(log, noted).noted


def test_writers_at_the_same_time_make_one_chain(engine):
    def write(n):
        for m in range(8):
            with engine.begin() as connection:
                audit.record(connection, f"writer-{n}", "x", f"{m}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    found = looked(engine)
    assert (found.entries, found.broken) == (64, None)


KEPT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
"""What PostgreSQL takes."""
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=64)
"""As long as a name may be."""


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NAMES, KEPT, st.integers() | KEPT), min_size=1))
def test_whatever_is_recorded_holds(engine, written):
    with engine.begin() as connection:
        for account, about, detail in written:
            audit.record(connection, account, "x", about, detail=detail)
    assert looked(engine).broken is None


def test_the_table_can_be_checked_by_others(log):
    with log.begin() as connection:
        audit.record(connection, "=HYPERLINK(1)", "x", "+1", a="-1")
    with reading_of(log) as connection:
        rows = [*csv.DictReader(io.StringIO(audit.table(connection)))]
    assert [*rows[0]] == list(audit.COLUMNS)
    assert rows[-1]["account"] == "'=HYPERLINK(1)"
    before = audit.FIRST
    for row in rows[:-1]:
        assert row["previous"] == before
        assert audit.digest_of({**row, "detail": json.loads(row["detail"])}) == row["digest"]
        before = row["digest"]


@pytest.fixture
def named(database, monkeypatch, english):
    """The database as the one that commands find."""
    monkeypatch.setenv("KOUKA_DATABASE", database)


def test_the_command_tells_and_returns_a_code_of_its_own(log, named, capsys):
    last = looked(log).last
    assert audit_commands.verify("") is ExitCode.OK
    told = capsys.readouterr().out
    assert "5 entries" in told
    assert last in told
    assert audit_commands.verify(f" {last.upper()}") is ExitCode.OK
    assert audit_commands.verify("0" * 63 + "1") is ExitCode.TAMPERED
    assert "not there" in capsys.readouterr().err
    do(log, update(LOG).where(LOG.c.id == 4).values(account="suzuki"))
    assert audit_commands.verify("") is ExitCode.TAMPERED
    assert "Entry 4" in capsys.readouterr().err


def test_the_export_opens_in_a_spreadsheet(log, named, tmp_path):
    file = tmp_path / "audit.csv"
    audit_commands.export(file)
    content = file.read_bytes()
    assert content.startswith("\ufeffid,at,".encode())
    assert content.count(b"\r\n") == 6
    with reading_of(log) as connection:
        *_before, last = audit.entries(connection)
    assert (last.account[0], last.action) == ("$", "log_taken_out")


def test_what_is_missing_or_mistyped_is_said(tmp_path, monkeypatch, english):
    monkeypatch.setenv("KOUKA_DATABASE", f"sqlite:///{tmp_path / 'none.sqlite'}")
    for noted, code in (("", ExitCode.INPUT), ("abc", ExitCode.USAGE)):
        with pytest.raises(KoukaError) as caught:
            audit_commands.verify(noted)
        assert caught.value.code is code


def test_kouka_audit_from_the_command_line(tmp_path):
    database = f"sqlite:///{tmp_path / 'kouka.sqlite'}"
    engine = open_database(database)
    with engine.begin() as connection:
        audit.record(connection, "tanaka", "sign_in", "tanaka")
    do(engine, update(LOG).values(account="suzuki"))
    exported, verified = (
        processes.run([processes.KOUKA, "audit", verb], tmp_path / "results", KOUKA_DATABASE=database)
        for verb in ("export", "verify")
    )
    assert (verified.returncode, verified.stdout) == (7, "")
    assert "Entry 1 " in verified.stderr
    assert exported.stdout.startswith("\ufeffid,at,")
