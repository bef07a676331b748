from html.parser import HTMLParser

import pytest

from dashboards.reports.minutes.layout import layout
from dashboards.reports.minutes.webpage import html_of
from tests.dashboards.reports.minutes.drafts import NASTY, hostile, plain

ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "input", "label", "main", "h1", "h2", "h3", "p", "strong"),
    *("small", "mark", "del", "table", "thead", "tbody", "tr", "th", "td", "br"),
}


class Reader(HTMLParser):
    """Tags, and texts by the tag they stand in."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.texts: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _value in attrs]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.tags[-1], data))


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def test_what_is_left_out_can_be_seen_with_its_rule(japanese):
    page = html_of(layout(plain(), False))
    assert '<del title="言いよどみの音">えー、</del>' in page
    assert "<mark>予備費</mark>" in page
    assert "<del" not in html_of(layout(plain(), True))


def test_the_page_fetches_nothing(japanese):
    page = html_of(layout(plain(), False))
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize("text", NASTY)
def test_texts_stay_texts(english, text):
    found = read(html_of(layout(hostile(text), False)))
    assert set(found.tags) <= ALLOWED
    assert not {name for name in found.attributes if name.startswith("on")}
    assert "http://example.invalid" not in found.attributes
