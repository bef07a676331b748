"""Refused pages, counted by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.frames import PAGES
from evaluators.grade import Grade, Origin
from evaluators.intervals import clopper_pearson
from evaluators.refusal import refusal


def pages(*rows):
    return pd.DataFrame(
        [
            dict.fromkeys(PAGES.names, "") | dict(zip(["document", "template", "status"], row, strict=True))
            for row in rows
        ],
        columns=PAGES.names,
    )


def by_metric(frame):
    return {quantity.metric: quantity for quantity in refusal(frame, Origin.REAL)}


def test_pages_are_counted_by_hand():
    found = by_metric(
        pages(
            ("1", "permit", "registered"),
            ("2", "permit", "refused"),  # wrongly
            ("3", "permit", "failed"),
            ("4", "-", "refused"),
            ("5", "-", "refused"),
            ("6", "-", "registered"),  # taken for a form
            ("7", "-", "failed"),
        )
    )
    precision, recall = found["refusal_precision"], found["refusal_recall"]
    assert (precision.numerator, precision.denominator) == (2, 3)
    assert (recall.numerator, recall.denominator) == (2, 4)
    exact = clopper_pearson(2, 4)
    assert (recall.low, recall.high) == (pytest.approx(exact.low), pytest.approx(exact.high))
    assert (recall.engine, recall.grade, recall.cases) == (None, Grade.MEASURED, "unread")


def test_pages_of_one_document_are_not_independent():
    alone = by_metric(pages(*((str(n), "-", "refused") for n in range(6))))["refusal_recall"]
    together = by_metric(pages(*((str(n // 3), "-", "refused") for n in range(6))))["refusal_recall"]
    assert (alone.value, together.value) == (1, 1)
    assert alone.low == pytest.approx(clopper_pearson(6, 6).low)
    assert together.low == pytest.approx(clopper_pearson(2, 2).low)


def test_nothing_refused_and_nothing_to_refuse_is_undefined():
    found = by_metric(pages(("1", "permit", "registered")))
    assert [(q.value, q.low, q.denominator) for q in found.values()] == [(None, None, 0)] * 2
    assert refusal(pages(), Origin.REAL) == []


PAGE = st.tuples(
    st.sampled_from("123456"), st.sampled_from(["permit", "-"]), st.sampled_from(["registered", "refused", "failed"])
)


@given(st.lists(PAGE, min_size=1, max_size=12), st.randoms())
def test_the_order_of_pages_changes_nothing_and_one_more_wrong_refusal_never_raises_precision(rows, random):
    before = by_metric(pages(*rows))
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert by_metric(pages(*shuffled)) == before
    after = by_metric(pages(*rows, ("9", "permit", "refused")))
    assert after["refusal_precision"].value <= (before["refusal_precision"].value or 1)
    assert after["refusal_recall"].value == before["refusal_recall"].value
