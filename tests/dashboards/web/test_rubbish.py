"""Whatever is sent to the app, it answers with a page and not with a fault of its own."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboards.web.application import create_app
from dashboards.web.security import accounts, sessions
from dashboards.web.security.roles import Role
from dashboards.web.settings import WebSettings
from tests.dashboards.web.visiting import PASSWORD, Person, client_of

ADDRESSES = [
    *("/static/%00", "/static/" + "a" * 5000, "/static/%ff", "/%00", "/accounts/0", "/sign-in?code=%00&next=%ff"),
    *("/sign-in?next=%2F%00", "/?x=" + "y" * 5000, "//", "/static/app.css/", "/runs/%2e%2e/%2e%2e"),
    *("/what-if/%00", "/what-if/%2e%2e", "/what-if/a/answer?volume=%00", "/what-if/" + "a" * 5000),
]
BODIES = [
    *(b"", b"\xff\xfe", b"name=%FF&password=%FF&code=%FF&chosen=%FF", b"name=%00&password=%00&code=%00"),
    *(b"name=%ED%A0%80&password=x&code=x&chosen=x&back=%ED%A0%80", b"name=" + b"a" * 100_000, b"&&&==;"),
    *(b"name=a&name=b&password[]=x&password=", b"token=\x00&name=x", b"name=x&password=" + b"%E2%80%8B" * 1000),
]
KINDS = [
    *("application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x"),
    *("application/json", "text/plain; charset=utf-16", "", "form"),
]


@pytest.fixture
def person(database, monkeypatch):
    """An analyst, on either database."""
    told = WebSettings(database=database, sign_in_attempts=10_000)
    app = create_app(told)
    with app.state.engine.begin() as connection:
        account = accounts.make_account(connection, "analyst", PASSWORD, Role.ANALYST)
        token = sessions.begin(connection, account)
    client = client_of(app, told)
    client.cookies.set(sessions.COOKIE, token)
    yield Person(client, told.address)
    client.close()
    app.state.engine.dispose()


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses(person, results, address):
    assert person.get(address).status_code < 500


@pytest.mark.parametrize("number", [-1, 2**31, 10**30])
def test_numbers_that_no_row_can_have(person, results, number):
    for path in (f"/work/{number}", f"/work/{number}/pages/1", f"/work/{number}/sounds/0", f"/confirm/{number}/page"):
        assert person.get(path).status_code < 500, path
    for path in (f"/accounts/{number}/password", f"/work/{number}/events", f"/work/{number}/minutes"):
        assert person.post(path).status_code < 500, path
    assert person.get("/studies/%00").status_code == person.get("/studies/%00/timings.csv").status_code == 404


@pytest.mark.parametrize(
    "path", ["/sign-in", "/first-account", "/language", "/accounts", "/password", "/running/start"]
)
def test_bodies(person, results, path):
    token = person.token
    for body in BODIES:
        for kind in KINDS:
            answer = person.client.post(path, content=body, headers={"x-kouka-token": token, "content-type": kind})
            assert answer.status_code < 500, (body, kind)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(st.characters(exclude_categories=["Cs"])), password=st.text(st.characters(exclude_categories=["Cs"]))
)
def test_names_and_passwords(person, results, name, password):
    for path, fields in (
        ("/sign-in", {"name": name, "password": password, "next": name}),
        ("/accounts", {"name": name, "role": "staff", "pseudonym": password}),
        ("/password", {"present": password, "password": name}),
        ("/language", {"chosen": name, "back": password}),
        ("/running/again", {"run": f"{name}/{password}"}),
    ):
        assert person.post(path, **fields).status_code < 500, path
    assert person.get(f"/sign-in?code={quote(name)}&next={quote(password)}").status_code < 500
