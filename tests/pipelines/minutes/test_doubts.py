from pipelines.minutes.doubts import doubtful_spans, stretches
from pipelines.minutes.said import said
from tests.pipelines.minutes.meeting import segment, timed


def test_segments_below_the_threshold_and_with_flags_are_to_be_heard_again():
    rows = [
        segment(1, "A", 0, 2, "確か。", 0.5),
        segment(2, "A", 2, 4, "不確か。", 0.49),
        segment(3, "B", 4, 5, "ご視聴ありがとうございました", 0.9, "stock_phrase"),
        segment(4, "", 5, 9, "", None, "lost"),
        segment(5, "A", 9, 10, "はいはいはい", 0.2, "repetition"),
        segment(6, "A", 10, 11, "他社の文字起こし", None),
    ]
    found = stretches(said(rows, []))
    assert [(each.start, each.end, each.reasons) for each in found] == [
        (2, 4, ("uncertain",)),
        (4, 5, ("stock_phrase",)),
        (5, 9, ("lost",)),
        (9, 10, ("repetition", "uncertain")),
    ]


def test_a_segment_without_words_is_lost_whatever_its_flags_say():
    assert stretches(said([segment(1, "A", 0, 2, "  ")], []))[0].reasons == ("lost",)


def test_where_the_recording_is_missing_nobody_knows_whether_anybody_spoke():
    (found,) = stretches(said([segment(1, "", 0, 2, "", None, "missing_part")], []))
    assert found.reasons == ("missing_part",)


def test_unsure_words_that_follow_each_other_are_one_stretch():
    row = segment(1, "A", 10, 20, "これは予備費の話です。")
    known = said([row], timed(row, ("これは", 0.9), ("予備", 0.2), ("費", 0.1), ("の話", 0.8), ("です。", 0.29)))
    found = stretches(known)
    assert [(each.start, each.end, each.text) for each in found] == [(11, 13, "予備費"), (14, 15, "です。")]
    assert [row["words"][start:end] for start, end in doubtful_spans(known[0])] == ["予備費", "です。"]


def test_an_unsure_word_is_told_with_what_stands_around_it():
    row = segment(1, "A", 10, 20, "来年度の補正予算では予備費の話をしますと申しました。")
    words = (("来年度の補正予算では", 0.9), ("予", 0.2), ("備費の話をしますと申しました。", 0.9))
    (found,) = stretches(said([row], timed(row, *words)))
    assert (found.before, found.text, found.after) == ("…度の補正予算では", "予", "備費の話をします…")
    row = segment(1, "A", 10, 20, "予備費です。")
    (found,) = stretches(said([row], timed(row, ("予備", 0.2), ("費です。", 0.9))))
    assert (found.before, found.after) == ("", "費です。")


def test_a_number_that_was_taken_back_is_to_be_heard_again_and_stays():
    (found,) = stretches(said([segment(1, "A", 0, 9, "予算は五百万円、失礼しました、六百万円です。")], []))
    assert (found.reasons, found.text) == (("corrected_number",), "五百万円、失礼しました、六百万")


def test_an_unknown_flag_is_not_lost():
    assert stretches(said([segment(1, "A", 0, 2, "はい。", 0.9, "clipped")], []))[0].reasons == ("clipped",)
