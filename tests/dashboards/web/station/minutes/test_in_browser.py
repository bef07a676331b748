"""Somebody works on the minutes of a short meeting in a real browser: hears, corrects, loads the page anew, submits."""

import time
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from dashboards.web.database.tables import answers, assignments, events
from dashboards.web.station import turns
from dashboards.web.station.clocking import differences
from dashboards.web.station.lookup import assignment_with, study_named
from dashboards.web.studies.timings import measured_times
from tests.dashboards.sounds import assert_put
from tests.dashboards.web.station.at_work import Worker
from tests.dashboards.web.station.minutes.writing import submits, turn

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BEFORE = 0.15
"""Seconds before a word from which it is played."""
COMPOSING = 229
LATER = 1
"""The seed by which a study of one stretch gets one that does not begin with its meeting."""

TO_5_AND_PLAY = """() => {
  const position = document.querySelector("#position");
  position.value = 5;
  position.dispatchEvent(new Event("input", { bubbles: true }));
  position.dispatchEvent(new KeyboardEvent("keydown", { key: "F3", code: "F3", bubbles: true, cancelable: true }));
}"""
"""In one go, before the browser can tell that there is nothing to play."""


@pytest.fixture
def opened(browsing, study, japanese) -> Callable[[str], Page]:
    """The screen of the first item of a study of one arm."""

    def of(arm: str) -> Page:
        study(arm)
        page = browsing("P1").new_page()
        page.goto("work/next")
        ready(page)
        return page

    return of


def ready(page: Page) -> None:
    page.wait_for_selector("#screen[data-ready]")


def texts(page: Page) -> list[str]:
    return page.locator(".turn textarea").evaluate_all("areas => areas.map((area) => area.value)")


def speakers(page: Page) -> list[str]:
    return page.locator(".turn .speaker").evaluate_all("inputs => inputs.map((input) => input.value)")


def put_cursor(page: Page, number: int, at: int) -> None:
    area = page.locator(".turn textarea").nth(number)
    area.focus()
    area.evaluate("(area, at) => area.setSelectionRange(at, at)", at)


def sound(page: Page, what: str) -> float:
    return page.locator("#sound").evaluate(f"sound => sound.{what}")


def converts(page: Page, kana: str, text: str) -> None:
    """What an input method does: kana, and the Enter that ends the conversion, which is its own."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Input.imeSetComposition", {"text": kana, "selectionStart": len(kana), "selectionEnd": len(kana)})
    key = {"windowsVirtualKeyCode": COMPOSING, "key": "Enter", "code": "Enter"}
    devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
    devtools.send("Input.insertText", {"text": text})
    devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})


def comes_late(route: Route) -> None:
    time.sleep(0.4)
    route.continue_()


def at_rest(page: Page) -> None:
    """When it is known that what was to be played cannot be."""
    page.wait_for_function(
        "() => { const sound = document.querySelector('#sound'); return sound.error && sound.paused; }"
    )


def saved(page: Page) -> None:
    expect(page.locator("#state")).to_have_attribute("data-now", "saved")


def test_one_person_corrects_a_draft(opened, app, rows_of):
    page = opened("minutes_draft")
    assert texts(page)[0] == "それでは、議題第二号の説明をお願いします。"
    assert page.locator(".behind .doubtful").all_inner_texts() == ["議題のとおりです。"]
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()

    # The sound plays from the word of the cursor, and stands still at another press.
    put_cursor(page, 0, 7)
    assert_put(page.locator("#sound"), 1.25 - BEFORE, lambda: page.keyboard.press("Alt+Enter"))
    page.wait_for_function("() => !document.querySelector('#sound').paused")
    page.wait_for_selector(".turn .heard")
    page.keyboard.press("Control+Space")
    assert sound(page, "paused")
    at = sound(page, "currentTime")
    page.keyboard.press("F4")
    page.wait_for_function("at => Math.abs(document.querySelector('#sound').currentTime - at - 3) < 0.05", arg=at)
    page.keyboard.press("F2")
    page.wait_for_function("at => Math.abs(document.querySelector('#sound').currentTime - at) < 0.05", arg=at)
    page.locator("#speed").select_option("1.5")
    assert (sound(page, "playbackRate"), sound(page, "preservesPitch")) == (1.5, True)

    # Enter that ends a conversion is the input method's; the next one splits.
    put_cursor(page, 1, 3)
    page.keyboard.press("Delete")
    converts(page, "たか", "髙")
    assert texts(page)[1] == "はい。髙橋課長が説明します。議題は二つです。基金は三億円です。"
    put_cursor(page, 1, texts(page)[1].index("基金"))
    page.keyboard.press("Enter")
    assert texts(page)[1:3] == ["はい。髙橋課長が説明します。議題は二つです。", "基金は三億円です。"]
    assert page.evaluate("document.activeElement.value") == "基金は三億円です。"
    assert speakers(page) == ["S1", "S2", "S2", "S1"]

    # The speaker of one turn, then one everywhere.
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("髙橋")
    page.keyboard.press("Tab")
    everywhere = page.locator("#speakers input[data-speaker=S1]")
    everywhere.fill("山田")
    everywhere.press("Tab")
    assert speakers(page) == ["山田", "S2", "髙橋", "山田"]

    # Two turns become one, and two again.
    put_cursor(page, 3, 0)
    page.keyboard.press("Backspace")
    assert texts(page)[2:] == ["基金は三億円です。議題のとおりです。"]
    page.keyboard.press("Control+z")
    assert texts(page)[2:] == ["基金は三億円です。", "議題のとおりです。"]
    page.keyboard.press("Control+y")
    assert texts(page)[2:] == ["基金は三億円です。議題のとおりです。"]

    # A term everywhere, and back, and again.
    page.keyboard.press("Control+h")
    page.keyboard.type("議題")
    expect(page.locator("#found")).to_have_text("3か所にあります")
    assert page.locator(".behind .found").count() == 3
    page.locator("#put").fill("議案")
    page.locator("#everywhere").click()
    expect(page.locator("#found")).to_have_text("3か所を置き換えました")
    page.locator("[data-tool=undo]").click()
    assert sum("議題" in text for text in texts(page)) == 3
    page.locator("[data-tool=redo]").click()
    assert not any("議題" in text for text in texts(page))

    # Loaded anew in the middle, with something typed that was not yet sent.
    put_cursor(page, 0, 0)
    page.keyboard.type("えー、")
    before, named = texts(page), speakers(page)
    page.reload()
    ready(page)
    assert (texts(page), speakers(page)) == (before, named)
    assert page.evaluate("document.activeElement.closest('.turn').dataset.turn") == "d1"
    for _sign in "えー、":
        page.keyboard.press("Delete")

    page.keyboard.press("Control+Enter")
    page.locator("#finish button[value=yes]").click()
    page.wait_for_url("**/work")

    (done,) = rows_of(select(assignments))
    with app.state.engine.begin() as connection:
        spring = study_named(connection, "spring")
        assignment = assignment_with(connection, done.id, "P1")
        minutes = turns.minutes(connection, assignment, turns.meeting_of(connection, assignment))
        assert turns.not_as_shown(connection, spring) == []
        assert differences(connection, spring) == []
        (row,) = measured_times(connection, spring).to_dict("records")
    assert [turn.text for _id, turn in minutes] == [before[0].removeprefix("えー、"), *before[1:]]
    assert [turn.speaker for _id, turn in minutes] == named
    assert (row["method"], row["errors_left"]) == ("minutes_draft", 0)
    kinds = {each.kind for each in rows_of(select(events))}
    assert kinds >= {"open", "focus", "blur", "input", "listen", "close", "submit"}
    assert row["keystrokes"] > 20
    assert {each.pseudonym for each in rows_of(select(answers))} == {"P1"}


def test_one_person_writes_from_the_recording(opened, app, rows_of):
    page = opened("minutes_manual")
    assert texts(page) == [""]
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()

    page.locator(".turn .speaker").fill("山田")
    page.locator(".turn textarea").focus()
    converts(page, "はい", "はい。")
    page.locator("#position").fill("4")
    page.locator(".turn textarea").focus()
    page.keyboard.press("Enter")  # at the end: a new turn, which begins where the sound is
    page.keyboard.type("次です。")
    assert texts(page) == ["はい。", "次です。"]
    assert page.locator(".begins").all_inner_texts() == ["▶ 0:00", "▶ 0:04"]

    # A turn again and again.
    put_cursor(page, 0, 0)
    assert_put(page.locator("#sound"), 0, lambda: page.keyboard.press("Alt+l"))
    assert page.locator("#loop").get_attribute("aria-pressed") == "true"
    page.locator("#sound").evaluate("sound => { sound.currentTime = 3.8; }")
    page.wait_for_function("() => document.querySelector('#sound').currentTime < 2")

    # A pause stops the sound and the clock; another key of the pedal is kept.
    page.keyboard.press("Alt+p")
    assert sound(page, "paused")
    page.locator("#resume").click()
    page.locator("#keys").click()
    page.locator("#pedal input[data-pedal=toggle]").press("F8")
    page.locator("#pedal input[data-pedal=back]").press("F5")
    expect(page.locator("#refused")).to_be_visible()
    page.locator("#pedal button").click()
    put_cursor(page, 1, 2)
    page.keyboard.press("F8")
    page.wait_for_function("() => !document.querySelector('#sound').paused")
    page.keyboard.press("F8")
    page.keyboard.press("Alt+Delete")
    assert texts(page) == ["はい。"]

    saved(page)
    with page.expect_download() as download:
        page.get_by_text(".docx").click()
    assert download.value.suggested_filename.endswith(".docx")
    page.locator("#submit").click()
    page.locator("#finish button[value=yes]").click()
    page.wait_for_url("**/work")
    with app.state.engine.begin() as connection:
        spring = study_named(connection, "spring")
        assert turns.not_as_shown(connection, spring) == []
        (row,) = measured_times(connection, spring).to_dict("records")
    assert row["method"] == "minutes_manual"
    assert row["errors_left"] > 20
    assert {"pause", "resume"} <= {each.kind for each in rows_of(select(events))}


def test_of_a_stretch_only_its_own_sound_is_played(browsing, study, japanese, rows_of):
    study("minutes_draft", minutes=0.1, seed=LATER)
    (row,) = rows_of(select(assignments))
    start, end = map(float, row.item.partition("@")[2].split("-"))
    assert start > 0
    page = browsing("P1").new_page()
    page.route("**/minutes/screen.js", comes_late)  # so that the browser has the sound before the page asks for it
    page.goto(f"work/{row.id}")
    ready(page)
    page.wait_for_function("at => Math.abs(document.querySelector('#sound').currentTime - at) < 0.01", arg=start)
    page.keyboard.press("F2")
    assert sound(page, "currentTime") == pytest.approx(start, abs=0.01)
    page.locator("#sound").evaluate("(sound, at) => { sound.currentTime = at; }", end - 0.4)
    page.keyboard.press("F3")
    page.wait_for_function(
        "end => { const s = document.querySelector('#sound'); return s.paused && s.currentTime >= end; }", arg=end
    )
    assert sound(page, "currentTime") < end + 1  # it is looked at many times a second, on a busy machine at fewer


def test_behind_a_part_that_is_gone_the_sound_goes_on_in_the_next_one(opened, in_three):
    in_three(2)
    page = opened("minutes_draft")
    told = page.locator("#screen [data-gone]:visible")
    page.locator("#position").fill("3.5")
    page.keyboard.press("F3")
    page.wait_for_function("() => document.querySelector('#sound').src.endsWith('/2')")
    page.wait_for_function("() => document.querySelector('#sound').currentTime > 0.3")
    assert not sound(page, "paused")
    page.keyboard.press("F3")
    expect(page.locator("#time")).to_have_text(f"0:{8 + int(sound(page, 'currentTime')):02}")
    expect(told).to_have_count(1)
    expect(told).to_contain_text("0:04")
    expect(told).to_contain_text("0:08")
    expect(page.locator("#broken")).to_be_hidden()

    # Who wants to hear the part itself stays there, and goes on when they like.
    page.evaluate(TO_5_AND_PLAY)
    at_rest(page)
    page.wait_for_timeout(300)
    assert (page.locator("#time").inner_text(), sound(page, "paused")) == ("0:05", True)
    page.keyboard.press("F3")
    page.wait_for_function("() => !document.querySelector('#sound').paused")
    page.wait_for_function("() => document.querySelector('#time').textContent >= '0:08'")


def test_where_no_part_is_left_it_says_so_and_not_more(opened, in_three):
    in_three(1, 2, 3)
    page = opened("minutes_draft")
    for _part in range(3):
        at_rest(page)
        page.keyboard.press("F3")
    expect(page.locator("#broken")).to_be_visible()
    expect(page.locator("#screen [data-gone]:visible")).to_have_count(0)


def test_who_confirms_hears_one_part_after_the_other_and_is_told_which_is_gone(
    browsing, study, signed_in, in_three, japanese
):
    in_three(2)
    study("minutes_manual")
    submits(
        Worker(signed_in("P1")),
        d1=turn("はじめます。", start_ms=3500),
        n0123456789ab=turn("はい。", "0001i", start_ms=9000),
    )
    page = browsing("P2").new_page()
    page.goto("confirm")
    page.locator("#said button").first.click()
    last = page.locator("#confirm audio").nth(2).element_handle()
    page.wait_for_function("sound => !sound.paused && sound.currentTime > 0.3", arg=last)
    told = page.locator("#confirm .wrong:visible")
    expect(told).to_have_count(1)
    expect(told).to_contain_text("0:04")
    assert_put(page.locator("#confirm audio").nth(2), 1 - BEFORE, page.locator("#said button").nth(1).click)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
