"""What every request goes through: headers, where it comes from, how long it is."""

import asyncio
import sqlite3
from contextlib import closing

import pytest
from fastapi import APIRouter
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from dashboards.web.application import create_app
from dashboards.web.database import opening
from dashboards.web.security.middleware import HEADERS, LONGEST_BODY, Gate
from tests.dashboards.web.visiting import client_of


def with_fault(app):
    """A part of the app that fails, with something in its words that nobody should see."""
    router = APIRouter()

    @router.get("/fault")
    def fault():
        raise ValueError("神奈川 花子")

    @router.get("/no-database")
    def no_database():
        raise OperationalError("SELECT 1", {}, ConnectionRefusedError())

    app.include_router(router)


ADDRESSES = [
    *("/", "/sign-in", "/nothing-here", "/static/app.css", "/static/pages.css", "/static/none.css"),
    *("/language", "/sign-out", "/fault"),
]


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS", "DELETE"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_all_headers(app, signed_in, address, method):
    with_fault(app)
    answer = signed_in("staff").client.request(method, address)
    for name, value in HEADERS.items():
        if name == "Cache-Control" and address.startswith("/static/"):
            value = "no-cache"
        assert answer.headers[name] == value, name


def test_no_page_may_run_what_stands_in_it(nobody):
    policy = nobody.get("/sign-in").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_a_fault_is_a_page_and_tells_nothing(app, signed_in, english, capsys):
    with_fault(app)
    answer = signed_in("viewer").get("/fault")
    told = capsys.readouterr().err
    assert answer.status_code == 500
    assert "This is a fault of kouka" in answer.text
    assert "<nav" in answer.text
    assert "ValueError" in told
    assert "test_gate.py" in told
    assert "花子" not in answer.text + told


def test_a_database_that_is_away_is_said(app, signed_in, english, capsys):
    with_fault(app)
    answer = signed_in("viewer").get("/no-database")
    assert answer.status_code == 503
    assert "What was confirmed is kept" in answer.text
    assert answer.headers["retry-after"] == "5"
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("LOCALHOST", 200),
        ("[::1]:9999", 200),  # as through ssh -L
        ("evil.example:{port}", 421),
        ("127.0.0.1.evil.example", 421),
        ("evil.example@127.0.0.1", 421),
        ("", 421),
        ("[", 421),
    ],
)
def test_only_the_names_of_this_machine_are_answered(nobody, settings, host, status):
    # A page whose name its owner points to 127.0.0.1 would otherwise read everything.
    sent = {"host": host.format(port=settings.port)}
    assert nobody.get("/sign-in", headers=sent).status_code == status
    assert nobody.get("/static/app.css", headers=sent).status_code == status


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1:{port}"},
        {"origin": "http://127.0.0.1:1"},
        {"origin": "http://localhost:{port}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_what_comes_from_elsewhere_writes_nothing(signed_in, settings, headers):
    person = signed_in("staff")
    sent = {name: value.format(port=settings.port) for name, value in headers.items()}
    answer = person.client.post("/sign-out", data={"token": person.token}, headers=sent)
    assert answer.status_code == 403
    assert person.get("/").status_code == 200


@pytest.mark.parametrize("token", ["", "x", "ü", "A" * 5000])
def test_what_does_not_carry_the_token_writes_nothing(signed_in, token):
    person = signed_in("staff")
    assert person.post("/sign-out", token=token).status_code == 403
    assert person.client.post("/sign-out", data={}).status_code == 403
    assert person.client.post("/sign-out", json={"token": person.token}).status_code == 403
    assert person.get("/").status_code == 200


def test_the_token_of_somebody_else_is_none(signed_in):
    person, other = signed_in("staff"), signed_in("viewer")
    assert person.post("/sign-out", token=other.token).status_code == 403
    assert person.post("/sign-out").status_code == 303


def test_modules_send_the_token_in_a_header(signed_in):
    person = signed_in("staff")
    answer = person.client.post("/sign-out", headers={"x-kouka-token": person.token})
    assert answer.status_code == 303


def test_what_is_too_long_or_of_unknown_length_is_refused(nobody):
    long = nobody.client.post("/sign-in", content=b"a" * (LONGEST_BODY + 1))
    assert long.status_code == 413
    unknown = nobody.client.post("/sign-in", content=iter([b"name=a"]))
    assert unknown.status_code == 411
    for length in ("-1", "1_0", "٣", "1e3", ""):
        answer = nobody.client.post("/sign-in", headers={"content-length": length.encode()})
        assert answer.status_code == 411, length
    both = nobody.client.post("/sign-in", headers={"content-length": "5", "transfer-encoding": "chunked"})
    assert both.status_code == 411


def test_an_address_that_cannot_be_understood_is_refused_in_words(signed_in, english):
    answer = signed_in("viewer").post("/language")
    assert answer.status_code == 400
    assert "cannot be understood" in answer.text


def test_other_methods_are_refused_in_words(signed_in, english):
    answer = signed_in("viewer").client.put("/")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"
    assert "cannot be understood" in answer.text


def test_what_is_not_the_apps_own_is_not_served(signed_in):
    person = signed_in("analyst")
    for address in (
        *("/static/../settings.py", "/static/%2e%2e/settings.py", "/static/..%2fsettings.py", "/static//etc/passwd"),
        *("/docs", "/openapi.json", "/static/"),
    ):
        assert person.get(address).status_code in (404, 405), address


def test_a_database_that_another_program_holds_is_said_after_a_while(monkeypatch, settings, english):
    monkeypatch.setattr(opening, "WAIT_MS", 50)
    app = create_app(settings)
    file = make_url(settings.database).database
    with closing(client_of(app, settings)) as client, closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = client.post("/sign-in", data={"name": "staff", "password": "x"})
        assert answer.status_code == 503
        assert "The database does not answer." in answer.text
        other.rollback()
        assert client.post("/sign-in", data={"name": "staff", "password": "x"}).status_code == 400
    app.state.engine.dispose()


def test_a_fault_after_an_answer_began_tells_nothing_and_ends_it(app, settings, english, capsys):
    async def breaks_off(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError("神奈川 花子")

    sent = []

    async def send(message):
        sent.append(message["type"])

    host = settings.address.removeprefix("http://").rstrip("/")
    scope = {
        "type": "http", "method": "GET", "path": "/x", "query_string": b"", "headers": [(b"host", host.encode())],
        "state": {},
    }  # fmt: skip
    asyncio.run(Gate(breaks_off, app.state.engine, settings)(scope, None, send))
    assert sent == ["http.response.start"]
    told = capsys.readouterr().err
    assert "This is a fault of kouka's: ValueError" in told
    assert "神奈川" not in told
