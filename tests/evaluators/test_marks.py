"""Precision and recall of marks, counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.accuracy import accuracy
from evaluators.grade import Origin
from evaluators.intervals import clustered_proportion
from evaluators.marks import count_marks, marks_of
from tests.evaluators.scoring import scored

FOUND = ["marks_found", "marks_added", "marks_missed"]


@pytest.mark.parametrize(
    ("text", "field_type", "marks"),
    [
        ("1", "checkbox", {"1"}),
        ("0", "checkbox", set()),
        ("", "checkbox", set()),
        ("bus|walk", "choice", {"bus", "walk"}),
        ("walk", "choice", {"walk"}),
        ("", "choice", set()),
    ],
)
def test_what_a_text_stands_for(text, field_type, marks):
    assert marks_of(text, field_type) == marks


PAPER = {
    "1": {"way": "bus|walk", "agreed": "1", "name": "平塚"},
    "2": {"way": "", "agreed": "0", "name": "平塚"},
    "3": {"way": "car", "agreed": "1", "name": "平塚"},
}
READ = {
    "1": {"way": "bus|car", "agreed": "1"},  # found bus and the tick, made up car, missed walk
    "2": {"way": "", "agreed": "1"},  # made up a tick
    "3": {"way": None, "agreed": "1"},  # failed: missed car; found the tick
}


def test_marks_are_found_added_and_missed():
    counts = count_marks(scored(PAPER, marks=READ))
    assert counts[FOUND].sum().to_dict() == {"marks_found": 3, "marks_added": 2, "marks_missed": 2}


def test_precision_and_recall_by_hand_with_documents_as_units():
    found = {quantity.id: quantity for quantity in accuracy(scored(PAPER, marks=READ), Origin.REAL)}
    precision, recall = found["mark_precision/marks"], found["mark_recall/marks"]
    assert (precision.numerator, precision.denominator, precision.n_documents) == (3, 5, 3)
    assert (recall.numerator, recall.denominator, recall.n_documents) == (3, 5, 2)
    interval = clustered_proportion([2, 0, 1], [3, 1, 1])
    assert (precision.low, precision.high, precision.method) == (interval.low, interval.high, interval.method)
    assert (found["mark_recall/marks/type=choice"].numerator, found["mark_recall/marks/type=choice"].denominator) == (
        1,
        3,
    )


def test_text_holds_no_marks():
    counts = count_marks(scored(PAPER, a={"1": {"name": "1|2"}}))
    assert counts.to_numpy().sum() == 0
    assert len(counts) == 3


choices = st.sets(st.sampled_from(["bus", "car", "walk"])).map(lambda ids: "|".join(sorted(ids)))


@given(st.lists(st.tuples(choices, choices), min_size=1, max_size=6))
def test_what_is_on_the_paper_is_found_or_missed_and_what_is_read_is_found_or_added(pairs):
    paper = {str(number): {"way": truth} for number, (truth, _text) in enumerate(pairs)}
    read = {str(number): {"way": text} for number, (_truth, text) in enumerate(pairs)}
    counts = count_marks(scored(paper, marks=read)).sum()
    assert counts["marks_found"] + counts["marks_missed"] == sum(len(marks_of(t, "choice")) for t, _ in pairs)
    assert counts["marks_found"] + counts["marks_added"] == sum(len(marks_of(t, "choice")) for _, t in pairs)
