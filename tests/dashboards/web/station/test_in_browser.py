"""The review station in a real browser, against a server in a process of its own."""

import re
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, Row, Table, select

from dashboards.web.database.opening import open_database
from dashboards.web.database.tables import answers, assignments, events, timings
from dashboards.web.security import accounts
from dashboards.web.security.roles import Role
from dashboards.web.station.clocking import differences
from dashboards.web.station.lookup import study_named
from dashboards.web.studies.wanted import Wanted
from pipelines.runs import store
from pipelines.tables import read_table
from tests import processes
from tests.dashboards.web.station.conftest import WRONG
from tests.dashboards.web.station.making import make_study
from tests.dashboards.web.visiting import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FIELDS = ["notice_date", "moving_date", "name_kana", "name", "birth_date", "household_size", "new_address"]
"""Of the form, in its order; ``old_address`` comes last."""


@dataclass
class Server:
    """``kouka serve`` on a port, which can be killed and started again."""

    results: Path
    port: int
    stack: ExitStack = field(default_factory=ExitStack)
    process: object = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [processes.KOUKA, "serve", "--port", str(self.port)]
        self.process = self.stack.enter_context(processes.started(command, self.results, KOUKA_LANG="ja"))
        processes.until(self._answers)

    def _answers(self) -> bool:
        assert self.process.poll() is None, self.process.stderr.read()
        try:
            return httpx.get(f"{self.address}/sign-in").is_success
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture(scope="module")
def results(_six: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One for all tests here: a server takes seconds to start. Each test has people and a study of its own."""
    home = shutil.copytree(_six, tmp_path_factory.mktemp("station") / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KOUKA_RESULTS", str(home / "results"))
        yield home / "results"


@pytest.fixture(scope="module")
def engine(results: Path) -> Iterator[Engine]:
    opened = open_database(f"sqlite:///{results / 'kouka.sqlite'}")
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def server(results: Path, engine: Engine) -> Iterator[Server]:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Server(results, port)
    with made.stack:
        made.start()
        yield made


@dataclass
class Study:
    """A study of one test, and what is in the database of it."""

    engine: Engine
    name: str
    people: tuple[str, ...]

    def rows(self, table: Table) -> list[Row]:
        with self.engine.begin() as connection:
            number = study_named(connection, self.name).id
            asked = select(table) if table is assignments else select(table).join(assignments)
            found = asked.where(assignments.c.study == number).order_by(*table.primary_key)
            return [*connection.execute(found)]

    def is_consistent(self) -> None:
        """Events have no gap within a tab, and every figure is what they give."""
        found: dict[tuple[int, str], list[int]] = {}
        for row in self.rows(events):
            found.setdefault((row.assignment, row.tab), []).append(row.sequence)
        assert found
        assert all(sequences == list(range(1, len(sequences) + 1)) for sequences in found.values())
        with self.engine.begin() as connection:
            assert differences(connection, study_named(connection, self.name)) == []


@pytest.fixture
def study(engine: Engine, request: pytest.FixtureRequest) -> Callable[..., Study]:
    """Makes a study of this test's own people."""

    def made(*arms: str, people: int = 1, **more: object) -> Study:
        names = tuple(f"P{number}-{request.node.name[5:25]}" for number in range(1, people + 1))
        with engine.begin() as connection:
            for name in names:
                accounts.make_account(connection, name, PASSWORD, Role.STAFF, name)
            make_study(connection, Wanted(names[0], store.LATEST, names, arms, **more))
        return Study(engine, names[0], names)

    return made


@pytest.fixture
def signed_in(browser: Browser, server: Server) -> Iterator[Callable[[str], Page]]:
    contexts = []
    complaints: list[str] = []

    def person(name: str) -> Page:
        context = browser.new_context(
            base_url=server.address, locale="ja-JP", viewport={"width": 1366, "height": 768}, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        page.goto("/sign-in")
        page.fill("[name=name]", name)
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
        page.wait_for_url(f"{server.address}/")
        return page

    yield person
    for context in contexts:
        context.close()
    assert complaints == []


def begin(page: Page) -> None:
    """To the next item."""
    page.goto("/work")
    page.click(".go")
    ready(page)


def ready(page: Page) -> None:
    page.wait_for_selector("#screen[data-ready]")


def at(page: Page) -> str:
    """The field that has the focus."""
    return page.evaluate("document.activeElement.closest('.field')?.dataset.field ?? document.activeElement.id")


def entered(page: Page, name: str) -> str:
    return page.locator(f"[data-field={name}] input").input_value()


def saved(page: Page) -> None:
    expect(page.locator("#state")).to_have_attribute("data-now", "saved")


def test_a_whole_study_by_two_people(study, server, signed_in, results, tmp_path):
    spring = study("manual", "ai_all", people=2, items=2, practice=2)
    truth = {row["document"]: row for row in read_table(results.parent / "batch/truth/moving-notice.csv").rows}
    for name in spring.people:
        page = signed_in(name)
        begin(page)
        while "/work/" in page.url:
            ready(page)
            number = int(page.url.rpartition("/")[2])
            row = next(row for row in spring.rows(assignments) if row.id == number)
            for field_id in [*FIELDS, "old_address"]:
                assert at(page) == field_id
                if row.arm == "manual" or field_id == WRONG:
                    page.keyboard.type(truth[row.item][field_id])
                page.keyboard.press("Enter")
            assert at(page) == "submit"
            with page.expect_navigation(url=re.compile(r"/work(/\d+)?$")):
                page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("4件の作業が終わりました")
    done = processes.run([processes.KOUKA, "study", "export", spring.name, "--out", str(tmp_path)], results)
    assert done.returncode == 0, done.stderr
    table = read_table(tmp_path / "timings.csv").rows
    assert sorted((row["worker"], row["method"], row["errors_left"]) for row in table) == [
        (worker, method, "0") for worker in spring.people for method in ("ai_all", "manual")
    ]
    keys = {row["method"]: int(row["keystrokes"]) for row in table}
    assert keys["ai_all"] < keys["manual"]
    assert processes.run([processes.KOUKA, "study", "recompute", spring.name], results).returncode == 0
    spring.is_consistent()


def test_the_enter_that_ends_a_conversion_neither_moves_on_nor_submits(study, signed_in):
    spring = study("manual", items=1, practice=0)
    page = signed_in(spring.people[0])
    begin(page)
    for _field in range(3):
        page.keyboard.press("Enter")
    assert at(page) == "name"
    devtools = page.context.new_cdp_session(page)
    key = {"key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    for modifiers in (0, 2):  # alone, and with Ctrl
        devtools.send("Input.imeSetComposition", {"text": "たかはし", "selectionStart": 4, "selectionEnd": 4})
        devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "modifiers": modifiers, **key})
        assert at(page) == "name"
        devtools.send("Input.insertText", {"text": "髙橋"})
        devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
        # Some browsers end the composition before they tell of the key.
        devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "modifiers": modifiers, **key})
        assert at(page) == "name"
    assert entered(page, "name") == "髙橋髙橋"
    page.keyboard.press("Enter")
    assert at(page) == "birth_date"
    saved(page)
    assert spring.rows(timings) == []
    assert [row.after for row in spring.rows(answers)] == ["髙橋髙橋"]


def test_keys_mark_choose_go_back_and_pause(study, signed_in):
    spring = study("ai_all", items=1, practice=0)
    page = signed_in(spring.people[0])
    begin(page)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")  # all is seen without scrolling
    page.keyboard.press("F2")
    page.keyboard.press("Enter")
    page.keyboard.type("令和6年2月30日")
    expect(page.locator(f"[data-field={WRONG}] .says")).to_have_text("暦にない日")
    page.keyboard.press("F4")
    page.keyboard.press("Shift+Enter")
    assert at(page) == "notice_date"
    page.keyboard.press("Alt+p")
    assert page.locator("#paused").is_visible()
    assert page.locator(".scan").is_hidden()
    page.keyboard.press("Enter")
    page.locator("[data-field=notice_date] input:focus").wait_for()  # a dialog tells that it closed a moment later
    saved(page)
    outcomes = {row.field: (row.after, row.outcome) for row in spring.rows(answers)}
    assert outcomes[WRONG] == ("令和6年2月30日", "ask")
    assert outcomes["notice_date"] == (entered(page, "notice_date"), "unreadable")
    kinds = [row.kind for row in spring.rows(events)]
    assert kinds.index("pause") < kinds.index("resume")
    assert "check" in kinds


def test_a_reload_and_a_closed_window_lose_nothing(study, signed_in):
    spring = study("manual", items=1, practice=0)
    page = signed_in(spring.people[0])
    begin(page)
    page.keyboard.type("令和6年")
    page.reload()
    ready(page)
    assert entered(page, "notice_date") == "令和6年"
    # Without a connection, and then the window is gone: the next one sends what this one could not.
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    page.keyboard.type("令和7年")
    page.keyboard.press("Enter")
    expect(page.locator("#state")).to_have_attribute("data-now", "offline")
    other = page.context.new_page()
    page.close()
    page.context.set_offline(False)
    begin(other)
    assert entered(other, WRONG) == "令和7年"
    other.keyboard.press("Control+Enter")
    other.wait_for_url(re.compile("/work$"))
    latest = {row.field: row.after for row in spring.rows(answers) if row.before != row.after}
    assert latest == {"notice_date": "令和6年", WRONG: "令和7年"}
    assert len({row.tab for row in spring.rows(events)}) == 3
    assert other.evaluate("Object.keys(localStorage)") == []
    spring.is_consistent()


def test_who_signs_out_leaves_nothing_in_the_browser(study, signed_in):
    spring = study("manual", items=1, practice=0)
    page = signed_in(spring.people[0])
    begin(page)
    page.keyboard.type("令和6年")
    page.click("form[action='/sign-out'] button")
    page.wait_for_url(re.compile("/sign-in$"))
    assert page.evaluate("Object.keys(localStorage)") == []
    assert [row.after for row in spring.rows(answers)] == ["令和6年"]
    assert spring.rows(events)[-1].kind == "close"
    spring.is_consistent()


def test_a_server_that_is_killed_in_mid_field_loses_nothing_that_it_acknowledged(study, server, signed_in):
    spring = study("manual", items=1, practice=0)
    page = signed_in(spring.people[0])
    begin(page)
    page.keyboard.type("令和6年4月1日")
    page.keyboard.press("Enter")
    page.keyboard.type("令和6年")
    saved(page)
    acknowledged = [(row.tab, row.sequence, row.kind) for row in spring.rows(events)]
    server.kill()
    page.keyboard.type("5月")
    expect(page.locator("#state")).to_have_attribute("data-now", "offline")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")  # submitted while nobody is there to take it
    server.start()
    page.wait_for_url(re.compile("/work$"))
    kept = [(row.tab, row.sequence, row.kind) for row in spring.rows(events)]
    assert kept[: len(acknowledged)] == acknowledged
    assert {row.field: row.after for row in spring.rows(answers) if row.before != row.after} == {
        "notice_date": "令和6年4月1日",
        WRONG: "令和6年5月",
    }
    (time,) = spring.rows(timings)
    assert time.keystrokes == len("611") + len("65") + 2 + 2  # what keys typed; kanji come from the input method
    spring.is_consistent()


def test_submitting_twice_and_in_two_windows_counts_once(study, signed_in):
    spring = study("manual", items=1, practice=0)
    page = signed_in(spring.people[0])
    begin(page)
    other = page.context.new_page()
    begin(other)
    page.keyboard.type("1")
    for _time in range(3):
        page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile("/work$"))
    other.keyboard.press("Control+Enter")
    other.wait_for_url(re.compile("/work$"))
    assert len(spring.rows(timings)) == 1
    assert [row.kind for row in spring.rows(events)].count("submit") == 1
    spring.is_consistent()


def test_the_paper_keeps_its_shape_and_what_is_typed_and_submitted_is_seen(study, signed_in):
    spring = study("manual", items=1, practice=0)
    page = signed_in(spring.people[0])
    begin(page)
    for width, height in ((1280, 1024), (1280, 720), (1024, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.reload()
        ready(page)
        wide, high, natural = page.eval_on_selector(
            ".sheet img", "img => [img.clientWidth, img.clientHeight, img.naturalWidth / img.naturalHeight]"
        )
        assert wide / high == pytest.approx(natural, rel=0.02)
        drawn = page.eval_on_selector(".sheet svg", "drawn => [drawn.clientWidth, drawn.clientHeight]")
        assert drawn == pytest.approx([wide, high], abs=1)
        boxes = [page.locator(what).bounding_box() for what in (".field.current input", "#pause", "#submit")]
        for box in boxes:
            assert box["width"] > 20
            assert box["x"] + box["width"] <= width
            assert box["y"] + box["height"] <= height
        assert boxes[1]["y"] == pytest.approx(boxes[2]["y"], abs=9)  # in one row


def test_pages_suit_screen_readers_and_keyboards(study, signed_in, engine):
    spring = study("ai_all", items=1, practice=1)
    page = signed_in(spring.people[0])
    page.goto("/work")
    seen = [Axe().run(page)]
    begin(page)
    seen.append(Axe().run(page))
    page.keyboard.press("Alt+p")
    seen.append(Axe().run(page))
    with engine.begin() as connection:
        accounts.make_account(connection, "analyst", PASSWORD, Role.ANALYST)
    analyst = signed_in("analyst")
    for path in ("/studies", f"/studies/{spring.name}", "/confirm"):
        analyst.goto(path)
        seen.append(Axe().run(analyst))
    assert [found.generate_report() for found in seen if found.violations_count] == []
