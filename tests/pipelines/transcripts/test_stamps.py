"""Times beside names in text, in the ways in which products and people write them; and times that are words."""

from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.transcripts import read, read_with_problems
from pipelines.transcripts.stamps import without_stamps

SAID = [("山田", 3.0, "それでは始めます。"), ("鈴木", 65.0, "はい、10:30からです。"), ("山田", 3723.0, "以上です。")]
WORDS = ("それでは始めます。", "はい、10:30からです。", "以上です。")


def joined(first: str, second: str, third: str, between: str = "\n") -> str:
    """Three utterances, each with what stands before its words."""
    return between.join(before + words for before, words in zip((first, second, third), WORDS, strict=True)) + "\n"


WAYS = {
    "in brackets in front": joined("[00:03] 山田: ", "[01:05] 鈴木: ", "[1:02:03] 山田: "),
    "bare in front": joined("00:00:03　山田：", "00:01:05　鈴木：", "01:02:03　山田："),
    "over the words": joined("山田 00:03\n", "鈴木 01:05\n", "山田 1:02:03\n", "\n\n"),
    "over the words, the time in front": joined("00:03 山田\n", "01:05 鈴木\n", "1:02:03 山田\n", "\n\n"),
    "over the line": joined("00:03\n山田：", "01:05\n鈴木：", "1:02:03\n山田：", "\n\n"),
    "over the words, a blank line between": joined("00:03\n\n山田：", "01:05\n\n鈴木：", "1:02:03\n\n山田：", "\n\n"),
    "behind the name": joined("山田（00:03）：", "鈴木（01:05）：", "山田（1:02:03）："),
    "as our own minutes": (
        "第1回部会 会議録（案）\n日時: 令和8年4月1日 14:00～15:30\n\n■ 議事\n\n"
        + joined("○山田　[00:00:03]　", "○鈴木　[00:01:05]　", "○山田　[01:02:03]　", "\n\n")
    ),
}


@pytest.mark.parametrize("text", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("suffix", ["txt", "docx"])
def test_times_beside_names_are_times_and_no_words(tmp_path: Path, text: str, suffix: str) -> None:
    file = tmp_path / f"a.{suffix}"
    if suffix == "docx":
        document = docx.Document()
        for line in text.splitlines():
            document.add_paragraph(line)
        document.save(str(file))
    else:
        file.write_text(text, encoding="utf-8")
    assert [(each.speaker, each.start, each.words) for each in read(file)] == SAID
    assert {each.end for each in read(file)} == {None}


def test_a_range_says_when_it_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "[00:01 - 00:03.5] 山田: はい。\n[00:04 --> 00:06] 鈴木: ええ。\n", encoding="utf-8"
    )
    assert [(each.start, each.end) for each in read(tmp_path / "a.txt")] == [(1, 3.5), (4, 6)]


def test_minutes_go_on_beyond_the_hour(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("山田 99:58\nはい。\n\n鈴木 100:30\nええ。\n", encoding="utf-8")
    assert [each.start for each in read(tmp_path / "a.txt")] == [99 * 60 + 58, 100 * 60 + 30]


def test_a_time_elsewhere_in_a_line_than_the_others_is_said(tmp_path: Path) -> None:
    text = "[00:01] 山田：会議は\n明日（10:30）から\nです。\n[00:04] 鈴木：はい。\n[00:06] 山田：以上です。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = read(tmp_path / "a.txt")
    assert [each.speaker for each in found] == ["山田", "鈴木", "山田"]
    assert found[0].words == "会議は明日（10:30）からです。"


def test_a_time_without_brackets_where_others_have_them_is_said(tmp_path: Path) -> None:
    text = "[00:01] 山田：会議は\n10:30 からです。\n[00:04] 鈴木：はい。\n[00:06] 山田：以上です。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert read(tmp_path / "a.txt")[0].words == "会議は10:30 からです。"


def test_without_names_a_time_may_stand_far_over_its_words(tmp_path: Path) -> None:
    text = "00:01\n\nそれでは\n始めます。\n\n00:04\nはい。\n\n00:06\n\n以上です。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    said = [(each.start, each.words) for each in read(tmp_path / "a.txt")]
    assert said == [(1, "それでは始めます。"), (4, "はい。"), (6, "以上です。")]


def test_without_names_each_time_begins_an_utterance(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("[00:01] それでは\n始めます。\n[00:04] はい。\n", encoding="utf-8")
    said = [(each.speaker, each.start, each.words) for each in read(tmp_path / "a.txt")]
    assert said == [("", 1, "それでは始めます。"), ("", 4, "はい。")]


@pytest.mark.parametrize(
    "text",
    [
        "山田：それでは。\n9:30 に始めます。\n鈴木：はい。\n10:30 に終わります。\n山田：分かりました。\n",
        "開会 10:00\n\n○議長（山田太郎君）　それでは始めます。\n\n○１番（鈴木花子君）　はい。\n\n"
        "○議長（山田太郎君）　閉じます。\n\n閉会 11:30\n",
        "9:30 に、始めます。\n",
    ],
)
def test_a_time_that_was_said_stays_a_word(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = read_with_problems(tmp_path / "a.txt").utterances
    assert {each.start for each in found} == {None}
    said = "".join(each.words for each in found)
    assert all(time in said for time in ("9:30", "10:30") if time in text)


OPEN = "00:01 それでは始めます。\n00:04 会議は\n"
NAMED = "00:01 山田：それでは始めます。\n00:04 鈴木：会議は明日の\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (OPEN + "10:30 からです。\n00:09 はい。\n", 3, "10:30 からです。"),  # it goes back behind it
        (OPEN + "00:09 はい。\n01:30:00 から\n00:12 です。\n", 4, "01:30:00 から"),
        (
            "00:00:01 では。\n00:00:04 会議は\n10:30 から\n00:00:40 はい。\n00:10:40 ええ。\n00:11:00 では。\n",
            3,
            "10:30 から",
        ),  # hours are written out
        ("00:01 では。\n00:04 会議は\n9:30 から\n09:51 はい。\n10:01 では。\n", 3, "9:30 から"),  # two digits
        ("00:01.5 では。\n00:04.2 会議は\n10:30 から\n11:00.1 はい。\n11:04.9 では。\n", 3, "10:30 から"),
        (NAMED + "午前\n10:30 からです。\n11:00 山田：はい。\n", 4, "会議は明日の午前10:30 からです。"),  # nobody named
        (NAMED + "10:30 からです。\n00:09 山田：はい。\n", 3, "会議は明日の10:30 からです。"),
    ],
)
def test_a_time_at_the_head_of_a_line_that_does_not_fit_is_said_and_told(
    english: None, tmp_path: Path, text: str, line: int, words: str
) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = read_with_problems(tmp_path / "a.txt")
    assert any(words in each.words for each in found.utterances)
    (problem,) = found.warnings
    assert problem.where is not None
    assert problem.where.line == line
    assert f"taken for words, since they do not fit the time stamps around them: lines {line}" in problem.what


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("10:21 会議は\n10:30 からです。\n10:40 はい。\n", "2"),
        ("10:21 会議は明日の\n午前\n10:30 集合です。\n10:41 はい。\n", "3"),
        ("00:01 それでは。\n00:04 はい。\n10:31 解散。\n", "3"),
        ("00:01 山田：それでは。\n00:04 鈴木：はい。\n00:06 山田：会議は\n10:30 からです。\n11:00 鈴木：はい。\n", "4"),
    ],
)
def test_a_time_that_fits_and_could_have_been_said_is_told(
    english: None, tmp_path: Path, text: str, lines: str
) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (problem,) = read_with_problems(tmp_path / "a.txt").warnings
    assert problem.what == f"Times were taken for time stamps that could have been said: lines {lines}"


@pytest.mark.parametrize(
    "text",
    [
        "00:05 はい。\n00:03 ええ。\n00:09 では。\n",  # at once
        "".join(f"0{n}:00 はい。\n" for n in [*range(9), *range(3)]),  # one microphone after the other
        "00:01 山田：はい。\n00:05 それから。\n00:07 もう一つ。\n00:09 鈴木：ええ。\n",  # a name where it changes
        "10:21 山田\nはい。\n\n10:30 鈴木\nええ。\n\n10:40 山田\nでは。\n",
        "59:58 はい。\n1:00:02 ええ。\n1:00:09 では。\n",
    ],
)
def test_stamps_that_run_back_or_stand_alone_stay_stamps(english: None, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = read_with_problems(tmp_path / "a.txt")
    assert not any(":" in each.words for each in found.utterances)
    assert not any("taken for" in problem.what for problem in found.warnings)


@given(st.lists(st.integers(0, 7199), min_size=2, max_size=40).map(sorted))
def test_stamps_in_order_are_stamps_whenever_they_are(times: list[int]) -> None:
    text = [f"{n // 3600}:{n // 60 % 60:02}:{n % 60:02} 発言です。" for n in times]
    assert [line.start for line in without_stamps(text)] == times
