"""A draft beside its truth."""

import math

from hypothesis import given
from hypothesis import strategies as st

from evaluators.meetings.comparison import Piece, compare
from evaluators.meetings.transcript import Spoken

TRUTH = [
    Spoken("議長", 0, 2, "開会します。"),
    Spoken("課長", 4, 8, "効果を検証する。"),
    Spoken("議長", 9, 10, "以上。"),
]


def test_every_word_has_its_time_and_what_is_wrong_stands_where_it_was_heard():
    draft = [Spoken("S1", 0, 2, "会します。"), Spoken("S2", 4, 8, "効果を検査するね")]
    words = [[(0.5, "会"), (1.0, "します。")], [(4.0, "効果を"), (5.0, "検査"), (6.0, "するね")]]
    first, second = compare(TRUTH, draft, words)
    assert first.pieces == (
        Piece("missing", "開", "", 0.0),
        Piece("equal", "会", "会", 0.5),
        Piece("equal", "します。", "します。", 1.0),
    )
    assert second.pieces[:4] == (
        Piece("equal", "効果を", "効果を", 4.0),
        Piece("equal", "検", "検", 5.0),
        Piece("substituted", "証", "査", 5.0),
        Piece("equal", "する", "する", 6.0),
    )
    assert second.wrong
    assert "".join(piece.truth for piece in second.pieces) == "効果を検証する。以上。"


def test_words_that_do_not_make_up_the_text_leave_the_time_of_the_segment():
    (turn,) = compare(TRUTH[:1], [Spoken("S1", 3, 5, "開会します。")], [[(3.5, "開会")]])
    assert turn.pieces == (Piece("equal", "開会します。", "開会します。", 3),)
    assert not turn.wrong


def test_a_draft_without_a_word_lacks_everything():
    (turn,) = compare(TRUTH, [], [])
    assert turn.number == -1
    assert {piece.kind for piece in turn.pieces} == {"missing"}
    assert compare([], [], []) == []


segments = st.lists(st.text(alphabet="あいう。", max_size=6), max_size=5)


@given(segments, segments, st.booleans())
def test_both_sides_are_there_in_full(truth, draft, timed):
    said = [Spoken("a", place * 3 if timed else math.nan, place * 3 + 2, text) for place, text in enumerate(truth)]
    written = [Spoken("b", place * 4, place * 4 + 3, text) for place, text in enumerate(draft)]
    turns = compare(said, written, [[(0.0, text)] for text in draft])
    pieces = [piece for turn in turns for piece in turn.pieces]
    assert "".join(piece.output for piece in pieces) == "".join(draft)
    assert "".join(piece.truth for piece in pieces) == "".join(truth)
