"""The page of a campaign: which of its runs it shows, and in which order."""

import os
import re
from pathlib import Path

import pytest

from evaluators.grade import Grade, Origin, Source
from evaluators.quantity import Quantity
from pipelines.contracts.run import AccuracyFile, BatchRecord, EngineRecord, RunFile
from pipelines.runs.overview import write_overview
from pipelines.runs.store import Run


def write_run(
    campaign: Path, day: int, batch: str, *, finished: bool = True, measured: bool = True, title: str = ""
) -> Run:
    """A run of a batch of forms that was begun on a day of April and read as many of a hundred fields."""
    name = f"202604{day:02}-090000-0123abcd"
    file = RunFile(
        run=name, kind="forms", files={}, documents="", settings={}, packages={}, machine={},
        batch=BatchRecord(path=batch, title=title or batch, origin=Origin.REAL, digest="d"),
        engines=(EngineRecord(name="tesseract", version="1"),),
        started=f"2026-04-{day:02}T09:00:00+09:00",
        finished=f"2026-04-{day:02}T10:00:00+09:00" if finished else None,
    )  # fmt: skip
    (campaign / name).mkdir(parents=True)
    run = Run(campaign / name, file).save(file)
    if measured:
        rate = Quantity(
            id="q", metric="field_accuracy", engine="tesseract", scope={}, normaliser="typed", numerator=day,
            denominator=100, value=day / 100, low=0.0, high=1.0, unit="ratio", method="korn-graubard", n_documents=3,
            grade=Grade.MEASURED, source=Source.MEASURED,
        )  # fmt: skip
        record = AccuracyFile(run=name, quantities=(rate,))
        (run.folder / "accuracy.json").write_text(record.model_dump_json(by_alias=True), "utf-8")
    return run


def shown(campaign: Path) -> list[tuple[str, str]]:
    """Heading and address of each run on the page."""
    page = write_overview(campaign).read_text("utf-8")
    headings, addresses = re.findall("<h2>(.*?)</h2>", page), re.findall('<a href="(.*?)"', page)
    return list(zip(headings, addresses, strict=True))


@pytest.fixture
def campaign(results: Path) -> Path:
    folder = results / "trial"
    folder.mkdir(parents=True)
    return folder


def test_the_newest_run_of_each_batch_is_shown_in_the_order_in_which_they_were_run(campaign: Path) -> None:
    write_run(campaign, 1, "forms")
    other = write_run(campaign, 2, "meetings")
    newest = write_run(campaign, 3, "forms")
    assert shown(campaign) == [
        ("meetings", f"{other.folder.name}/index.html"),
        ("forms", f"{newest.folder.name}/index.html"),
    ]
    assert "3.0%" in (campaign / "index.html").read_text("utf-8")


def test_a_run_that_goes_on_does_not_take_the_place_of_a_finished_one(campaign: Path) -> None:
    before = write_run(campaign, 1, "forms")
    write_run(campaign, 2, "forms", finished=False, measured=False)
    assert shown(campaign) == [("forms", f"{before.folder.name}/index.html")]


def test_a_run_that_was_not_measured_is_passed_over(campaign: Path) -> None:
    write_run(campaign, 1, "forms", measured=False)
    damaged = write_run(campaign, 2, "survey")
    (damaged.folder / "accuracy.json").write_text("{")
    write_run(campaign, 3, "meetings")
    assert [title for title, _address in shown(campaign)] == ["meetings"]


def test_a_run_that_was_not_measured_does_not_hide_the_one_before(campaign: Path) -> None:
    before = write_run(campaign, 1, "forms")
    write_run(campaign, 2, "forms", measured=False)
    assert shown(campaign) == [("forms", f"{before.folder.name}/index.html")]


def test_a_damaged_record_is_passed_over(campaign: Path) -> None:
    write_run(campaign, 1, "forms")
    (write_run(campaign, 2, "forms").folder / "run.json").write_text("{")
    assert len(shown(campaign)) == 1


def test_a_campaign_without_a_finished_run_says_so(campaign: Path) -> None:
    assert shown(campaign) == []
    assert "There is no finished run in this campaign yet." in (campaign / "index.html").read_text("utf-8")


def test_addresses_lead_to_runs_below_the_campaign_whatever_they_are_called(campaign: Path) -> None:
    run = write_run(campaign, 1, "forms")
    run.folder.rename(campaign / "20260401-090000-写し #1")
    ((_title, address),) = shown(campaign)
    assert address == "20260401-090000-%E5%86%99%E3%81%97%20%231/index.html"


def test_the_page_is_written_whole_or_not_at_all(campaign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_run(campaign, 1, "forms")
    page = write_overview(campaign)
    before = page.read_bytes()
    write_run(campaign, 2, "meetings")

    def full(*_arguments: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="no room"):
        write_overview(campaign)
    assert page.read_bytes() == before
