"""Counts of one recording, by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest

from evaluators.meetings.heard import Meeting, counts, heard_terms
from evaluators.meetings.terms import TermCounts
from evaluators.meetings.transcript import Spoken
from evaluators.meetings.units import MEETING

TRUTH = [
    Spoken("議長", 0, 2, "えー、開会します。"),
    Spoken("課長", 3, 6, "AI-OCRを試行します。"),
    Spoken("議長", 6, 8, "質疑はありますか。"),
]
DRAFT = [
    Spoken("S1", 0, 2, "開会します。"),
    Spoken("S2", 3, 6, "AIOCRを試行します"),
    Spoken("S2", 6, 8, "質疑はありますか。"),
    Spoken("S1", 11, 14, "ご視聴"),
]


def sums(found, metric, normaliser=""):
    rows = found[(found["metric"] == metric) & (found["normaliser"] == normaliser)]
    return rows["part"].sum(), rows["whole"].sum()


@pytest.fixture(scope="module")
def found():
    return counts(Meeting(TRUTH, ["AI-OCR", "議会"]), DRAFT)


def test_character_errors_under_each_normaliser(found):
    # As written: えー、 (3) and - and 。 are missing, ご視聴 is added.
    assert sums(found, "cer", "raw") == (8, 9 + 13 + 9)
    # Without marks: えー, -, ご視聴. A hyphen between letters is spoken of.
    assert sums(found, "cer", "nopunct") == (6, 7 + 12 + 8)
    assert sums(found, "cer", "nofillers") == (4, 5 + 12 + 8)


def test_speakers(found):
    # S1 is the chair and S2 the head of section: what the chair asks is missing with him and too much with S2.
    part, whole = sums(found, "cpcer", "nopunct")
    assert (part, whole) == (2 + 8 + 3 + 1 + 8 - 3, 27)  # ご視聴 stands for three of the eight missing
    assert sums(found, "speaker_right", "nopunct") == (5 + 11, 5 + 11 + 8)


def test_terms_and_punctuation(found):
    assert sums(found, "term_recall", "nopunct") == (0, 1)
    assert sums(found, "term_precision", "nopunct") == (0, 0)
    assert sums(found, "punctuation_recall", "raw") == (2, 4)
    assert sums(found, "punctuation_precision", "raw") == (2, 2)
    terms = heard_terms(Meeting(TRUTH, ["AI-OCR", "議会", "質疑"]), DRAFT)
    assert terms.counts == (
        TermCounts("AI-OCR", said=1, written=0, right=0),
        TermCounts("議会", said=0, written=0, right=0),
        TermCounts("質疑", said=1, written=1, right=1),
    )
    assert terms.said == (False, True)


def test_seconds(found):
    assert sums(found, "omitted_speech") == (0, 7)
    assert sums(found, "invented_speech") == (3, 7)
    without_end = counts(Meeting(TRUTH), DRAFT[:1])
    assert sums(without_end, "omitted_speech") == (5, 7)


def test_who_speaks_when(found):
    # S2 is the head of section for three seconds and the chair for two; S1 the chair for two, and for three nobody.
    assert sums(found, "der") == (2 + 3, 7)


SENTENCES = ("本日はお集まりいただき、", "資料の三ページをご覧ください。", "ご意見をお願いします。")
LETTERS = (11, 14, 10)
"""Without punctuation."""


def test_a_sentence_that_is_lost_within_a_segment_is_left_out():
    truth = [Spoken("chair", 0.0, 9.0, "".join(SENTENCES))]
    found = counts(Meeting(truth), [Spoken("S1", 0.0, 9.0, SENTENCES[0] + SENTENCES[2])])
    part, whole = sums(found, "omitted_speech")
    assert (part, whole) == (pytest.approx(9 * LETTERS[1] / sum(LETTERS)), 9)
    assert sums(found, "inserted_speech") == sums(found, "invented_speech") == (0, 9)


def test_a_sentence_too_much_is_told_apart_from_one_where_nobody_speaks():
    truth = [Spoken("chair", 0.0, 9.0, SENTENCES[0] + SENTENCES[2])]
    draft = [Spoken("S1", 0.0, 9.0, "".join(SENTENCES)), Spoken("S1", 20.0, 24.0, "ご視聴ありがとうございました")]
    found = counts(Meeting(truth), draft)
    assert sums(found, "inserted_speech") == (pytest.approx(9 * LETTERS[1] / sum(LETTERS)), 9)
    assert sums(found, "invented_speech") == (4, 9)
    assert sums(found, "omitted_speech") == (0, 9)


def test_what_one_says_while_another_speaks_is_neither_lost_nor_too_much():
    first, second, between = "来年度の予算については、", "昨年と同じ額を考えております。", "はい、そのとおりです。"
    truth = [Spoken("chair", 0.0, 10.0, first + second), Spoken("member", 3.0, 4.5, between)]
    draft = [Spoken("S1", 0.0, 4.4, first), Spoken("S2", 3.0, 4.5, between), Spoken("S1", 4.4, 10.0, second)]
    found = counts(Meeting(truth), draft)
    assert sums(found, "omitted_speech") == sums(found, "inserted_speech") == (0, 10)
    found = counts(Meeting(truth), [draft[0], draft[2]])
    assert sums(found, "omitted_speech") == (pytest.approx(1.5), 10)
    late = replace(draft[1], start=300.0, end=301.5)  # the same words, but of another time
    found = counts(Meeting([*truth, Spoken("chair", 300.0, 302.0, "では、")]), [draft[0], draft[2], late])
    assert sums(found, "omitted_speech")[0] > 1.4


def test_words_mistaken_and_letters_lost_are_no_stretches():
    truth = [Spoken("chair", 0.0, 9.0, "".join(SENTENCES))]
    found = counts(
        Meeting(truth),
        [Spoken("S1", 0.0, 9.0, "本実は集まりいただき、資料の参ペイジをご覧くだい。ご異見をお願いします。")],
    )
    assert sums(found, "omitted_speech") == sums(found, "inserted_speech") == (0, 9)


def test_what_is_written_at_the_wrong_time_is_wrong(found):
    part, whole = sums(found, "tcpcer", "nopunct")
    # 聴 is more than five seconds behind the question of the chair, and can no longer stand for a character of it.
    assert (part, whole) == (2 + 8 + 3 + 1 + 8 - 2, 27)
    late = [Spoken(each.speaker, each.start + 60, each.end + 60, each.text) for each in TRUTH]
    assert sums(counts(Meeting(TRUTH), late), "tcpcer", "nopunct") == (2 * 27, 27)


def test_time_and_speakers_are_counted_by_the_minute():
    kanji = [chr(0x4E00 + number) for number in range(800)]
    texts = ["".join(kanji[20 * number : 20 * number + 20]) for number in range(40)]
    truth = [Spoken("ab"[number % 2], number * 4, number * 4 + 4, text) for number, text in enumerate(texts)]
    draft = [Spoken("x" if 20 <= number < 30 else each.speaker, each.start, each.end, each.text)
             for number, each in enumerate(truth)]  # fmt: skip
    found = counts(Meeting(truth), draft)
    rows = found.groupby(["metric", "unit"])[["part", "whole"]].sum()
    # Units begin with the 16th and 31st of 40 segments: 60 s, 60 s and 40 s. Speaker x has ten segments in the second.
    assert rows.loc["der"].to_numpy().tolist() == [[0, 60], [40, 60], [0, 40]]
    assert rows.loc["tcpcer"].to_numpy().tolist() == [[0, 300], [400, 300], [0, 200]]


def test_without_times_nothing_is_said_of_seconds():
    truth = [Spoken(each.speaker, math.nan, math.nan, each.text) for each in TRUTH]
    found = counts(Meeting(truth), DRAFT)
    assert sums(found, "omitted_speech") == (0, 0)
    assert sums(found, "cer", "raw") == (8, 31)
    assert set(found["pace"]) == {""}


def test_nothing_written_down_is_all_wrong():
    found = counts(Meeting(TRUTH, ["AI-OCR"]), [])
    assert sums(found, "cer", "raw") == (31, 31)
    assert sums(found, "cpcer", "nopunct") == (27, 27)
    assert sums(found, "omitted_speech") == (7, 7)
    assert sums(found, "term_recall", "nopunct") == (0, 1)


def test_long_meetings_have_units_of_a_minute_that_all_recordings_share():
    truth = [Spoken("a" if number % 2 else "b", number * 4, number * 4 + 4, "あいうえお" * 4) for number in range(70)]
    for draft in (truth, truth[:40], [Spoken("x", 0, 280, "かきくけこ" * 50)]):
        found = counts(Meeting(truth), draft)
        rows = found[found["metric"] == "cer"].groupby(["normaliser", "unit"])["whole"].sum()
        assert rows["raw"].tolist() == [300, 300, 300, 300, 200]
    whole = counts(Meeting(truth, unit=MEETING), truth)
    assert set(whole["unit"]) == {0}


def test_a_speaker_who_is_nobody_counts_in_the_minute_in_which_he_is_written():
    truth = [Spoken("a", number * 4, number * 4 + 4, "あいうえお" * 4) for number in range(30)]
    truth += [Spoken("b", 120, 124, "かきく")]
    draft = [Spoken(each.speaker, each.start, each.end, each.text) for each in truth]
    draft += [Spoken("c", 100, 101, "しししし")]
    found = counts(Meeting(truth), draft)
    rows = found[found["metric"] == "cpcer"].groupby("unit")["part"].sum()
    assert rows.tolist() == [0, 4]


def test_pace_is_counted_in_characters_a_minute():
    truth = [Spoken("a", 0, 6, "あ" * 10), Spoken("a", 6, 12, "い" * 35), Spoken("a", 12, 18, "う" * 50)]
    found = counts(Meeting(truth), truth)
    rows = found[(found["metric"] == "cer") & (found["normaliser"] == "raw")].set_index("pace")["whole"]
    assert rows.to_dict() == {"slow": 10, "middling": 35, "fast": 50}


def test_the_pace_of_a_segment_does_not_hang_on_the_normaliser():
    truth = [Spoken("a", 0, 6, "あ、い。う、え。" * 10)]  # 40 characters that are spoken, 80 with their marks
    found = counts(Meeting(truth), truth)
    assert set(found[found["metric"] == "cer"]["pace"]) == {"middling"}


def test_readings_tell_spelling_from_mishearing():
    kana = {"子供": "コドモ", "子ども": "コドモ", "こども": "コドモ"}
    found = counts(Meeting([Spoken("a", 0, 1, "子供")], kana=lambda text: kana[text]), [Spoken("a", 0, 1, "子ども")])
    assert sums(found, "cer", "nopunct") == (2, 2)
    assert sums(found, "cer", "reading") == (0, 3)
    assert np.isclose(found["whole"].max(), 3)
