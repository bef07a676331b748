"""Terms, matched by place."""

from hypothesis import given
from hypothesis import strategies as st

from evaluators.meetings.alignment import align
from evaluators.meetings.terms import TermCounts, occurrences, term_counts


def test_terms_that_were_heard_and_missed():
    truth = "AI-OCRの試行とマイナンバー、AI-OCRの効果"
    output = "AIOCRの試行とマイナンバー、AI-OCRの効果"
    assert term_counts(truth, output, ["AI-OCR", "マイナンバー", "議会"]) == [
        TermCounts("AI-OCR", said=2, written=1, right=1),
        TermCounts("マイナンバー", said=1, written=1, right=1),
        TermCounts("議会", said=0, written=0, right=0),
    ]


def test_a_term_at_another_place_is_not_heard():
    # 市長 is left out at the beginning and made up at the end.
    (found,) = term_counts("市長が説明した後で課長", "が説明した後で課長市長", ["市長"])
    assert (found.said, found.written, found.right) == (1, 1, 0)


def test_a_term_within_another_one_counts_for_itself():
    assert [found.right for found in term_counts("議会事務局", "議会事務局", ["議会", "議会事務局", ""])] == [1, 1]


def test_occurrences_do_not_overlap():
    assert term_counts("ああああ", "ああああ", ["ああ"])[0].said == 2


@given(st.text(alphabet="ab", max_size=12), st.text(alphabet="ab", max_size=12))
def test_never_more_right_than_said_or_written(truth, output):
    (found,) = term_counts(truth, output, ["ab"])
    assert found.right <= min(found.said, found.written)
    (same,) = term_counts(truth, truth, ["ab"])
    assert same.right == same.said == same.written == truth.count("ab")


def test_a_term_that_ends_within_a_character_is_none():
    truth = ["か", "か゚", "さ", "か", "さ", "か"]
    said, _written = occurrences(truth, truth, align(truth, truth), ["か", "かさか", "゚さ"])
    assert [(each.term, each.place) for each in said] == [("か", 0), ("か", 3), ("か", 5), ("かさか", 3)]
