"""Times beside names in text, in the ways in which products and people write them; and times that are words."""

from pathlib import Path

import docx
import pytest

from pipelines.transcripts import read, read_with_problems

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
