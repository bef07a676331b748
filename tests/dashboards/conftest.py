"""What tests of pages share."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from dashboards.language import LANGUAGES, speaking
from tests import processes

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# As long as for everything else that is waited for in a browser, instead of five seconds.
expect.set_options(timeout=30_000)


@pytest.fixture(params=LANGUAGES)
def each_language(request):
    with speaking(request.param):
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        # Root has no sandbox in a container; the page is our own.
        launched = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            timeout=1000 * processes.PATIENCE,
        )
        yield launched
        launched.close()
