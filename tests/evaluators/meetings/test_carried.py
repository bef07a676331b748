"""What stays of a draft keeps its time and its doubt; what a person has changed has neither."""

from hypothesis import given
from hypothesis import strategies as st

from evaluators.meetings.carried import Marked, carried

DRAFT = [
    Marked("本日は議題二です", ((0, 1.0), (3, 1.5), (5, 2.0), (6, 2.4)), ((3, 6),)),
    Marked("はい", ((0, 4.0),)),
]


def test_nothing_changed():
    assert carried(DRAFT, [each.text for each in DRAFT]) == DRAFT


def test_a_word_that_was_put_right_is_in_doubt_no_longer_and_what_is_behind_it_keeps_its_time():
    assert carried(DRAFT, ["本日は議案二です", "はい"]) == [
        Marked("本日は議案二です", ((0, 1.0), (3, 1.5), (5, 2.0), (6, 2.4)), ((3, 4), (5, 6))),
        Marked("はい", ((0, 4.0),)),
    ]
    assert carried(DRAFT, ["本日は第三です", "はい"])[0] == Marked("本日は第三です", ((0, 1.0), (5, 2.4)))


def test_split_and_merged():
    assert carried(DRAFT, ["本日は", "議題二です", "はい"]) == [
        Marked("本日は", ((0, 1.0),)),
        Marked("議題二です", ((0, 1.5), (2, 2.0), (3, 2.4)), ((0, 3),)),
        Marked("はい", ((0, 4.0),)),
    ]
    assert carried(DRAFT, ["本日は議題二ですはい"]) == [
        Marked("本日は議題二ですはい", ((0, 1.0), (3, 1.5), (5, 2.0), (6, 2.4), (8, 4.0)), ((3, 6),))
    ]


@given(st.lists(st.text("あいう", max_size=6), max_size=5))
def test_times_and_doubts_lie_within_the_text(texts):
    found = carried(DRAFT, texts)
    assert [each.text for each in found] == texts
    for each in found:
        assert all(0 <= at < len(each.text) for at, _seconds in each.times)
        assert all(0 <= low < high <= len(each.text) for low, high in each.doubts)


def test_without_a_draft_nothing_is_known():
    assert carried([], ["はい"]) == [Marked("はい")]
