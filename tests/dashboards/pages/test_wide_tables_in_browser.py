"""A table that is wider than the screen shows so at the edge beyond which it goes on, without a script."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

DASHBOARDS = Path(__file__).parents[3] / "dashboards"
STYLES = {
    "pages": DASHBOARDS / "pages/templates/style.css",
    "report": DASHBOARDS / "reports/campaign/templates/report.css",
}
TABLE = """<!DOCTYPE html><style>{style}</style><main><div class="scroll" tabindex="0" role="group" aria-label="t">
<table style="width: {width}px"><thead><tr><th>a</th><th>b</th></tr></thead>
<tbody><tr><th>c</th><td>&nbsp;<br>&nbsp;<br>&nbsp;</td></tr></tbody></table></div></main>"""
FROM_EDGE = 2
"""Pixels inside of the borders of cells."""


def a_page(browser: Browser, style: Path, width: int) -> Page:
    page = browser.new_page(viewport={"width": 390, "height": 400}, java_script_enabled=False)
    page.set_content(TABLE.format(style=style.read_text("utf-8"), width=width))
    return page


def edges(page: Page) -> tuple[int, int]:
    """How bright the left and the right edge of the scrolled box are, near its lower end, from 0 to 255."""
    box = page.locator(".scroll")
    picture = Image.open(io.BytesIO(box.screenshot())).convert("L")
    y = picture.height - 8
    return picture.getpixel((FROM_EDGE, y)), picture.getpixel((picture.width - 1 - FROM_EDGE, y))


@pytest.mark.browser
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_wide_table_has_a_shadow_where_it_goes_on(browser, style, scheme):
    page = a_page(browser, style, 900)
    page.emulate_media(color_scheme=scheme)
    left, right = edges(page)
    assert left > 235
    assert right < 190
    page.locator(".scroll").focus()
    for _press in range(30):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    left, right = edges(page)
    assert left < 190
    assert right > 235
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_a_table_that_fits_and_paper_have_none(browser, style):
    narrow, wide = a_page(browser, style, 600), a_page(browser, style, 900)
    narrow.set_viewport_size({"width": 700, "height": 400})
    wide.emulate_media(media="print")
    for page in (narrow, wide):
        assert min(edges(page)) > 235
        page.close()


@pytest.mark.parametrize("template", sorted(DASHBOARDS.rglob("*.html.j2")), ids=lambda path: path.name)
def test_whatever_scrolls_can_be_reached_by_key_and_has_a_name(template):
    for opening in re.findall(r'<div class="scroll[^>]*>', template.read_text("utf-8")):
        assert re.search(r'tabindex="0" role="group" aria-label(ledby)?="[^"]', opening), opening


@pytest.mark.browser
def test_on_a_narrow_screen_words_in_cells_stay_whole(browser):
    page = a_page(browser, STYLES["pages"], 0)
    style = STYLES["pages"].read_text("utf-8")
    page.set_content(
        f"<!DOCTYPE html><style>{style}</style><main><div class='scroll'><table><tbody><tr>"
        "<th>正しく読み取れた項目</th><td>全角・半角をそろえる</td>" + "<td>90.0% [80.0% – 95.0%]</td>" * 4 + "</tr>"
    )
    assert page.locator("th").bounding_box()["width"] >= 100
    assert page.locator("td").first.bounding_box()["width"] >= 75
    page.close()


@pytest.mark.browser
def test_on_a_narrow_screen_the_id_of_a_number_stays_whole(browser):
    style = STYLES["report"].read_text("utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 400})
    page.set_content(
        f"<!DOCTYPE html><style>{style}</style><div class='scroll'><table class='small'><col style='width: 4%'>"
        "<thead><tr><th>番号</th><th>内容</th></tr></thead><tr id='F123'><th><span>F123</span></th>"
        f"<td>{'正しく読み取れた項目' * 30}</td></tr></table></div>"
    )
    assert page.locator("#F123 span").evaluate("cell => cell.getClientRects().length") == 1
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("engines", [1, 4])
def test_nothing_in_a_chart_reaches_into_its_neighbour(browser, engines):
    style, width = STYLES["pages"].read_text("utf-8"), 390
    page = browser.new_page(viewport={"width": width, "height": 400})
    number = (
        '<span class="figure"><b>87.5%</b> <span class="interval">[under 0.1% – over 99.9%]</span></span>'
        '<span class="under"><span class="counts">7 / 8</span> · <span class="counts">1 form</span></span>'
    )
    page.set_content(
        f"<!DOCTYPE html><style>{style}</style><main><div class='scroll'><table class='chart'>"
        f"<thead><tr><th>By meeting</th>{'<th>tesseract</th>' * engines}</tr></thead><tbody><tr>"
        f"<th>microphone <span class='counts'>a microphone a speaker</span></th>{f'<td>{number}</td>' * engines}</tr>"
    )
    beyond = "cell => [...cell.querySelectorAll('*')].some(each => each.scrollWidth > 0 &&"
    beyond += " each.getBoundingClientRect().right > cell.getBoundingClientRect().right)"
    assert not any(cell.evaluate(beyond) for cell in page.locator("tbody th, tbody td").all())
    assert page.locator(".scroll").evaluate("box => box.scrollWidth > box.clientWidth") == (engines > 1)
    page.close()


@pytest.mark.browser
def test_on_a_narrow_screen_heads_of_rows_of_the_report_keep_their_words(browser):
    page = browser.new_page(viewport={"width": 390, "height": 400})
    page.set_content(
        f"<!DOCTYPE html><style>{STYLES['report'].read_text('utf-8')}</style><div class='scroll'><table><colgroup>"
        "<col style='width: 16%'><col style='width: 42%'><col style='width: 42%'></colgroup>"
        "<thead><tr><th>Way of working</th><th>Hours</th><th>Yen</th></tr></thead>"
        "<tr><th><span>examined</span></th>"
        + "<td><span style='white-space: nowrap'>[−30.45 million yen – −2.16]</span></td>"
        * 4
    )
    assert page.locator("th span").evaluate("word => word.getClientRects().length") == 1
    page.close()
