"""Pages of runs in a real browser: from a number to the next error, a slider, and what everybody needs to use them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from pipelines import scoring as scoring_forms
from pipelines.meetings import scoring
from pipelines.runs.store import Run
from pipelines.tables import read_table, to_csv
from tests.dashboards.web.runs.making import make_run
from tests.pipelines.batches.meeting_files import write_batch
from tests.pipelines.meetings.written import SEGMENTS_WRITTEN, written_run

pytestmark = pytest.mark.browser


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_from_a_number_to_the_next_error(browsing, trial: Run):
    page = browsing("viewer").new_page()
    page.goto(f"/runs/{trial.name}")
    page.locator("table a", has_text="46 / 48").first.click()
    cases = page.locator(".cases-table tbody tr")
    expect(cases).to_have_count(2)
    page.select_option("select[name=engine]", "")
    page.locator(".filter button").click()
    page.wait_for_url("**/cases?outcome=error")
    expect(cases).to_have_count(4)
    page.locator(".cases-table tbody a").first.click()
    about = page.locator(".about")
    about.wait_for()
    assert "髙橋　美咲" in about.inner_text()
    page.keyboard.press("n")
    page.wait_for_url("**/moving-03.pdf?**")
    about.wait_for()
    assert "<script>alert(" in about.inner_text()
    page.keyboard.press("j")
    page.wait_for_url("**/moving-05.pdf?**")
    page.keyboard.press("n")
    about.wait_for()
    page.keyboard.press("p")
    page.wait_for_url("**/moving-03.pdf?**")
    page.keyboard.press("+")
    assert page.locator(".zoom output").inner_text() == "150%"
    page.locator(".sheet .box").nth(2).hover()
    about.wait_for()
    page.locator(".by select").select_option("two")
    with page.expect_navigation():
        page.locator(".by button").click()
    assert page.locator(".box[data-wrong]").count() == 0
    assert "outcome=error" in page.url


def test_keys_mean_nothing_while_somebody_types(browsing, trial: Run):
    page = browsing("viewer").new_page()
    page.goto(f"/runs/{trial.name}/documents/moving-01.pdf")
    page.locator(".by select").focus()
    page.keyboard.press("n")
    assert page.url.endswith("moving-01.pdf")
    assert page.locator(".about").is_hidden()


def test_the_slider_adds_up(browsing, trial: Run):
    page = browsing("viewer").new_page()
    page.goto(f"/runs/{trial.name}/policy")
    fields = sum(int(each.get_attribute("data-fields")) for each in page.locator(".policy-class").all())
    for slider in page.locator("input[type=range]").all():
        slider.press("Home")
    assert page.locator("[data-total=check]").inner_text() == str(fields)
    slider = page.locator("input[type=range]").first
    slider.press("End")
    last = page.locator(".policy-class").first.locator("[data-step]").last
    left = fields - int(last.get_attribute("data-passed"))
    assert page.locator("[data-total=check]").inner_text() == str(left)
    assert page.locator("[data-total=errors]").inner_text() == last.get_attribute("data-errors")


@pytest.fixture
def everything(results, forms_batch, trial: Run, tmp_path) -> list[str]:
    """The address of every page of runs."""
    later = make_run(results, forms_batch, {}, "20260402-090000-0a1b2c3e", pages=False)
    scoring_forms.score(later)
    heard = written_run(write_batch(tmp_path / "meetings"), further={"faster-whisper:base": SEGMENTS_WRITTEN[1:]})
    scoring.score(heard)
    own = f"/runs/{trial.name}"
    return [
        own, f"{own}/cases?outcome=error", f"{own}/cases?document=none", f"{own}/documents",
        f"{own}/documents/moving-01.pdf", f"{own}/policy", f"{own}/over-time", f"/runs/{later.name}/page",
        "/compare", f"/compare?runs={trial.name}&runs={later.name}&outcome=improvement",
        f"/runs/{heard.name}", f"/runs/{heard.name}/meetings/budget", f"/runs/{heard.name}/over-time",
        f"/runs/{heard.name}/page",
        f"/compare?runs={heard.name}", f"/compare?runs={heard.name}&outcome=both_wrong",
    ]  # fmt: skip


def test_every_page_can_be_used_by_everybody(browsing, everything: list[str]):
    page = browsing("viewer").new_page()
    for address in everything:
        answer = page.goto(address)
        assert getattr(answer, "status", None) == 200, address
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
        assert fits(page), address


def test_on_a4_no_table_is_cut(browsing, results, forms_batch, everything: list[str]):
    long = "神奈川県平塚市八重咲町二丁目十五番三十六号　シャトー八重咲グリーンハイツ四百五十号室"
    truth = forms_batch / "truth" / "moving-notice.csv"
    rows = read_table(truth).rows
    changed = [row | ({"new_address": long} if row["document"] == "moving-03.pdf" else {}) for row in rows]
    truth.write_bytes(to_csv(changed, [*rows[0]]).encode())
    wrong = {("moving-03.pdf", "new_address", "two"): {"text": long + "室"}}
    run = make_run(results, forms_batch, wrong, "20260403-090000-0a1b2c3e", pages=False)
    page = browsing("viewer").new_page()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1017})  # 182 mm: what margins leave
    wide = "[...document.querySelectorAll('table')].filter(one => one.getBoundingClientRect().right > innerWidth + 1)"
    for address in (f"/compare?runs={run.name}", f"/runs/{run.name}/cases", *everything):
        page.goto(address)
        assert page.evaluate(f"{wide}.map(one => one.innerText.slice(0, 200))") == [], address
