"""The first page: what there is, and how it went."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.dashboards.web.visiting import RUN


def test_a_run_is_shown_with_its_rate(signed_in, results_with_run):
    page = signed_in("viewer").get("/")
    assert page.status_code == 200
    assert f"/runs/{RUN}" in page.text


@pytest.mark.browser
def test_the_page_can_be_used_by_everybody(browsing, results_with_run):
    page = browsing("analyst").new_page()
    page.goto("")
    assert page.locator("h1").inner_text()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
