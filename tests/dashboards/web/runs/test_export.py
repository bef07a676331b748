"""An export: every page leads somewhere, says what the app says, and holds nothing that it should not."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from dashboards.web.exporting.folder import export
from pipelines.errors import KoukaError
from pipelines.meetings import scoring
from pipelines.runs.store import Run
from tests.pipelines.batches.meeting_files import write_batch
from tests.pipelines.meetings.written import written_run

LINK = re.compile(r'(?:href|src|action)="([^"]*)"')


def links(page: Path) -> list[str]:
    found = [unescape(link) for link in LINK.findall(page.read_text("utf-8"))]
    return [link for link in found if not link.startswith(("#", "data:"))]


def check_links(folder: Path) -> int:
    """Every link leads to a file of the folder; how many there were."""
    number = 0
    for page in folder.rglob("*.html"):
        for link in links(page):
            parts = urlsplit(link)
            assert (parts.scheme, parts.netloc, link[:1] == "/") == ("", "", False), (page, link)
            target = (page.parent / unquote(parts.path)).resolve()
            assert target.is_relative_to(folder.resolve()), (page, link)
            assert target.is_file(), (page, link)
            if parts.fragment and parts.fragment not in ("first", "last"):
                assert f'id="{parts.fragment}"' in target.read_text("utf-8"), (page, link)
            number += 1
    return number


def test_all_links_lead_to_files_that_are_there(english, trial: Run, tmp_path: Path):
    home = export(trial.name, tmp_path / "out")
    assert home == tmp_path / "out" / "index.html"
    assert check_links(tmp_path / "out") > 100
    assert len([*(tmp_path / "out").rglob("documents/*.html")]) == 6
    assert len([*(tmp_path / "out").rglob("documents/*.jpg")]) == 6


def test_a_number_leads_to_its_field_among_the_errors(english, trial: Run, tmp_path: Path):
    export(trial.name, tmp_path / "out")
    (page,) = (tmp_path / "out" / "runs").glob("*/index.html")
    assert "cases/1-1.html#moving-notice.name" in links(page)
    cases = (page.parent / "cases" / "1-1.html").read_text("utf-8")
    assert "&lt;" in cases
    assert "<script>alert" not in cases


def test_what_stands_in_fields_can_be_left_out(english, trial: Run, forms_batch: Path, tmp_path: Path):
    trial.page.write_text("髙橋　美咲", "utf-8")
    export(trial.name, tmp_path / "out", shown=False)
    check_links(tmp_path / "out")
    truth = (forms_batch / "truth" / "moving-notice.csv").read_text("utf-8-sig")
    secrets = [cell for line in truth.splitlines()[1:] for cell in line.split(",")[1:] if len(cell) > 3]
    assert len(secrets) > 20
    for file in (tmp_path / "out").rglob("*"):
        if file.suffix == ".html":
            text = file.read_text("utf-8")
            assert not [cell for cell in [*secrets, "高橋", "美笑"] if cell in text], file
        assert file.suffix not in (".jpg", ".png")


def test_fewer_documents_are_those_with_most_errors(english, trial: Run, tmp_path: Path):
    export(trial.name, tmp_path / "out", documents=2)
    check_links(tmp_path / "out")
    pages = [page.read_text("utf-8") for page in (tmp_path / "out").rglob("documents/*.html")]
    assert len(pages) == 2
    assert all("data-wrong" in page for page in pages)


def test_a_campaign_has_all_its_finished_runs(english, trial: Run, tmp_path: Path, at_once):
    heard = written_run(write_batch(tmp_path / "meetings"))
    scoring.score(heard)
    export("trial", tmp_path / "out")
    check_links(tmp_path / "out")
    assert len([*(tmp_path / "out" / "runs").iterdir()]) == 2
    drafts = [page.read_text("utf-8") for page in (tmp_path / "out").rglob("meetings/*.html")]
    assert any("<ins>現</ins><del>言</del>" in page for page in drafts)
    export("trial", tmp_path / "bare", shown=False)
    check_links(tmp_path / "bare")
    assert not any("発言" in page.read_text("utf-8") for page in (tmp_path / "bare").rglob("*.html"))


@pytest.mark.parametrize("name", ["none", "trial/none", "../trial"])
def test_what_is_not_there_cannot_be_exported(english, trial: Run, tmp_path: Path, name: str):
    with pytest.raises(KoukaError):
        export(name, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_nothing_is_written_over(english, trial: Run, tmp_path: Path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(KoukaError, match="not empty"):
        export(trial.name, tmp_path / "out")
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["mine.txt"]


@pytest.mark.browser
def test_it_opens_from_a_disk(browser: Browser, trial: Run, tmp_path: Path):
    home = export(trial.name, tmp_path / "共有 フォルダ")
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    complaints: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home.as_uri())
    page.locator("tbody a").first.click()
    page.locator("nav.tabs a").nth(1).click()
    page.locator(".cases-table tbody a").first.click()
    page.locator(".about").wait_for()
    assert page.locator(".sheet image").first.evaluate("image => image.getBBox().width") == 210
    before = page.url
    page.keyboard.press("n")
    page.wait_for_url(lambda url: url != before)
    page.locator(".box.shown").wait_for()
    page.locator(".document-head a").first.click()
    page.locator("nav.tabs a[href='policy.html']").click()
    page.locator("input[type=range]").first.press("ArrowRight")
    page.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith((home.parent.as_uri(), "data:"))] == []
