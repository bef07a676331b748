"""An export: every page leads somewhere, says what the app says, and holds nothing that it should not."""

import errno
import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from dashboards.web.exporting.__main__ import main
from dashboards.web.exporting.folder import export
from dashboards.web.security import audit
from pipelines.errors import ExitCode, KoukaError
from pipelines.meetings import scoring
from pipelines.runs.store import Run
from tests.pipelines.batches.meeting_files import write_batch, write_near_in, write_wav
from tests.pipelines.meetings.written import SEGMENTS_WRITTEN, written_run

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
                assert f'id="{unquote(parts.fragment)}"' in target.read_text("utf-8"), (page, link)
            number += 1
    return number


def test_all_links_lead_to_files_that_are_there(english, trial: Run, tmp_path: Path):
    home = export(trial.name, tmp_path / "out").page
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
    sounds = re.findall(r'<audio [^>]*src="([^"]+)"', "".join(drafts))
    assert len({*sounds}) == len([*(tmp_path / "out" / "sounds").iterdir()]) == 3
    export("trial", tmp_path / "bare", shown=False)
    check_links(tmp_path / "bare")
    assert not any("発言" in page.read_text("utf-8") for page in (tmp_path / "bare").rglob("*.html"))
    assert not [file for file in (tmp_path / "bare").rglob("*") if file.suffix == ".wav"]


def test_a_sound_that_two_runs_heard_is_taken_once_and_its_size_is_said(
    english, results: Path, tmp_path: Path, at_once
):
    batch = write_batch(tmp_path / "meetings")
    for _number in range(2):
        written_run(batch)
    written = export("trial", tmp_path / "out")
    check_links(tmp_path / "out")
    files = [*(tmp_path / "out" / "sounds").iterdir()]
    assert len(written.sounds) == len(files) == 3
    assert written.sounds.size == sum(file.stat().st_size for file in files)
    assert written.sounds.said in written.page.read_text("utf-8")


def test_a_sound_that_is_gone_is_told_and_the_draft_stays(english, results: Path, tmp_path: Path, at_once):
    run = written_run(write_batch(tmp_path / "meetings"))
    (tmp_path / "meetings" / "recordings" / "hearing.wav").unlink()
    export(run.name, tmp_path / "out")
    check_links(tmp_path / "out")
    (page,) = [page for page in (tmp_path / "out").rglob("meetings/*.html") if "hearing" in page.read_text("utf-8")]
    assert "The recording is not where it was: hearing.wav" in page.read_text("utf-8")
    assert "<audio" not in page.read_text("utf-8")


@pytest.mark.browser
def test_behind_a_part_that_is_gone_the_next_one_is_played(
    english, browser: Browser, results: Path, tmp_path: Path, at_once
):
    batch = write_batch(tmp_path / "meetings")
    write_near_in(batch, 3)
    run = written_run(batch)
    (batch / "recordings" / "budget-near-2.wav").unlink()
    export(run.name, tmp_path / "out")
    check_links(tmp_path / "out")
    opened = browser.new_page()
    (page,) = (tmp_path / "out" / "runs").glob("*/meetings/1.html")
    opened.goto(page.as_uri())
    told = opened.get_by_text("From 1:00 to 2:00 the recording is missing: budget-near-2.wav")
    assert told.is_visible()
    last = opened.locator("audio[data-begins='120.00']").element_handle()
    opened.locator("button[data-at='0.00']").first.click()
    opened.wait_for_function("sound => sound.currentTime > 0", arg=last)
    opened.close()


def test_runs_of_the_same_documents_are_compared(english, trial: Run, later: Run, tmp_path: Path):
    written = export("trial", tmp_path / "out")
    check_links(tmp_path / "out")
    home = written.page.read_text("utf-8")
    assert f'href="comparisons/1/index.html">{trial.file.batch.title}: {trial.name} → {later.name}' in home
    assert f"Engines of {later.name} with each other" in home
    first = (tmp_path / "out" / "comparisons" / "1" / "index.html").read_text("utf-8")
    assert "Regressions: the first is right, the second wrong: 1" in first
    assert re.search(rf'href="../../runs/{later.folder.name}/documents/00002.html#field-name">moving-02.pdf', first)


def test_a_comparison_without_contents_has_its_tests_alone(english, trial: Run, later: Run, tmp_path: Path):
    export("trial", tmp_path / "out", shown=False)
    check_links(tmp_path / "out")
    assert [file.name for file in (tmp_path / "out" / "comparisons" / "1").iterdir()] == ["index.html"]
    page = (tmp_path / "out" / "comparisons" / "1" / "index.html").read_text("utf-8")
    assert "渡邉" not in page
    assert "What the tests say" in page


def test_what_cannot_be_compared_is_told_and_the_rest_is_there(
    english, trial: Run, later: Run, forms_batch: Path, tmp_path: Path
):
    for kind in ("truth", "values"):
        (forms_batch / kind / "moving-notice.csv").unlink()
    written = export("trial", tmp_path / "out")
    check_links(tmp_path / "out")
    assert "no form has truth to measure against" in written.page.read_text("utf-8")


def test_meetings_are_compared_down_to_the_turn(english, results: Path, tmp_path: Path, at_once):
    written_run(write_batch(tmp_path / "meetings"), further={"faster-whisper:base": SEGMENTS_WRITTEN[1:]})
    export("trial", tmp_path / "out")
    check_links(tmp_path / "out")
    page = (tmp_path / "out" / "comparisons" / "1" / "index.html").read_text("utf-8")
    assert page.count("in its run") >= 2


def test_a_disk_that_is_full_is_told_in_words(
    english, results: Path, tmp_path: Path, at_once, monkeypatch: pytest.MonkeyPatch, capsys
):
    run = written_run(write_batch(tmp_path / "meetings"))

    def full(source: Path, _target: Path) -> None:
        if source.suffix == ".wav":
            raise OSError(errno.ENOSPC, "No space left on device", str(source))

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(SystemExit) as ended:
        main.main([run.name, str(tmp_path / "out"), "--documents", "1"])
    assert ended.value.code == ExitCode.INPUT
    assert "The disk is full." in capsys.readouterr().err


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
def test_sound_plays_from_a_disk_and_a_comparison_leads_to_the_turn(
    browser: Browser, results: Path, tmp_path: Path, at_once
):
    batch = write_batch(tmp_path / "meetings")
    write_wav(batch / "recordings" / "budget-near.wav", 1, seconds=5)
    written_run(batch, further={"faster-whisper:base": [("budget", "near", "S2", 1.0, 1.5, "予現1", "")]})
    home = export("trial", tmp_path / "共有 フォルダー").page
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(home.as_uri())
    page.locator("a[href^=comparisons]").first.click()
    page.locator(".stretches a").nth(1).click()
    turn = page.locator("p:target")
    turn.get_by_role("button").click()
    sound = page.locator(f"audio[id='{turn.get_attribute('data-sound')}']")
    page.wait_for_function("sound => sound.currentTime > 1", arg=sound.element_handle())
    assert sound.evaluate("sound => sound.duration") == 5
    page.close()
    assert complaints == []


@pytest.mark.browser
def test_it_opens_from_a_disk(browser: Browser, trial: Run, tmp_path: Path):
    home = export(trial.name, tmp_path / "共有 フォルダー").page
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


@pytest.mark.parametrize("named", ["kept", "nowhere", ""])
def test_who_exported_what_stands_in_the_log_where_there_is_one(english, trial: Run, tmp_path, app, monkeypatch, named):
    urls = {"kept": app.state.settings.database, "nowhere": f"sqlite:///{tmp_path / 'none.sqlite'}", "": ""}
    monkeypatch.setenv("KOUKA_DATABASE", urls[named])
    with pytest.raises(SystemExit) as ended:
        main.main([trial.name, str(tmp_path / "out"), "--no-crops", "--documents", "1"])
    assert ((ended.value.code == ExitCode.OK), (tmp_path / "out").exists()) == (named != "nowhere",) * 2
    with app.state.engine.begin() as connection:
        entries = [*audit.entries(connection)]
    told = [("$", "exported", trial.name)] if named == "kept" else []
    assert [(each.account[:1], each.action, each.object) for each in entries] == told
    assert all(each.detail == {"runs": trial.name, "contents": False, "documents": 1} for each in entries)
    assert not (tmp_path / "none.sqlite").exists()
