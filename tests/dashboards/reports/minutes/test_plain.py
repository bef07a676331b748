from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dashboards.reports.minutes.blocks import clean
from dashboards.reports.minutes.layout import layout
from dashboards.reports.minutes.plain import escaped, markdown_of, text_of
from tests.dashboards.reports.minutes.drafts import NASTY, SOURCE, hostile, plain


def kinds(markdown: str) -> list[str]:
    """What Markdown takes the text for."""
    found = MarkdownIt("commonmark").enable("table").parse(markdown)
    return [token.type for each in found for token in (each, *(each.children or []))]


def shown(text: str) -> str:
    """What a reader of the Markdown sees of a text."""
    inline = MarkdownIt("commonmark").parse(escaped(clean(text)))
    return "".join(token.content for each in inline for token in (each.children or []))


def test_text_for_any_editor(japanese):
    text = text_of(layout(plain(), False))
    assert text.startswith("検証委員会 会議録（案）\n")
    assert "○佐藤委員　[00:00:10]　〔予備費〕は足りますか〔聞き取れず 00:00:14–00:00:16〕次です。" in text
    assert "出席者: 委員長\n　　　  佐藤委員\n" in text
    assert "発言者・時刻: 佐藤委員\n　　　　　　  00:00:16\n" in text
    assert "担当: 財政課\n内容: 試算を提出\n期限: 月末\n" in text


def test_what_stands_for_a_voice_is_said(japanese):
    told = "S1、S2 … は、声の違いから機械が付けた符号です。"
    assert told in text_of(layout(plain(replace(SOURCE, by_voice=True)), False))
    assert told not in text_of(layout(plain(), False))


def test_what_follows_in_english_stands_below_the_first_as_well(english):
    assert "Attendees: 委員長\n           佐藤委員\n" in text_of(layout(plain(), False))


def test_markdown_has_headings_and_tables(japanese):
    found = kinds(markdown_of(layout(plain(), False)))
    assert found.count("heading_open") == 6
    assert found.count("table_open") == 4


@pytest.mark.parametrize("text", NASTY)
def test_texts_stay_texts(english, text):
    found = kinds(markdown_of(layout(hostile(text), True)))
    normal = kinds(markdown_of(layout(hostile("言葉"), True)))
    for kind in ("heading_open", "table_open", "blockquote_open", "list_item_open", "fence", "code_block"):
        assert found.count(kind) == normal.count(kind), kind
    for kind in ("link_open", "image", "em_open", "strong_open", "code_inline", "html_block"):
        assert kind not in found, kind
    # A line break within a cell is the only HTML.
    assert found.count("html_inline") == normal.count("html_inline")


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20).filter(lambda text: text.strip() == text and text)
)
def test_a_reader_of_markdown_sees_the_text(text):
    assert " ".join(shown("○" + text).split()) == " ".join(clean("○" + text).split())
