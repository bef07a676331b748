"""The web app with one run and an account of each role: for a test client, and on a port for browsers."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import uvicorn
from argon2 import PasswordHasher
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext

from dashboards.web.application import create_app
from dashboards.web.prepared.waiting import Preparations
from dashboards.web.prepared.work import prepare
from dashboards.web.security import accounts, sessions
from dashboards.web.security.roles import Role
from dashboards.web.settings import WebSettings
from tests import processes
from tests.dashboards.web import postgresql
from tests.dashboards.web.visiting import PASSWORD, REFERENCE, Person, client_of


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes long on purpose takes no time here."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_hasher", quick)
    monkeypatch.setattr(accounts, "_NOBODY", quick.hash("nobody"))


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has to be prepared is made at once, in this process."""

    def wait(_self: Preparations, path: Path, arguments: list[str]) -> Path:
        if not path.is_file():
            prepare(arguments[0], arguments[1:], path)
        return path

    monkeypatch.setattr(Preparations, "wait", wait)


@pytest.fixture
def results_with_run(results: Path) -> Path:
    """A results folder with ``RUN``, whose batch can be found from it."""
    shutil.copytree(REFERENCE, results / "demo")
    (results.parent / "samples").symlink_to(processes.ROOT / "samples")
    return results


@pytest.fixture(scope="session")
def _postgresql() -> Iterator[str | None]:
    bin = postgresql.programs()
    if bin is None:
        yield None
    else:
        with postgresql.cluster(bin) as address:
            yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of one kind and of the other."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite'}"
    address = request.getfixturevalue("_postgresql")
    if address is None:
        pytest.skip("no PostgreSQL on this machine")
    return postgresql.emptied(address)


@pytest.fixture
def settings(results: Path, tmp_path: Path) -> WebSettings:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return WebSettings(port=port, database=f"sqlite:///{tmp_path / 'kouka.sqlite'}")


@pytest.fixture
def app(settings: WebSettings) -> Iterator[FastAPI]:
    """The app without accounts."""
    made = create_app(settings)
    yield made
    made.state.engine.dispose()


@pytest.fixture
def people(app: FastAPI) -> dict[str, accounts.Account]:
    """An account for each role, called by it; all have ``PASSWORD``."""
    with app.state.engine.begin() as connection:
        return {
            role.value: accounts.make_account(connection, role.value, PASSWORD, role, f"P-{role.value}")
            for role in Role
        }


@pytest.fixture
def nobody(app: FastAPI, settings: WebSettings) -> Iterator[Person]:
    """Somebody who has not signed in."""
    with closing(client_of(app, settings)) as client:
        yield Person(client, settings.address)


@pytest.fixture
def signed_in(app: FastAPI, settings: WebSettings, people: dict[str, accounts.Account]) -> Callable[[str], Person]:
    """Makes somebody who has signed in by name: analyst, staff or viewer."""

    def person(name: str) -> Person:
        client = client_of(app, settings)
        client.cookies.set(sessions.COOKIE, _session(app, people[name]))
        return Person(client, settings.address)

    return person


@pytest.fixture
def served(app: FastAPI, settings: WebSettings) -> Iterator[str]:
    """The app on a port of this machine; its address, with a slash at the end."""
    server = uvicorn.Server(uvicorn.Config(app, host=settings.host, port=settings.port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    processes.until(lambda: server.started)
    yield settings.address
    server.should_exit = True
    thread.join(processes.PATIENCE)


@pytest.fixture
def browsing(
    browser: Browser, app: FastAPI, served: str, people: dict[str, accounts.Account]
) -> Iterator[Callable[[str], BrowserContext]]:
    """Makes a browser in which a person is signed in by name. What its pages complain about fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def context(name: str) -> BrowserContext:
        made = browser.new_context(
            base_url=served, locale="ja-JP", viewport={"width": 1366, "height": 768}, reduced_motion="reduce"
        )
        made.add_cookies([{"name": sessions.COOKIE, "value": _session(app, people[name]), "url": served}])
        made.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        made.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(made)
        return made

    yield context
    for made in contexts:
        made.close()
    assert complaints == []


def _session(app: FastAPI, account: accounts.Account) -> str:
    with app.state.engine.begin() as connection:
        return sessions.begin(connection, account)
