import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.reports.minutes.draft import Piece, Removal
from evaluators.meetings.numerals import with_digits
from pipelines.minutes.protected import DATE_WORDS, DIGITS
from pipelines.minutes.tidying import removals

TERMS = ("デジタル推進課", "窓口支援システム", "その他")
SCRAPS = (
    *("えー", "えーと", "あのー", "そのー", "あの", "その", "まあ", "なんか", "ですね", "ええ", "いや", "失礼しました"),
    *(
        "市は",
        "市が",
        "予算を",
        "課長",
        "財政課",
        "総務課",
        "件",
        "方に",
        "です",
        "ます",
        "そ",
        "し",
        "が",
        "は",
        "と",
        "で",
    ),
    *("三", "十", "4", "１０", "月", "日", "年度", "令和", "、", "。", " ", "　", "？", "！", "・", "…", "ー"),
    *TERMS,
)
texts = st.one_of(st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join), st.text(max_size=20))


def tidied(words: str, terms: tuple[str, ...] = TERMS) -> str:
    return Piece("s", 0, 1, words, removals("s", words, terms)).text(verbatim=False)


def put_back(text: str, removed: tuple[Removal, ...]) -> str:
    """What was heard: each removal again at its place."""
    for removal in removed:
        text = text[: removal.offset] + removal.text + text[removal.offset :]
    return text


@given(texts)
def test_what_was_removed_put_back_gives_what_was_heard(words):
    removed = removals("s", words, TERMS)
    assert put_back(tidied(words), removed) == words
    assert all(removal.text and removal.rule and removal.segment == "s" for removal in removed)


@given(texts)
def test_no_number_date_or_term_is_ever_removed(words):
    for removal in removals("s", words, TERMS):
        assert not DIGITS.search(removal.text)
        assert not any(term in removal.text for term in TERMS)
    # Nor does another number come about where something was between two.
    assert DIGITS.findall(tidied(words)) == DIGITS.findall(words)
    assert len(DATE_WORDS.findall(tidied(words))) >= len(DATE_WORDS.findall(words))


@given(texts)
def test_tidying_what_is_tidy_changes_nothing(words):
    once = tidied(words)
    assert tidied(once) == once


def test_a_removal_says_what_where_and_by_which_rule():
    words = "本日はですね、えー、市は市は、そ、その対応を進めます。"
    assert removals("m-near-00001", words) == (
        Removal("m-near-00001", 3, "ですね", "desu_ne"),
        Removal("m-near-00001", 7, "えー、", "hesitation"),
        Removal("m-near-00001", 10, "市は", "repeat"),
        Removal("m-near-00001", 15, "そ、", "fragment"),
    )


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("三、えー、十件です。", "三、えー、十件です。"),
        ("三えーえー三", "三えー三"),
        ("それは4えー5件です。", "それは4えー5件です。"),
        ("デジタル推進課は、デジタル推進課は始めます。", "デジタル推進課は、デジタル推進課は始めます。"),
        ("推進室は、推進室は始めます。", "推進室は始めます。"),
        ("本日は本日は始めます。", "本日は本日は始めます。"),
    ],
)
def test_rather_a_filler_too_many_than_a_number_or_a_term_too_few(words, left):
    assert tidied(words) == left


def test_a_long_segment_is_tidied_to_its_end():
    words = "市は、えー、検討します。" * 3_000
    assert tidied(words) == "市は、検討します。" * 3_000


@given(st.text(max_size=30), st.lists(st.integers(0, 30), min_size=2, max_size=2).map(sorted))
def test_parts_of_a_segment_are_all_of_it(words, span):
    piece = Piece("s", 0, 1, words, removals("s", words), ((span[0], span[1]),))
    assert "".join(part.text for part in piece.parts()) == words
    unsure = "".join(part.text for part in piece.parts() if part.doubtful)
    assert unsure == words[span[0] : span[1]]


def test_numbers_are_the_same_numbers_after_tidying():
    words = "えー、二千二十六年度は、あのー、一億二千万円、えっと、第三回でございます。"
    kept = tidied(words)
    assert re.findall(r"\d+", with_digits(kept)) == re.findall(r"\d+", with_digits(words)) == ["2026", "120000000", "3"]
