"""Sounds in a browser, which play on while a busy machine lets a test wait."""

from collections.abc import Callable

from playwright.sync_api import Locator

REMEMBER = """sound => {
  sound.dataset.put = "";
  sound.addEventListener("seeking", () => { sound.dataset.put += ` ${sound.currentTime}`; });
}"""
WAS_PUT = """([sound, seconds]) =>
  sound.dataset.put.split(" ").filter(Boolean).some(at => Math.abs(Number(at) - seconds) < 0.02)"""


def assert_put(sound: Locator, seconds: float, act: Callable[[], object]) -> None:
    """What somebody does puts the sound there."""
    sound.evaluate(REMEMBER)
    act()
    sound.page.wait_for_function(WAS_PUT, arg=[sound.element_handle(), seconds])
