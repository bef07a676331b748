"""The page of a run over meetings in a real browser: it fetches nothing, plays from a word, and prints on A4."""

import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import pytest
from pdf2image import pdfinfo_from_path
from playwright.sync_api import Browser, Page

from pipelines.meetings import scoring
from pipelines.runs.overview import write_overview
from pipelines.runs.store import Run
from tests import processes
from tests.dashboards.sounds import assert_put
from tests.pipelines.batches.meeting_files import write_batch, write_near_in, write_wav
from tests.pipelines.meetings.written import SEGMENTS_WRITTEN, written_run

pytestmark = pytest.mark.browser

LONG = "それでは、情報システム課から、庁内LANの更新について、報告をお願いいたします。" * 4
SECONDS = 30
BEFORE = 0.15
"""Seconds before a word from which it is played."""
A4_PIXELS = round((210 - 2 * 14) / 25.4 * 96)
"""Width of what is printed between the margins."""


@dataclass
class Opened:
    """A page and what it did."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def complains_of(self, what: str, times: int) -> None:
        """Wait until it has done so, and whether it does so once more."""
        processes.until(lambda: self.page.wait_for_timeout(50) or self._counted(what) >= times)
        self.page.wait_for_timeout(200)
        assert self._counted(what) == times

    def _counted(self, what: str) -> int:
        return sum(what in text for text in self.complaints)


Open = Callable[[Path], Opened]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Open a page; whatever it asks the browser for and complains of is kept."""
    pages = []

    def open_page(file: Path) -> Opened:
        opened = Opened(browser.new_page(viewport={"width": 1280, "height": 900}))
        pages.append(opened.page)
        opened.page.on("request", lambda request: opened.asked.append(request.url))
        opened.page.on(
            "console", lambda message: opened.complaints.append(message.text) if message.type == "error" else None
        )
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.goto(file.as_uri())
        return opened

    yield open_page
    for page in pages:
        page.close()


@pytest.fixture
def run(tmp_path: Path, results: Path, each_language: None) -> Run:
    """A run with its page, and sound long enough to be played from."""
    batch = write_batch(tmp_path / "meetings")
    with wave.open(str(batch / "recordings" / "budget-near.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(b"\0\0" * 16_000 * SECONDS)
    found = written_run(batch, [*SEGMENTS_WRITTEN, ("budget", "near", "S2", 3.0, 7.0, LONG, "")])
    scoring.score(found)
    return found


def test_it_opens_from_disk_and_fetches_nothing(run: Run, open_page: Open) -> None:
    opened = open_page(run.page)
    opened.page.wait_for_timeout(300)
    assert opened.asked == [run.page.as_uri()]  # sound is fetched when it is played
    assert opened.complaints == []


def test_a_click_on_a_word_plays_from_there(run: Run, open_page: Open) -> None:
    opened = open_page(run.page)
    word = opened.page.locator("details[open] .draft span[data-at]", has_text="発言").nth(1)
    at = float(word.get_attribute("data-at") or "nan")
    assert at == pytest.approx(2)
    sound = opened.page.locator("audio").first
    assert_put(sound, at - BEFORE, word.click)
    marked = opened.page.locator("details[open] .draft .heard")
    opened.page.wait_for_function("sound => sound.currentTime > 2", arg=sound.element_handle())
    marked.wait_for()
    assert float(marked.get_attribute("data-at") or "nan") >= 1
    assert not sound.evaluate("sound => sound.paused")
    played = [unquote(url) for url in opened.asked if url != run.page.as_uri()]
    assert {url.partition("/recordings/")[2] for url in played} == {"budget-near.wav"}
    assert all(url.startswith("file:") for url in played)
    assert opened.complaints == []


def test_a_turn_is_played_by_its_button_also_from_the_keyboard(run: Run, open_page: Open) -> None:
    opened = open_page(run.page)
    button = opened.page.locator("details[open] .draft button[data-at='3.00']")
    sound = opened.page.locator("audio").first
    assert_put(sound, 3 - BEFORE, lambda: button.press("Enter"))
    opened.page.wait_for_function("sound => !sound.paused", arg=sound.element_handle())
    assert opened.complaints == []


def test_what_was_said_in_a_further_part_is_played_from_its_file(
    tmp_path: Path, results: Path, open_page: Open
) -> None:
    batch = write_batch(tmp_path / "meetings")
    write_near_in(batch, 2)
    (batch / "truth" / "budget.json").unlink()
    for name, seconds in (("budget-near", 4), ("budget-near-2", 10)):
        write_wav(batch / "recordings" / f"{name}.wav", 1, seconds)
    said = ("budget", "near", "S2", 60.5, 61.0, "続き", "")  # each part counts as a minute
    run = written_run(batch, [*SEGMENTS_WRITTEN[:2], said])
    scoring.score(run)
    opened = open_page(run.page)
    first, second = (opened.page.locator(".sound audio").nth(number) for number in (0, 1))
    assert [each.get_attribute("data-begins") for each in (first, second)] == [None, "60.00"]
    assert_put(second, 0.5 - BEFORE, opened.page.locator("details[open] .draft span[data-at]", has_text="続き").click)
    # The mark follows the clock, which tells its time now and then.
    opened.page.locator("details[open] .draft .heard[data-at='60.50']").wait_for()
    opened.page.locator("details[open] .draft button[data-at='1.00']").click()
    assert first.evaluate("sound => !sound.paused")
    assert second.evaluate("sound => sound.paused")
    # Where the first ends, the second goes on.
    opened.page.wait_for_function("sound => !sound.paused", arg=second.element_handle())
    played = {unquote(url).partition("/recordings/")[2] for url in opened.asked if "/recordings/" in url}
    assert played == {"budget-near.wav", "budget-near-2.wav"}
    assert opened.complaints == []


@pytest.fixture
def in_four(tmp_path: Path, results: Path, each_language: None) -> Run:
    """A run of a recording in four parts, each of which counts as a minute; two have some seconds of sound."""
    batch = write_batch(tmp_path / "meetings")
    write_near_in(batch, 4)
    (batch / "truth" / "budget.json").unlink()
    for name, seconds in (("budget-near", 2), ("budget-near-4", 10)):
        write_wav(batch / "recordings" / f"{name}.wav", 1, seconds)
    said = [
        ("budget", "near", "S2", start, start + 0.5, words, "") for start, words in ((61.0, "二番"), (180.5, "四番"))
    ]
    run = written_run(batch, [*SEGMENTS_WRITTEN[:2], *said])
    scoring.score(run)
    for name in ("budget-near-2", "budget-near-3"):
        (batch / "recordings" / f"{name}.wav").unlink()
    (batch / "recordings" / "budget-near-3.wav").write_bytes(b"RIFF no sound")
    return run


def test_where_parts_are_lost_playing_goes_on_behind_them_and_says_what_is_missing(
    in_four: Run, open_page: Open
) -> None:
    opened = open_page(in_four.page)
    sounds, told = opened.page.locator(".sound audio"), opened.page.locator(".sound .wrong")
    for _time in ("when nothing is known of them yet", "and when it is"):
        opened.page.locator("details[open] .draft button[data-at='1.00']").click()
        last = sounds.nth(3)
        opened.page.wait_for_function("sound => !sound.paused && sound.currentTime > 0.6", arg=last.element_handle())
        # The mark is where the sound is: in the fourth minute.
        opened.page.locator("details[open] .draft .heard[data-at='180.50']").wait_for()
        assert [told.nth(number).is_visible() for number in range(4)] == [False, True, True, False]
    assert "1:00" in told.nth(1).inner_text()
    assert "2:00" in told.nth(1).inner_text()
    assert "budget-near-2.wav" in told.nth(1).inner_text()
    assert [text for text in opened.complaints if "ERR_FILE_NOT_FOUND" not in text] == []


def test_who_wants_to_hear_a_lost_part_is_told_so_and_goes_on_when_they_like(in_four: Run, open_page: Open) -> None:
    opened = open_page(in_four.page)
    sounds, told = opened.page.locator(".sound audio"), opened.page.locator(".sound .wrong")
    opened.page.locator("details[open] .draft span[data-at='61.00']").click()
    told.nth(1).wait_for(state="visible")
    opened.page.wait_for_timeout(300)
    assert all(sounds.evaluate_all("sounds => sounds.map((sound) => sound.paused)")[index] for index in (0, 3))
    told.nth(1).get_by_role("button").click()
    # The third cannot be played either.
    opened.page.wait_for_function("sound => !sound.paused", arg=sounds.nth(3).element_handle())
    assert told.nth(2).is_visible()


def test_one_recording_is_heard_at_a_time(run: Run, open_page: Open) -> None:
    opened = open_page(run.page)
    opened.page.locator("details[open] .draft button[data-at]").first.click()
    other = opened.page.locator("details", has=opened.page.locator("button[data-at='5.00']"))
    other.locator("summary").click()
    other.locator("button[data-at='5.00']").click()
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("[...document.querySelectorAll('audio')].map(sound => sound.paused)[0]")


def test_a_recording_that_is_missing_is_named(run: Run, tmp_path: Path, open_page: Open) -> None:
    (tmp_path / "meetings" / "recordings" / "budget-near.wav").unlink()
    opened = open_page(run.page)
    message = opened.page.locator(".sound .wrong").first
    assert not message.is_visible()
    opened.page.locator("details[open] .draft button[data-at]").first.click()
    message.wait_for(state="visible")
    assert "budget-near.wav" in message.inner_text()
    assert not opened.page.locator("audio").first.is_visible()
    # Chromium itself says that the file is not there; the page has nothing to add.
    assert [text for text in opened.complaints if "ERR_FILE_NOT_FOUND" not in text] == []


def test_nothing_but_its_own_script_runs(run: Run, open_page: Open) -> None:
    changed = run.page.read_text("utf-8").replace(
        "</main>", "</main><script>document.title = 'run'</script><img src='x' onerror='document.title = \"run\"'>"
    )
    page = run.folder / "changed.html"
    page.write_text(changed, "utf-8")
    opened = open_page(page)
    opened.complains_of("Content Security Policy", 2)
    assert opened.page.title() != "run"


def test_nothing_may_be_fetched_from_elsewhere(run: Run, open_page: Open) -> None:
    elsewhere = "http://127.0.0.1:9/"
    page = run.folder / "changed.html"
    tags = f"<img src='{elsewhere}a.png'><audio src='{elsewhere}a.wav' preload='auto'></audio>"
    page.write_text(run.page.read_text("utf-8").replace("</main>", f"{tags}</main>"), "utf-8")
    opened = open_page(page)
    opened.complains_of("Content Security Policy", 2)


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_cut_off_on_a_laptop_or_on_a_phone(run: Run, open_page: Open, width: int) -> None:
    opened = open_page(run.page)
    opened.page.set_viewport_size({"width": width, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    ends = opened.page.evaluate("[...document.querySelectorAll('caption')].map(e => e.getBoundingClientRect().right)")
    assert len(ends) == 6
    assert max(ends) <= width  # a table may be wider, and is moved; what is said of it is read as it stands


def test_it_prints_on_a4_without_being_cut_off(run: Run, open_page: Open, tmp_path: Path) -> None:
    opened = open_page(run.page)
    opened.page.emulate_media(media="print")
    opened.page.set_viewport_size({"width": A4_PIXELS, "height": 1000})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= A4_PIXELS
    assert opened.page.evaluate(WIDER_THAN_THEIR_PLACE) == []
    opened.page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    info = pdfinfo_from_path(tmp_path / "page.pdf")
    assert "A4" in info["Page size"]


WIDER_THAN_THEIR_PLACE = """[...document.querySelectorAll(".scroll, .draft, table")]
  .filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.className + each.innerText.slice(0, 40))"""


def test_the_page_of_the_campaign_leads_to_the_run(run: Run, open_page: Open) -> None:
    opened = open_page(write_overview(run.folder.parent))
    opened.page.locator("main section a").click()
    opened.page.wait_for_url(run.page.as_uri())
    assert opened.complaints == []
