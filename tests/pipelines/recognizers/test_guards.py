import pytest

from pipelines.recognizers import Heard, Word
from pipelines.recognizers.guards import (
    COMPRESSION,
    LOST,
    REPETITION,
    STOCK_PHRASE,
    compression,
    guarded,
    is_stock_phrase,
    lost,
    repetitions,
)

THANKS = "ご視聴ありがとうございました。"
ORDINARY = "それでは、令和八年度の当初予算案につきまして、財政課からご説明を申し上げます。歳入の総額は三百億円です。"


def piece(start: float, end: float, text: str) -> Heard:
    return Heard(start, end, text, 0.5, (Word(start, end, text, 0.5),))


def test_whispers_own_threshold_misses_a_phrase_three_times_over() -> None:
    assert compression(THANKS * 3) < COMPRESSION
    assert repetitions([THANKS * 3]) == [True]


@pytest.mark.parametrize(
    "text",
    [
        THANKS * 3,
        "そうですね、" * 10,
        "あああああああああああ",
        "ですですですですですです",
        "次の議題に移ります。" * 4,
        "ｱｱｱｱｱｱｱｱｱｱ",
    ],
)
def test_loops_are_found(text: str) -> None:
    assert repetitions([text]) == [True]
    assert repetitions([ORDINARY, f"それでは、{text}"]) == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        ORDINARY,
        "はい、はい、はい。",
        "100,000,000円です。",
        "いやいやいや、それは違います。",
        "一つ一つ、一人一人に、",
        "ははははは",
        "",
    ],
)
def test_what_people_say_is_no_loop(text: str) -> None:
    assert repetitions([text]) == [False]


def test_a_loop_across_sentences_is_one() -> None:
    found = repetitions([ORDINARY, THANKS, THANKS, THANKS, "以上です。"])
    assert found == [False, True, True, True, False]


@pytest.mark.parametrize(
    "text",
    [
        THANKS,
        THANKS * 2,
        "チャンネル登録、よろしくお願いします！",
        "チャンネル登録と高評価をよろしくお願いいたします。",
        "最後までご視聴頂きありがとうございました。",
        "それではまた次回の動画でお会いしましょう。",
        "Thank you for watching.",
        "♪♪～",
        "（拍手）（拍手）",
    ],
)
def test_stock_phrases_over_silence(text: str) -> None:
    assert is_stock_phrase(piece(10, 12, text), speech=[(0, 5), (20, 30)])


def test_what_is_said_in_meetings_is_doubtful_only_where_nobody_speaks() -> None:
    said = piece(10, 12, "ご清聴ありがとうございました。")
    assert not is_stock_phrase(said, speech=[(9, 12)])
    assert is_stock_phrase(said, speech=[(9, 10.3)])
    assert not is_stock_phrase(piece(10, 10.4, "はい。"), speech=[(10, 10.4)])
    assert is_stock_phrase(piece(10, 12, THANKS), speech=[(9, 12)])


def test_a_sentence_with_a_stock_phrase_in_it_is_none() -> None:
    assert not is_stock_phrase(piece(10, 14, f"説明は以上です。{THANKS}"), speech=[])


def test_speech_without_text_is_lost() -> None:
    speech = [(0.0, 5.0), (10.0, 20.0)]
    assert lost([piece(0, 5, "あ"), piece(10, 12, "い")], speech) == [(12.5, 20.0)]
    assert lost([], speech) == [(0.0, 20.0)]
    assert lost([piece(0, 5, "あ"), piece(10, 19, "い")], speech) == []


def test_many_short_pieces_of_lost_speech_count_together() -> None:
    speech = [(0.0, 3.0), (4.0, 5.5), (6.0, 7.5), (30.0, 31.5), (40.0, 43.0)]
    assert lost([piece(0, 3, "あ")], speech) == [(4.0, 7.5), (40.0, 43.0)]


def test_text_between_parts_lost_speech() -> None:
    speech = [(0.0, 4.0), (6.0, 8.0), (10.0, 14.0)]
    assert lost([piece(6, 8, "あ")], speech) == [(0.0, 4.0), (10.0, 14.0)]


def test_nothing_is_taken_away_and_lost_stretches_stand_in_their_place() -> None:
    said = [piece(0, 3, ORDINARY), piece(11, 12, THANKS), piece(12, 13, THANKS), piece(13, 14, THANKS)]
    found = guarded(said, speech=[(0, 3), (5, 9), (11, 14)])
    assert [(one.text, set(one.flags)) for one in found] == [
        (ORDINARY, set()),
        ("", {LOST}),
        (THANKS, {REPETITION, STOCK_PHRASE}),
        (THANKS, {REPETITION, STOCK_PHRASE}),
        (THANKS, {REPETITION, STOCK_PHRASE}),
    ]
    assert (found[1].start, found[1].end, found[1].confidence) == (5, 9, None)


def test_flags_that_a_recogniser_set_itself_stay() -> None:
    flagged = Heard(0, 1, "本日", flags=frozenset({"overlap"}))
    assert guarded([flagged], [(0, 1)])[0].flags == {"overlap"}
