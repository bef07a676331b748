from dashboards.reports.minutes.draft import Turn
from pipelines.minutes.said import said
from pipelines.minutes.sentences import sentences
from pipelines.minutes.turns import split, turns
from tests.pipelines.minutes.meeting import Row, segment, timed


def made(*rows: Row, words: list[Row] | None = None) -> list[Turn]:
    return turns(said(rows, words or []), ())


def test_segments_of_a_speaker_that_follow_each_other_are_one_turn():
    found = made(segment(1, "A", 0, 4, "はい。"), segment(2, "A", 9, 12, "次です。"), segment(3, "B", 12, 13, "はい。"))
    assert [(turn.number, turn.speaker, turn.start, turn.end) for turn in found] == [(1, "A", 0, 12), (2, "B", 12, 13)]
    assert found[0].text(verbatim=True) == "はい。次です。"


def test_where_people_speak_at_once_each_has_a_turn_in_the_order_in_which_they_began():
    found = made(
        segment(1, "A", 0, 10, "説明します。"),
        segment(3, "A", 6, 12, "以上です。"),
        segment(2, "B", 5, 6, "すみません。"),
    )
    assert [(turn.speaker, turn.start, turn.end) for turn in found] == [("A", 0, 10), ("B", 5, 6), ("A", 6, 12)]


def test_a_turn_ends_when_its_last_word_does():
    assert made(segment(1, "A", 0, 20, "長い話。"), segment(2, "A", 5, 8, "重なり。"))[0].end == 20


def test_where_nobody_knows_who_speaks_a_pause_begins_a_turn():
    found = made(segment(1, "", 0, 4, "一。"), segment(2, "", 4.5, 6, "二。"), segment(3, "", 8, 9, "三。"))
    assert [turn.text(verbatim=True) for turn in found] == ["一。二。", "三。"]


def test_a_stretch_without_words_stays_with_whoever_spoke():
    found = made(
        segment(1, "", 0, 1, "", flags="lost"),
        segment(2, "A", 1, 4, "ええ。"),
        segment(3, "", 4, 9, "", None, "lost"),
        segment(4, "A", 9, 12, "はい。"),
    )
    assert [(turn.speaker, [piece.lost for piece in turn.pieces]) for turn in found] == [
        ("A", [True, False, True, False])
    ]


def test_where_the_recording_is_missing_that_is_said():
    (turn,) = made(segment(1, "A", 0, 4, "ええ。"), segment(2, "", 4, 9, "", None, "missing_part"))
    assert [piece.missing for piece in turn.pieces] == [False, True]


def test_no_segment_is_lost_and_none_is_there_twice():
    rows = [segment(number, "AB"[number % 3 // 2], number, number + 2, f"{number}。") for number in range(30)]
    found = [piece.segment for turn in made(*rows) for piece in turn.pieces]
    assert found == [row["segment_id"] for row in rows]


def test_a_turn_is_cut_in_front_of_a_segment():
    turn = made(segment(1, "A", 0, 4, "一。"), segment(2, "A", 4, 6, "二。"))[0]
    assert [part.text(verbatim=True) for part in split(turn, "m1-near-00002")] == ["一。", "二。"]
    assert split(turn, "m1-near-00001") == [turn]


def test_a_sentence_begins_when_its_word_does():
    row = segment(1, "A", 10, 20, "えー、以上です。次です。")
    words = timed(row, ("えー、", 0.9), ("以上", 0.9), ("です。", 0.9), ("次", 0.9), ("です。", 0.9))
    known = said([row], words)
    found = sentences(turns(known, ()), {each.segment: each for each in known})
    assert [(sentence.text, sentence.start) for sentence in found] == [("以上です。", 11), ("次です。", 13)]


def test_words_that_are_not_those_of_the_segment_give_no_times():
    row = segment(1, "A", 10, 20, "以上です。次です。")
    known = said([row], timed(row, ("異常", 0.9), ("です。", 0.1)))[0]
    assert (known.timed, known.time_at(5)) == ((), 10)


def test_a_sentence_goes_on_across_segments_and_ends_at_a_silence():
    rows = [segment(1, "A", 0, 4, "予算は"), segment(2, "A", 4.2, 6, "足ります"), segment(3, "A", 8, 9, "以上です")]
    known = said(rows, [])
    found = sentences(turns(known, ()), {each.segment: each for each in known})
    assert [(sentence.text, sentence.start) for sentence in found] == [("予算は足ります", 0), ("以上です", 8)]
