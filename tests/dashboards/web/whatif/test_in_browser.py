"""Sliders in a real browser: by key, by number, for screen readers, and saved."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def worth(page: Page) -> str:
    return page.locator("[data-metric=npv] [data-value]").inner_text()


def test_a_slider_moves_the_result_by_key_and_says_so(browsing, campaign):
    page = browsing("viewer").new_page()
    page.goto("/what-if/trial")
    before, said = worth(page), page.locator("[data-said]").inner_text()
    slider = page.locator("[data-dial=volume]")
    slider.focus()
    page.keyboard.press("End")
    expect(page.locator("[data-metric=npv] [data-value]")).not_to_have_text(before)
    assert page.locator("#volume").input_value() == "120000"
    assert slider.get_attribute("aria-valuetext") == "120000 件/年"
    expect(page.locator("[data-said]")).not_to_have_text(said)
    page.wait_for_url("**volume=120000*")
    # The same numbers come when the address is opened anew.
    after = worth(page)
    page.reload()
    assert worth(page) == after
    assert page.locator("[data-metric=npv] td").last.inner_text().startswith(before)


def test_an_exact_number_moves_the_slider(browsing, campaign):
    page = browsing("viewer").new_page()
    page.goto("/what-if/trial")
    before = worth(page)
    page.fill("#licence", "1234000")
    expect(page.locator("[data-metric=npv] [data-value]")).not_to_have_text(before)
    assert page.locator("[data-dial=licence]").input_value() == "1230000"
    page.fill("#accuracy", "101")
    assert "accuracy" not in page.url


def test_figures_of_an_earlier_setting_are_called_so(browsing, campaign):
    """What is out of bounds has no answer, and neither has what is asked while the connection fails."""
    page = browsing("viewer").new_page()
    page.goto("/what-if/trial")
    said = page.locator("[data-unanswered]")
    expect(said).to_be_hidden()
    page.fill("#accuracy", "101")
    expect(said).to_be_visible()
    page.fill("#accuracy", "90")
    expect(said).to_be_hidden()
    page.fill("#wage", "")
    expect(said).to_be_visible()
    page.route("**/answer?*", lambda route: route.fulfill(body=""))
    page.fill("#wage", "2500")
    expect(said).to_be_visible()
    page.unroute("**/answer?*")
    page.fill("#wage", "2600")
    expect(said).to_be_hidden()


def test_another_way_of_working_keeps_what_is_set(browsing, campaign):
    page = browsing("viewer").new_page()
    page.goto("/what-if/trial?option=ai_all&wage=5000")
    page.select_option("#option", "ai_policy")
    page.wait_for_url("**option=ai_policy*")
    assert page.locator("#wage").input_value() == "5000"


def test_what_is_set_is_what_is_saved(browsing, campaign):
    page = browsing("analyst").new_page()
    page.goto("/what-if/trial")
    page.fill("#wage", "2500")
    page.fill("#name", "安い人件費")
    page.locator(".keep button").click()
    expect(page.locator("#scenarios tbody th a")).to_have_text("安い人件費")
    assert "2,500 円/時間" in page.locator("#scenarios tbody td").first.inner_text()
    assert "wage = 2500.0" in (campaign / "scenarios" / "安い人件費.toml").read_text("utf-8")


@pytest.mark.parametrize(("language", "width"), [("ja", 1366), ("en", 480)])
def test_everybody_can_use_it(browsing, campaign, language, width):
    context = browsing("analyst")
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 768})
    page.goto("/what-if/trial")
    if language == "en":
        with page.expect_navigation():
            page.locator("button[name=chosen][value=en]").click()
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_there_is_a_button(browser, browsing, campaign, served):
    context = browsing("viewer")
    page = context.new_page()
    page.goto("/what-if/trial")
    worth(page)
    state = context.storage_state()
    plain = browser.new_context(base_url=served, java_script_enabled=False, storage_state=state)
    try:
        page = plain.new_page()
        page.goto("/what-if/trial")
        before = worth(page)
        page.fill("#volume", "80000")
        with page.expect_navigation():
            page.locator("#compute").click()
        assert worth(page) != before
    finally:
        plain.close()
