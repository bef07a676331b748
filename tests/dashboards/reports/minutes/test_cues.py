import re
from dataclasses import replace

import pysubs2
import pytest

from dashboards.reports.minutes.cues import srt_of, vtt_of
from dashboards.reports.minutes.draft import Piece, Removal, Turn
from tests.dashboards.reports.minutes.drafts import NASTY, hostile, plain

TIME = re.compile(r"^\d\d:\d\d:\d\d[.,]\d{3} --> \d\d:\d\d:\d\d[.,]\d{3}$", re.MULTILINE)


def test_vtt_names_the_voice_and_what_made_it(japanese):
    text = vtt_of(plain(), verbatim=False)
    assert text.startswith("WEBVTT\n\nNOTE\nこの会議録は、録音 m1/near から")
    assert "00:00:05.000 --> 00:00:09.000\n<v 委員長>始めます。\n" in text
    assert "01:02:03.000 --> 01:02:05.000\n異議なし。\n" in text
    assert "〔聞き取れず〕" in text


def test_srt_names_the_speaker(japanese):
    text = srt_of(plain(), verbatim=True)
    assert text.startswith("1\n00:00:05,000 --> 00:00:09,000\n委員長: えー、始めます。\n\n2\n")


@pytest.mark.parametrize("write", [vtt_of, srt_of])
def test_another_program_reads_the_same_cues(japanese, write):
    cues = pysubs2.SSAFile.from_string(write(plain(), False), format_=None)
    assert [(cue.start, cue.end) for cue in cues] == [
        (5_000, 9_000),
        (10_000, 14_000),
        (14_000, 16_000),
        (16_000, 18_000),
        (3_723_000, 3_725_000),
    ]


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("write", [vtt_of, srt_of])
def test_texts_stay_texts(english, write, text):
    written = write(hostile(text), True)
    assert len(TIME.findall(written)) == 2
    assert written.count("-->") == 2
    assert written.replace("<v ", "").count("<") == 0
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", written)
    if write is srt_of:
        assert not re.search(r"[<{]", written)


@pytest.mark.parametrize("write", [vtt_of, srt_of])
@pytest.mark.parametrize(("end", "told"), [(45, "〔録音の欠け〕"), (40, "〔録音の欠け・長さ不明〕")])
def test_a_recording_that_is_missing_is_not_called_unintelligible(japanese, write, end, told):
    hole = Piece("s1", 40, end, "", lost=True, missing=True)
    text = write(replace(plain(), turns=(Turn(1, "A", (hole,)),)), True)
    assert told in text
    assert "聞き取れず" not in text


@pytest.mark.parametrize("write", [vtt_of, srt_of])
def test_what_has_no_end_is_shown_until_the_next_and_the_last_for_a_while(english, write):
    pieces = (Piece("s1", 10, 10, "一つ目。"), Piece("s2", 42, 42, "二つ目。"))
    cues = pysubs2.SSAFile.from_string(write(replace(plain(), turns=(Turn(1, "A", pieces),)), True))
    assert [(cue.start, cue.end) for cue in cues] == [(10_000, 42_000), (42_000, 47_000)]


def test_a_cue_lasts(english):
    assert "00:00:00.000 --> 00:00:00.000" not in vtt_of(hostile("x"), False)


def long_piece(*removed: Removal) -> Piece:
    """Sixty-two characters in three sentences, a second a character."""
    words = "あ" * 30 + "。" + "い" * 15 + "。" + "う" * 14 + "。"
    return Piece("s1", 100, 170, words, removed, times=tuple((place, 100.0 + place) for place in range(len(words))))


def test_a_long_segment_is_cut_behind_a_sentence_at_the_time_of_a_word(english):
    draft = replace(plain(), turns=(Turn(1, "A", (long_piece(),)),))
    cues = pysubs2.SSAFile.from_string(vtt_of(draft, True))
    assert [(cue.start, cue.end, len(cue.plaintext)) for cue in cues] == [
        (100_000, 147_000, 47),
        (147_000, 170_000, 15),
    ]


def test_cues_hold_what_tidying_left(english):
    draft = replace(plain(), turns=(Turn(1, "A", (long_piece(Removal("s1", 40, "い" * 6 + "。う", "x")),)),))
    for verbatim in (True, False):
        cues = pysubs2.SSAFile.from_string(vtt_of(draft, verbatim))
        assert "".join(cue.plaintext for cue in cues) == draft.turns[0].text(verbatim)


def test_without_times_of_words_a_segment_is_one_cue(english):
    draft = replace(plain(), turns=(Turn(1, "A", (replace(long_piece(), times=()),)),))
    assert len(pysubs2.SSAFile.from_string(vtt_of(draft, True))) == 1
