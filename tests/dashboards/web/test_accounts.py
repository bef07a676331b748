"""Accounts, own passwords, and what each role may do."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from sqlalchemy import select

from dashboards.web.application import ROUTERS
from dashboards.web.database import tables
from dashboards.web.security import audit, sessions
from dashboards.web.security.codes import LETTERS, draw_code
from dashboards.web.security.roles import Role
from tests.dashboards.web.visiting import PASSWORD

OPEN = {"/sign-in", "/first-account", "/language"}
"""What is there for everybody."""
FOR_ANALYSTS = [("GET", "/accounts"), ("POST", "/accounts"), ("POST", "/accounts/1"), ("POST", "/accounts/1/password")]


def log(app):
    with app.state.engine.begin() as connection:
        return [(row.account, row.action, row.object, row.detail) for row in audit.entries(connection)]


def account(app, name):
    with app.state.engine.begin() as connection:
        return connection.execute(select(tables.accounts).where(tables.accounts.c.name == name)).one()


def given(answer):
    return re.search(r'class="code">([^<]+)<', answer.text)[1]


def routes():
    """Method and address of everything that is not there for everybody."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    for router in ROUTERS:
        app.include_router(router)
    for route in iter_route_contexts(app.routes):
        if route.path not in OPEN:
            for method in route.methods:
                yield method, re.sub(r"\{[^}]*\}", "1", route.path)


def test_nothing_else_is_there_for_whoever_has_not_signed_in(app, nobody, people):
    seen = 0
    for method, path in routes():
        answer = nobody.client.request(method, path)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/sign-in"), path
        seen += 1
    assert seen > 5


def test_no_route_writes_without_the_token(app, signed_in):
    person = signed_in("analyst")
    for method, path in routes():
        if method != "GET":
            assert person.client.request(method, path).status_code == 403, path
            assert person.post(path, token="wrong").status_code == 403, path
    assert log(app) == []


@pytest.mark.parametrize(("method", "path"), FOR_ANALYSTS)
@pytest.mark.parametrize("name", ["staff", "viewer"])
def test_accounts_are_for_analysts(app, signed_in, name, method, path):
    person = signed_in(name)
    answer = person.client.request(method, path, headers={"x-kouka-token": person.token})
    assert answer.status_code == 403
    assert log(app) == []
    assert "/accounts" not in person.get("/").text


def test_roles_include_those_below():
    allowed = {role: {other for other in Role if role.may(other)} for role in Role}
    assert allowed == {
        Role.ANALYST: {Role.ANALYST, Role.STAFF, Role.VIEWER},
        Role.STAFF: {Role.STAFF, Role.VIEWER},
        Role.VIEWER: {Role.VIEWER},
    }


def test_a_new_account_chooses_its_password_before_anything_else(app, signed_in, nobody, english):
    answer = signed_in("analyst").post("/accounts", name="suzuki", role="staff")
    password = given(answer)
    made = account(app, "suzuki")
    assert (made.role, made.temporary) == ("staff", True)
    assert re.fullmatch(r"P[0-9A-F]{6}", made.pseudonym)
    assert log(app) == [("analyst", "account_made", "suzuki", {"role": "staff", "pseudonym": made.pseudonym})]

    assert nobody.post("/sign-in", name="suzuki", password=password).status_code == 303
    assert nobody.get("/").headers["location"] == "/password"
    token = re.search(r'name="kouka-token" content="([^"]+)"', nobody.get("/password").text)[1]
    wrong = nobody.post("/password", token=token, present="wrong", password="another-one")
    assert "present password is not right" in wrong.text
    same = nobody.post("/password", token=token, present=password, password=password)
    assert "password that you have" in same.text
    short = nobody.post("/password", token=token, present=password, password="short")
    assert "10 characters" in short.text
    assert nobody.post("/password", token=token, present=password, password="another-one").status_code == 303
    assert nobody.get("/").status_code == 200
    assert not account(app, "suzuki").temporary
    assert log(app)[-1][1:] == ("password_changed", "suzuki", {})


def test_a_changed_password_ends_every_other_session(app, signed_in, nobody):
    here, elsewhere = signed_in("staff"), signed_in("staff")
    before = here.client.cookies[sessions.COOKIE]
    answer = here.post("/password", present=PASSWORD, password="another-one")
    assert elsewhere.get("/").status_code == 303
    assert here.get("/").status_code == 200
    assert before not in answer.headers["set-cookie"]
    assert nobody.post("/sign-in", name="staff", password=PASSWORD).status_code == 400
    assert nobody.post("/sign-in", name="staff", password="another-one").status_code == 303


def test_guesses_at_ones_password_are_limited(signed_in, settings, english):
    person = signed_in("staff")
    for _try in range(settings.sign_in_attempts):
        person.post("/password", present="wrong", password="another-one")
    assert "Too many" in person.post("/password", present=PASSWORD, password="another-one").text


def test_a_new_password_ends_the_sessions_of_the_old_one(app, signed_in, nobody, people):
    staff = signed_in("staff")
    answer = signed_in("analyst").post(f"/accounts/{people['staff'].id}/password")
    assert staff.get("/").status_code == 303
    assert nobody.post("/sign-in", name="staff", password=PASSWORD).status_code == 400
    assert nobody.post("/sign-in", name="staff", password=given(answer)).status_code == 303
    assert nobody.get("/").headers["location"] == "/password"
    assert ("analyst", "password_given", "staff", {}) in log(app)


def test_a_role_holds_at_once(app, signed_in, people):
    staff = signed_in("staff")
    signed_in("analyst").post(f"/accounts/{people['staff'].id}", role="viewer", active="true")
    assert 'href="/work"' not in staff.get("/").text
    signed_in("analyst").post(f"/accounts/{people['staff'].id}", role="analyst", active="true")
    assert staff.get("/accounts").status_code == 200
    assert log(app)[0] == ("analyst", "account_changed", "staff", {"role": "viewer", "active": True})


def test_an_account_can_be_taken_out_of_use_and_back(app, signed_in, nobody, people):
    staff = signed_in("staff")
    signed_in("analyst").post(f"/accounts/{people['staff'].id}", role="staff")
    assert staff.get("/").status_code == 303
    assert nobody.post("/sign-in", name="staff", password=PASSWORD).status_code == 400
    signed_in("analyst").post(f"/accounts/{people['staff'].id}", role="staff", active="true")
    assert staff.get("/").status_code == 303  # the session of before does not come back
    assert nobody.post("/sign-in", name="staff", password=PASSWORD).status_code == 303


def test_nobody_shuts_themselves_out(app, signed_in, people):
    analyst = signed_in("analyst")
    own = people["analyst"].id
    assert analyst.post(f"/accounts/{own}", role="viewer", active="true").status_code == 400
    assert analyst.post(f"/accounts/{own}", role="analyst").status_code == 400
    assert analyst.post(f"/accounts/{own}/password").status_code == 400
    assert account(app, "analyst").active
    assert log(app) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "staff", "role": "staff"},
        {"name": "new", "role": "staff", "pseudonym": "P-staff"},
        {"name": "new", "role": "admin"},
        {"name": "<script>", "role": "staff"},
        {"name": "new", "role": "staff", "pseudonym": "a b"},
        {"name": "", "role": "staff"},
    ],
)
def test_what_cannot_be_an_account_is_refused(app, signed_in, people, fields):
    answer = signed_in("analyst").post("/accounts", **fields)
    assert answer.status_code == 400
    assert "<script>" not in answer.text
    assert log(app) == []


@pytest.mark.parametrize("path", ["/accounts/999", "/accounts/999/password"])
def test_an_account_that_is_not_there(signed_in, path):
    assert signed_in("analyst").post(path, role="staff").status_code == 404
    assert signed_in("analyst").post("/accounts/x", role="staff").status_code == 400


def test_passwords_that_are_given_can_be_typed():
    drawn = [draw_code() for _time in range(200)]
    assert len(set(drawn)) == 200
    assert all(re.fullmatch(r"(\w{4}-){2}\w{4}", code) and set(code) <= {*LETTERS, "-"} for code in drawn)
    assert not set("01ILO") & set(LETTERS)


@pytest.mark.browser
def test_an_analyst_makes_an_account_and_its_owner_signs_in(browsing, served, browser, japanese):
    page = browsing("analyst").new_page()
    page.goto("/accounts")
    assert Axe().run(page).violations_count == 0
    page.get_by_label("名前").fill("佐藤")
    page.get_by_label("利用範囲").last.select_option("staff")
    page.get_by_role("button", name="アカウントを作る").click()
    password = page.locator(".given .code").inner_text()
    assert Axe().run(page).violations_count == 0

    other = browser.new_context(base_url=served, locale="ja-JP")
    page = other.new_page()
    page.goto("/accounts?x=1")
    page.get_by_label("名前").fill("佐藤")
    page.get_by_label("パスワード").fill(password)
    page.keyboard.press("Enter")
    page.get_by_label("現在のパスワード").fill(password)
    assert Axe().run(page).violations_count == 0
    page.get_by_label("新しいパスワード").fill("ひみつのことば123")
    page.keyboard.press("Enter")
    page.wait_for_url(served)
    assert "佐藤" in page.locator(".bar").inner_text()
    page.get_by_role("button", name="サインアウト").click()
    page.wait_for_url("**/sign-in")
    assert other.cookies() == []
    other.close()
