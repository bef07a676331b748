"""What holds for SQLite and PostgreSQL alike."""

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import pytest
from sqlalchemy import create_engine, insert, inspect, select, update
from sqlalchemy.exc import DBAPIError

from dashboards.web.database import tables
from dashboards.web.database.asking import reading_of
from dashboards.web.database.opening import address_of, open_database, open_existing
from dashboards.web.security import accounts, audit, sessions
from dashboards.web.security.roles import Role
from dashboards.web.settings import WebSettings
from pipelines.errors import ExitCode, KoukaError
from tests.dashboards.web.visiting import PASSWORD


@pytest.fixture
def engine(database):
    opened = open_database(database)
    yield opened
    opened.dispose()


def make(engine, name="tanaka", role=Role.ANALYST):
    with engine.begin() as connection:
        return accounts.make_account(connection, name, PASSWORD, role)


def test_accounts_are_there_when_it_is_opened_again(database, engine):
    made = make(engine)
    again = open_database(database)
    with reading_of(again) as connection:
        stored = accounts.stored_under(connection, "tanaka")
        assert stored.account == made
        assert accounts.account_of(connection, made.id) == made
        assert not accounts.none_yet(connection)
    assert accounts.is_password(stored, PASSWORD)
    again.dispose()


def test_names_are_there_once(engine):
    make(engine)
    with pytest.raises(KoukaError):
        make(engine)
    with reading_of(engine) as connection:
        assert len(accounts.all_accounts(connection)) == 1


def test_of_many_who_take_a_name_at_once_one_gets_it(engine):
    def attempt(_n):
        try:
            return make(engine) is not None
        except KoukaError:
            return False

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(attempt, range(6))) == 1


def test_one_analyst_remains_whoever_goes_at_the_same_time(engine):
    both = [make(engine, name) for name in ("tanaka", "suzuki")]

    def leave(account):
        try:
            with engine.begin() as connection:
                accounts.change(connection, account.id, role=Role.VIEWER, active=True)
        except KoukaError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(leave, both)) == 1


def test_sessions(engine):
    account, settings = make(engine), WebSettings()
    with engine.begin() as connection:
        token = sessions.begin(connection, account)
    with reading_of(engine) as connection:
        assert sessions.visitor_with(connection, token, settings).account == account
        assert sessions.visitor_with(connection, token + "x", settings) is None
    with engine.begin() as connection:
        sessions.end_all_of(connection, account.id)
        assert sessions.visitor_with(connection, token, settings) is None


def test_a_reader_cannot_write(engine):
    with pytest.raises(DBAPIError), reading_of(engine) as connection:
        connection.execute(update(tables.accounts).values(active=False))
    make(engine)  # the connection that is used again may


def test_readers_see_one_moment_and_wait_for_no_writer(engine):
    make(engine)
    with reading_of(engine) as reader:
        before = len(accounts.all_accounts(reader))
        # Whoever waited here would wait for this very thread, until SQLite gives up.
        with engine.begin() as writer:
            audit.record(writer, "a", "b", "c")
            with reading_of(engine) as other:
                assert len(accounts.all_accounts(other)) == 1
        make(engine, "suzuki")
        assert len(accounts.all_accounts(reader)) == before
    with reading_of(engine) as reader:
        assert len(accounts.all_accounts(reader)) == 2


def test_writers_wait_for_each_other(engine):
    inside, order = threading.Event(), []

    def first():
        with engine.begin() as connection:
            audit.record(connection, "first", "x", "x")
            inside.set()
            time.sleep(0.3)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    assert inside.wait(60)
    with engine.begin() as connection:
        audit.record(connection, "second", "x", "x")
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_half_of_a_transaction_is_nothing(engine):
    with suppress(ZeroDivisionError), engine.begin() as connection:
        accounts.make_account(connection, "tanaka", PASSWORD, Role.STAFF)
        audit.record(connection, "tanaka", "made", "tanaka")
        raise ZeroDivisionError
    with reading_of(engine) as connection:
        assert accounts.none_yet(connection)
        assert audit.verified(connection).entries == 0


def test_a_copy_that_is_made_while_it_is_written_is_whole(tmp_path):
    opened = open_database(f"sqlite:///{tmp_path / 'kouka.sqlite'}")
    make(opened)
    with closing(sqlite3.connect(tmp_path / "kouka.sqlite")) as another:
        another.execute("VACUUM INTO ?", [str(tmp_path / "copy.sqlite")])
    make(opened, "afterwards")
    copy = open_existing(f"sqlite:///{tmp_path / 'copy.sqlite'}")
    with reading_of(copy) as connection:
        assert [each.name for each in accounts.all_accounts(connection)] == ["tanaka"]
    make(copy, "suzuki")


def test_a_database_of_another_version_is_refused(database, engine):
    with engine.begin() as connection:
        connection.execute(update(tables.schema).values(version=99))
    with pytest.raises(KoukaError) as caught:
        open_database(database)
    assert caught.value.code is ExitCode.SETUP


def test_errors_hold_nothing_that_people_typed(engine):
    make(engine)
    with reading_of(engine) as connection:
        row = connection.execute(select(tables.accounts)).one()._mapping
    twice = insert(tables.accounts).values(**{**row, "id": 99, "pseudonym": "P2"})
    with pytest.raises(DBAPIError) as caught, engine.begin() as connection:
        connection.execute(twice)
    assert "hide_parameters" in str(caught.value)
    assert row["password"] not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["mysql://somewhere/x", "rubbish", "postgresql://nobody@127.0.0.1:1/none", "sqlite:////proc/none/x"]
)
def test_what_cannot_be_opened_is_said(url, english):
    with pytest.raises(KoukaError) as caught:
        open_database(url)
    assert caught.value.code in (ExitCode.SETUP, ExitCode.USAGE)


def test_a_password_in_the_address_is_not_told(english):
    with pytest.raises(KoukaError) as caught:
        open_database("postgresql://kouka:hunter2@127.0.0.1:1/none")
    assert "hunter2" not in f"{caught.value.problem}"


def test_looking_makes_no_database(tmp_path):
    with pytest.raises(KoukaError):
        open_existing(f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert [*tmp_path.iterdir()] == []


def test_looking_makes_no_tables(database, english):
    tables.schema.create(made := create_engine(address_of(database)))
    with pytest.raises(KoukaError, match="no tables yet"):
        open_existing(database)
    assert inspect(made).get_table_names() == ["schema_version"]
    made.dispose()
