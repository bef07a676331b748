"""What each kind of transcript holds when it is right."""

import json
from pathlib import Path

import docx
import pysubs2
import pytest

from pipelines.transcripts import Utterance, read, read_with_problems

SAID = (Utterance("山田", 0.5, 2.0, "それでは始めます。"), Utterance("鈴木", 2.25, 4.0, "はい、お願いします。"))
SEGMENTS = [
    {"session_id": "first", "speaker": one.speaker, "start_time": one.start, "end_time": one.end, "words": one.words}
    for one in SAID
]
STM = """;; made by hand
first 1 山田 0.50 2.00 <o,f0,male> それでは始めます。
first 1 鈴木 2.25 4.00 はい、お願いします。
first 1 inter_segment_gap 4.0 5.0 <o,,>
first 1 鈴木 5.0 6.0 ignore_time_segment_in_scoring
"""
VTT = """WEBVTT

00:00.500 --> 00:02.000
<v 山田>それでは<b>始め</b>ます。</v>

00:00:02.250 --> 00:00:04.000 align:start
鈴木：はい、
お願いします。
"""
TEAMS = """WEBVTT
Kind: captions

NOTE nobody says this

9f3a/1-0
00:00:00.500 --> 00:00:02.000
<v 山田>それでは始めます。</v>

NOTE
nor this

9f3a/2-0
00:00:02.250 --> 00:00:04.000
<v.loud 鈴木>はい、お願いします。</v>
"""
SRT = """1
00:00:00,500 --> 00:00:02,000
山田: それでは始めます。

2
00:00:02,250 --> 00:00:04,000
鈴木: <i>はい、お願いします。</i>
"""
CSV = """speaker,start,end,words
山田,0.5,2,それでは始めます。
鈴木,2.25,4.0,はい、お願いします。
"""
JAPANESE_CSV = """番号,発言者,開始時刻,終了時刻,発言内容
1,山田,0:00.5,0:02,それでは始めます。
2,鈴木,0:00:02.25,00:04,はい、お願いします。
3,鈴木,0:05,0:06,
"""
SAME = {
    "a.json": json.dumps(SEGMENTS, ensure_ascii=False),
    "b.json": json.dumps(SEGMENTS, indent=2),
    "a.stm": STM,
    "a.vtt": VTT,
    "teams.vtt": TEAMS,
    "a.srt": SRT,
    "a.csv": CSV,
    "日本.csv": JAPANESE_CSV,
}


@pytest.mark.parametrize("name", SAME)
def test_every_kind_with_times_says_the_same(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(SAME[name], encoding="utf-8", newline="")
    transcript = read_with_problems(tmp_path / name)
    assert transcript.utterances == SAID
    assert transcript.warnings == ()
    assert transcript.session == ("first" if name.endswith(("json", "stm")) else "")


@pytest.mark.parametrize("name", ["a.json", "a.stm", "a.vtt", "a.srt", "a.csv"])
def test_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SAME[name].replace("\n", "\r\n").encode("utf-8-sig"))
    assert read(tmp_path / name) == SAID


MINUTES = """令和8年度 第2回 効果検証部会 会議録
日時：令和8年4月1日 午後2時

○議長（山田太郎君）　それでは始めます。
資料の1ページを御覧ください。
（資料を見る者あり）
○１番（鈴木花子君）　効果：約2割と書いてあります。
〇事務局（財政課）　そのとおりです。
◯山田委員長
ありがとうございました。
"""
HEARD = [
    ("山田太郎", "それでは始めます。資料の1ページを御覧ください。"),
    ("鈴木花子", "効果：約2割と書いてあります。"),
    ("事務局（財政課）", "そのとおりです。"),
    ("山田委員長", "ありがとうございました。"),
]


def _words_of(path: Path) -> list[tuple[str, str]]:
    assert {(each.start, each.end) for each in read(path)} == {(None, None)}
    return [(each.speaker, each.words) for each in read(path)]


def test_minutes_with_marked_speakers(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MINUTES, encoding="utf-8")
    assert _words_of(tmp_path / "a.txt") == HEARD
    (warning,) = read_with_problems(tmp_path / "a.txt").warnings
    assert str(warning.where) == str(tmp_path / "a.txt") + ":1"
    assert "no speaker says were left out: 3," in warning.what


def test_minutes_in_word(tmp_path: Path) -> None:
    document = docx.Document()
    for line in MINUTES.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    assert _words_of(tmp_path / "a.docx") == HEARD


def test_questioners_are_marked_as_products_for_minutes_do(tmp_path: Path) -> None:
    text = "○議長（山田太郎君）　どうぞ。\n◆１番（鈴木花子君）　伺います。\n◎課長（佐藤一郎君）　はい。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert [speaker for speaker, _words in _words_of(tmp_path / "a.txt")] == ["山田太郎", "鈴木花子", "佐藤一郎"]


def test_what_stands_below_a_heading_is_nobodys_speech(tmp_path: Path) -> None:
    text = "■ 議事\n\n○山田　始めます。\n\n□ 議題1：予算\n\nここからです。\n\n○鈴木　はい。\n\n■ 決定事項\n\nなし\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert _words_of(tmp_path / "a.txt") == [("山田", "始めます。"), ("鈴木", "はい。")]
    document = docx.Document()
    for line in text.splitlines():
        if line[:1] in "■□":
            document.add_heading(line[2:], 2)
        else:
            document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    assert _words_of(tmp_path / "a.docx") == [("山田", "始めます。"), ("鈴木", "はい。")]


def test_speakers_before_a_colon(tmp_path: Path) -> None:
    text = """会議名：部会
山田：それでは、10:30から始めます。
詳しくは
https://example.org/a を御覧ください。

鈴木 花子 : AI
OCRです。
"""
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert _words_of(tmp_path / "a.txt") == [
        ("山田", "それでは、10:30から始めます。詳しくはhttps://example.org/a を御覧ください。"),
        ("鈴木 花子", "AI OCRです。"),
    ]


def test_text_without_speakers_is_an_utterance_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("それでは始めます。\n\n9:30に、始めます。\n", encoding="utf-8")
    assert _words_of(tmp_path / "a.txt") == [("", "それでは始めます。"), ("", "9:30に、始めます。")]


@pytest.mark.parametrize("suffix", ["srt", "vtt"])
def test_what_pysubs2_writes_is_read(tmp_path: Path, suffix: str) -> None:
    subtitles = pysubs2.SSAFile()
    subtitles += [
        pysubs2.SSAEvent(500, 2000, r"{\i1}山田{\i0}：それでは\N始めます。"),
        pysubs2.SSAEvent(2250, 4000, "はい。"),
    ]
    subtitles.save(str(tmp_path / f"a.{suffix}"))
    assert read(tmp_path / f"a.{suffix}") == (SAID[0], Utterance("", 2.25, 4, "はい。"))


def test_cues_without_a_blank_line_between(tmp_path: Path) -> None:
    text = SRT.replace("\n\n", "\n") + "3\n00:00:05,000 --> 00:00:06,000\n3\n"
    (tmp_path / "a.srt").write_text(text, encoding="utf-8")
    assert read(tmp_path / "a.srt") == (*SAID, Utterance("", 5, 6, "3"))


def test_times_within_words_are_words(tmp_path: Path) -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n00:00:05,000から00:00:06,000まで\n"
    (tmp_path / "a.srt").write_text(text, encoding="utf-8")
    assert read(tmp_path / "a.srt") == (Utterance("", 1, 2, "00:00:05,000から00:00:06,000まで"),)


def test_several_voices_in_one_cue(tmp_path: Path) -> None:
    cue = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v 山田>はい。</v><v 鈴木 &amp; 佐藤>ええ。</v>\n"
    (tmp_path / "a.vtt").write_text(cue, encoding="utf-8")
    assert read(tmp_path / "a.vtt") == (Utterance("山田", 1, 2, "はい。"), Utterance("鈴木 & 佐藤", 1, 2, "ええ。"))


def test_columns_without_times_or_speakers(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Text\nはい。\n", encoding="utf-8")
    assert read(tmp_path / "a.csv") == (Utterance("", None, None, "はい。"),)
