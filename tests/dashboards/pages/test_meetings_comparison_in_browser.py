"""The page of a comparison of meetings in a real browser: it fetches nothing, leads into the run, and prints on A4."""

from pathlib import Path

import pytest

from pipelines.meetings import comparison_files, scoring
from pipelines.meetings.comparing import compare_meetings
from tests.dashboards.pages.test_meetings_in_browser import A4_PIXELS, LONG, WIDER_THAN_THEIR_PLACE, Open, open_page
from tests.pipelines.batches.meeting_files import write_batch
from tests.pipelines.meetings.written import SEGMENTS_WRITTEN, written_run

__all__ = ["open_page"]

pytestmark = pytest.mark.browser

OTHER = "import:a-product-with-quite-a-long-name"


@pytest.fixture
def page(tmp_path: Path, results: Path, each_language: None) -> Path:
    """The page of a comparison; in the run, the other engine wrote a long hearing."""
    batch = write_batch(tmp_path / "meetings")
    folder = batch / "imports" / OTHER.removeprefix("import:")
    folder.mkdir(parents=True)
    for name in ("budget.near.txt", "hearing.near.txt"):
        (folder / name).write_text("発言\n", "utf-8")
    turns = [("hearing", "near", "S1", float(n), n + 1.0, LONG, "") for n in range(20)]
    run = written_run(batch, further={OTHER: [*SEGMENTS_WRITTEN[:3], *turns]})
    scoring.score(run)
    return comparison_files.write(compare_meetings([run]), tmp_path / "out")


def test_it_fetches_nothing_and_leads_to_the_place_in_the_run(page: Path, open_page: Open) -> None:
    opened = open_page(page)
    assert opened.asked == [page.as_uri()]
    opened.page.locator(f"table.stretches a[href*='{OTHER.removeprefix('import:')}.hearing.near.0']").first.click()
    target = opened.page.locator(":target")
    target.wait_for(state="visible")  # in a part that was folded
    opened.page.wait_for_function(
        "place => place.getBoundingClientRect().top < innerHeight", arg=target.element_handle()
    )
    assert "情報システム課" in target.inner_text()
    assert opened.complaints == []


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_cut_off_on_a_laptop_or_on_a_phone(page: Path, open_page: Open, width: int) -> None:
    opened = open_page(page)
    opened.page.set_viewport_size({"width": width, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_prints_on_a4_without_being_cut_off(page: Path, open_page: Open) -> None:
    for file in (page, next(page.parents[1].glob("results/*/*/index.html"))):
        opened = open_page(file)
        opened.page.emulate_media(media="print")
        opened.page.set_viewport_size({"width": A4_PIXELS, "height": 1000})
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= A4_PIXELS
        assert opened.page.evaluate(WIDER_THAN_THEIR_PLACE) == []
