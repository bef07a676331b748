"""Signing in and out, the first account, and the language."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from dashboards.web.database import tables
from dashboards.web.security import accounts, sessions
from dashboards.web.security.addresses import inside
from dashboards.web.security.roles import Role
from tests.dashboards.web.visiting import PASSWORD


def rows(app, table):
    with app.state.engine.begin() as connection:
        return connection.execute(select(table)).all()


def session(answer):
    return re.search(r"kouka_session=([^;]+)", answer.headers["set-cookie"])[1]


def test_whoever_started_the_app_makes_the_first_account(nobody, settings, app):
    assert "first-account" in nobody.get("/sign-in").text
    answer = nobody.post("/first-account", code=settings.first_code, name="tanaka", password=PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert nobody.get("/").status_code == 200
    (account,) = rows(app, tables.accounts)
    assert (account.name, account.role) == ("tanaka", "analyst")
    assert PASSWORD not in account.password
    assert [entry.action for entry in rows(app, tables.audit)] == ["first_account"]


def test_the_code_may_be_typed_in_many_ways(nobody, settings):
    wide = settings.first_code.lower().translate({ord(c): ord(c) + 0xFEE0 for c in "abcdefghijklmnopqrstuvwxyz"})
    answer = nobody.post("/first-account", code=f" {wide.replace('-', ' ')}", name="tanaka", password=PASSWORD)
    assert answer.status_code == 303


def test_nobody_else_on_the_machine_makes_the_first_account(nobody, settings, app, english):
    for _try in range(settings.sign_in_attempts):
        answer = nobody.post("/first-account", code="AAAA-AAAA-AAAA", name="mallory", password=PASSWORD)
        assert "not the code" in answer.text
    answer = nobody.post("/first-account", code=settings.first_code, name="mallory", password=PASSWORD)
    assert "Too many" in answer.text
    assert rows(app, tables.accounts) == []


def test_there_is_one_first_account(nobody, settings, app, people):
    answer = nobody.post("/first-account", code=settings.first_code, name="mallory", password=PASSWORD)
    assert answer.headers["location"] == "/sign-in"
    assert len(rows(app, tables.accounts)) == len(people)
    assert "first-account" not in nobody.get("/sign-in").text


def test_of_many_who_come_at_once_one_makes_it(nobody, settings, app):
    def make(n):
        return nobody.post("/first-account", code=settings.first_code, name=f"n{n}", password=PASSWORD).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(make, range(4))) == {303}
    assert len(rows(app, tables.accounts)) == 1


@pytest.mark.parametrize(
    ("name", "password"),
    [("", PASSWORD), ("a b", PASSWORD), ("<b>", PASSWORD), ("n" * 65, PASSWORD), ("tanaka", "short"), ("t", "x" * 201)],
)
def test_what_cannot_be_an_account_is_refused(nobody, settings, app, name, password):
    answer = nobody.post("/first-account", code=settings.first_code, name=name, password=password)
    assert answer.status_code == 400
    assert rows(app, tables.accounts) == []


def test_signing_in_gives_a_new_session_and_ends_the_one_before(nobody, people, app):
    nobody.client.cookies.set(sessions.COOKIE, "planted")
    first = nobody.post("/sign-in", name="staff", password=PASSWORD)
    second = nobody.post("/sign-in", name="staff", password=PASSWORD)
    assert len({"planted", session(first), session(second)}) == 3
    assert len(rows(app, tables.sessions)) == 1
    kept = rows(app, tables.sessions)[0]
    assert session(second) not in kept  # only its digest


def test_cookies_are_for_this_app_alone(nobody, people):
    cookie = nobody.post("/sign-in", name="staff", password=PASSWORD).headers["set-cookie"]
    assert {part.strip() for part in cookie.split(";")[1:]} == {"HttpOnly", "Path=/", "SameSite=lax"}
    chosen = nobody.post("/language", chosen="en").headers["set-cookie"]
    assert "HttpOnly" in chosen


def test_full_width_letters_are_the_same_letters(nobody, people):
    assert nobody.post("/sign-in", name="ｓｔａｆｆ", password=PASSWORD).status_code == 303


@pytest.mark.parametrize(
    ("name", "password"),
    [("staff", "wrong-password"), ("nobody", PASSWORD), ("staff", PASSWORD * 20), ("staff", ""), ("' OR 1=1 --", "x")],
)
def test_what_is_wrong_is_not_told(nobody, people, english, name, password):
    answer = nobody.post("/sign-in", name=name, password=password or " ")
    assert answer.status_code == 400
    assert "The name or the password is not right." in answer.text
    assert "set-cookie" not in answer.headers


def test_a_password_in_the_wrong_box_is_not_kept(nobody, people, app):
    nobody.post("/sign-in", name="my-secret-password", password="x")
    nobody.post("/sign-in", name="staff", password="x")
    entries = rows(app, tables.audit)
    assert [(entry.action, entry.object) for entry in entries] == [("sign_in_failed", "-"), ("sign_in_failed", "staff")]


def test_a_name_has_to_wait_after_some_attempts(nobody, people, settings):
    for _try in range(settings.sign_in_attempts):
        assert nobody.post("/sign-in", name="staff", password="wrong").status_code == 400
    assert nobody.post("/sign-in", name="staff", password=PASSWORD).status_code == 429
    assert nobody.post("/sign-in", name="analyst", password=PASSWORD).status_code == 303


def test_the_log_says_once_that_a_name_has_to_wait(nobody, people, settings, app):
    for name in ("staff", "my-secret-password"):
        for _try in range(settings.sign_in_attempts + 3):
            nobody.post("/sign-in", name=name, password="wrong")
    entries = [(entry.account, entry.object) for entry in rows(app, tables.audit) if entry.action == "sign_in_refused"]
    assert entries == [("-", "staff"), ("-", "-")]


def test_attempts_at_once_are_no_way_around(nobody, people, settings):
    def attempt(_n):
        return nobody.post("/sign-in", name="staff", password="wrong").status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = [*pool.map(attempt, range(16))]
    assert statuses.count(400) == settings.sign_in_attempts


def test_the_right_password_clears_the_count(nobody, people, settings):
    for _round in range(3):
        for _try in range(settings.sign_in_attempts - 1):
            nobody.post("/sign-in", name="staff", password="wrong")
        assert nobody.post("/sign-in", name="staff", password=PASSWORD).status_code == 303


def test_whoever_is_not_signed_in_comes_back_to_the_page_afterwards(nobody, people, results_with_run):
    asked = nobody.get("/?engine=tesseract&field=氏名")
    assert asked.status_code == 303
    page = nobody.get(asked.headers["location"])
    sent = re.search(r'name="next" value="([^"]+)"', page.text)[1].replace("&amp;", "&")
    answer = nobody.post("/sign-in", name="staff", password=PASSWORD, next=sent)
    assert answer.headers["location"] == "/?engine=tesseract&field=%E6%B0%8F%E5%90%8D"
    assert nobody.get("/sign-in").headers["location"] == "/"


def test_modules_are_told_in_their_own_way(nobody):
    assert nobody.get("/", headers={"accept": "application/json"}).status_code == 401


@pytest.mark.parametrize(
    "address", ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:x", ""]
)
def test_nobody_is_sent_elsewhere(address):
    assert inside(address) == "/"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example"])
def test_neither_language_nor_sign_in_leads_elsewhere(nobody, people, address):
    assert nobody.post("/language", chosen="en", back=address).headers["location"] == "/"
    assert nobody.post("/sign-in", name="staff", password=PASSWORD, next=address).headers["location"] == "/"


def test_the_language_is_kept_and_leads_back(nobody, people):
    assert "サインイン" in nobody.get("/sign-in").text
    assert nobody.post("/language", chosen="en", back="/sign-in").headers["location"] == "/sign-in"
    assert "Sign in" in nobody.get("/sign-in").text
    assert nobody.post("/language", chosen="fr").headers.get("set-cookie") is None


def test_after_signing_out_the_session_is_gone(signed_in, app):
    person = signed_in("staff")
    token = person.client.cookies[sessions.COOKIE]
    person.post("/sign-out")
    person.client.cookies.set(sessions.COOKIE, token)
    assert person.get("/").headers["location"].startswith("/sign-in")
    assert rows(app, tables.sessions) == []


def test_pictures_and_sounds_do_not_outlast_the_session_in_the_browser(signed_in):
    assert signed_in("viewer").post("/sign-out").headers["clear-site-data"] == '"cache"'


@pytest.mark.parametrize("column", ["used", "begun"])
def test_a_session_ends_with_time(signed_in, app, settings, column):
    person = signed_in("staff")
    over = {"used": settings.idle_seconds, "begun": settings.longest_seconds}[column]
    for seconds, status in ((over - 60, 200), (over + 61, 303)):
        value = getattr(tables.sessions.c, column) - seconds
        with app.state.engine.begin() as connection:
            connection.execute(update(tables.sessions).values({column: value}))
        assert person.get("/").status_code == status


def test_use_keeps_a_session_alive(signed_in, app):
    person = signed_in("staff")
    with app.state.engine.begin() as connection:
        connection.execute(update(tables.sessions).values(used=tables.sessions.c.used - 600))
    (before,) = rows(app, tables.sessions)
    person.get("/")
    (after,) = rows(app, tables.sessions)
    assert after.used - before.used > 590


def test_sessions_that_are_over_are_swept(signed_in, nobody, app):
    signed_in("viewer")
    with app.state.engine.begin() as connection:
        connection.execute(update(tables.sessions).values(used=0))
    nobody.post("/sign-in", name="staff", password=PASSWORD)
    assert [row.used > 0 for row in rows(app, tables.sessions)] == [True]


def test_an_account_out_of_use_is_out_at_once(signed_in, nobody, app, people):
    person = signed_in("staff")
    with app.state.engine.begin() as connection:
        accounts.change(connection, people["staff"].id, role=Role.STAFF, active=False)
    assert person.get("/").status_code == 303
    assert nobody.post("/sign-in", name="staff", password=PASSWORD).status_code == 400


def test_unknown_names_take_as_long(monkeypatch, nobody, people):
    compared = []
    real = accounts._hasher

    class Counting:
        def verify(self, kept, given):
            compared.append(kept)
            return real.verify(kept, given)

        check_needs_rehash = real.check_needs_rehash

    monkeypatch.setattr(accounts, "_hasher", Counting())
    for name in ("staff", "nobody", "x" * 1000):
        nobody.post("/sign-in", name=name, password="wrong-password")
    assert len(compared) == 3


def test_what_is_kept_of_a_password_is_renewed(nobody, people, app, monkeypatch):
    monkeypatch.setattr(accounts, "_hasher", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    nobody.post("/sign-in", name="staff", password=PASSWORD)
    with app.state.engine.begin() as connection:
        kept = connection.scalar(select(tables.accounts.c.password).where(tables.accounts.c.name == "staff"))
    assert "t=2" in kept
    assert nobody.post("/sign-in", name="staff", password=PASSWORD).status_code == 303


def test_passwords_are_hashed_as_recommended(monkeypatch):
    monkeypatch.setattr(accounts, "_hasher", PasswordHasher())
    # RFC 9106, second recommendation: argon2id, 3 passes, 64 MiB, 4 lanes
    assert accounts.hash_of(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_names_are_escaped(app, nobody, people, signed_in):
    with app.state.engine.begin() as connection:
        connection.execute(
            update(tables.accounts).where(tables.accounts.c.name == "staff").values(name="<img src=x onerror=alert(1)>")
        )
    page = signed_in("staff").get("/").text
    assert "<img" not in page
    assert "&lt;img" in page


def test_the_database_is_for_its_owner_alone(app, settings, tmp_path, nobody):
    for file in tmp_path.glob("kouka.sqlite*"):
        assert file.stat().st_mode & 0o077 == 0, file
