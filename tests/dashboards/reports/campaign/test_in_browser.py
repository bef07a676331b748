"""The report in a real browser: it opens from disk, fetches nothing, and leads to the cases in two clicks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from dashboards.reports.campaign.layout import layout
from dashboards.reports.campaign.webpage import html_of
from tests.dashboards.reports.campaign.campaigns import three

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page(browser: Browser, tmp_path: Path, japanese: None) -> Iterator[Page]:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "index.html").write_text("<p id='cases-rapidocr'>cases</p>", "utf-8")
    (tmp_path / "report").mkdir()
    file = tmp_path / "report" / "report-ja.html"
    file.write_text(html_of(layout(three()["undecided"])), "utf-8")
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    complaints: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.goto(file.as_uri())
    yield opened
    assert [url for url in asked if not url.startswith((tmp_path.as_uri(), "data:"))] == []
    assert complaints == []
    opened.close()


def test_three_answers_are_seen_without_scrolling(page: Page) -> None:
    answers = page.locator(".answer")
    assert answers.count() == 3
    for answer in answers.all():
        box = answer.bounding_box()
        assert box is not None
        assert box["y"] < 900


def test_a_number_leads_to_its_cases_in_two_clicks(page: Page) -> None:
    page.locator("#accuracy ~ p a.tag").first.click()
    row = page.evaluate("location.hash")
    assert page.locator(row).is_visible()
    page.locator(f"{row} td a").click()
    page.wait_for_url("**/run/index.html#cases-rapidocr")


def test_a_narrow_screen_scrolls_tables_alone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_keyboards_and_screen_readers_find_nothing_amiss(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
