"""The page of the demo in a real browser: it opens from disk, fetches nothing, and holds what it promises."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pdf2image import pdfinfo_from_path
from playwright.sync_api import Browser, Page

from tests import processes

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.prefect]


@pytest.fixture(scope="module")
def result(demo_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's page in Japanese, made again from a copy of what was read."""
    results = shutil.copytree(demo_run.parents[1], tmp_path_factory.mktemp("page") / "results")
    done = processes.run([processes.KOUKA, "score", "latest"], results, KOUKA_LANG="ja")
    return Path(done.stdout.strip())


@pytest.fixture
def page(browser: Browser, result: Path) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    complaints: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    address = result.as_uri()
    opened.goto(address)
    yield opened
    beside = (result.parent / "cases").as_uri() + "/"
    assert [url for url in asked if not url.startswith((address, beside, "data:"))] == []
    assert complaints == []
    opened.close()


def test_three_answers_come_first_each_with_number_interval_and_grade(page: Page):
    answers = page.locator(".answers li")
    assert answers.count() == 3
    for answer in answers.all():
        assert answer.bounding_box()["y"] < 900  # seen without scrolling
        assert "[" in answer.locator(".sentence").inner_text()
        assert answer.locator(".grade").inner_text() == "見本"
    assert "架空" in page.locator(".banner").inner_text()


def test_a_number_leads_to_its_cases_in_one_click(page: Page):
    page.locator("#accuracy ~ .scroll a").first.click()
    target = page.evaluate("location.hash")
    assert target.startswith("#cases-")
    assert page.locator(target).is_visible()


def test_a_field_leads_to_its_own_wrong_readings(page: Page):
    link = page.locator("a[href='#cases-tesseract.moving-notice.name']").first
    link.click()
    row = page.locator("[id='cases-tesseract.moving-notice.name']")
    assert "氏名" in row.inner_text()
    picture = page.locator("[id='cases-tesseract.moving-notice'] img").first
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100


def test_pictures_beside_the_page_are_seen_too(page: Page):
    beside = page.locator("img[src^='cases/']")
    for place in range(min(3, beside.count())):
        beside.nth(place).scroll_into_view_if_needed()
        assert beside.nth(place).evaluate("image => image.decode().then(() => image.naturalWidth)") > 10


def test_each_engine_is_beside_the_other_in_every_table_of_rates(page: Page):
    for table in page.locator("section[aria-labelledby=accuracy] table").all():
        heads = table.locator("thead th").all_inner_texts()
        place = heads.index("tesseract")
        assert heads[place : place + 2] == ["tesseract", "rapidocr"]


def test_nothing_is_cut_off_on_a_laptop_or_on_a_phone(page: Page):
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_prints_on_a4(page: Page, tmp_path: Path):
    file = tmp_path / "page.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    info = pdfinfo_from_path(file)
    assert "A4" in info["Page size"]
    assert info["Pages"] >= 2
