"""What two engines agree on, counted by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.consensus import better_of, compared, consensus
from evaluators.grade import Grade, Origin
from evaluators.intervals import clustered_proportion
from tests.evaluators.scoring import scored

PAPER = {
    "1": {"name": "髙橋", "note": "１２"},
    "2": {"name": "平塚", "note": ""},
    "3": {"name": "湘南", "note": "海"},
}
A = {
    "1": {"name": "高橋", "note": "12"},
    "2": {"name": "平塚", "note": ""},
    "3": {"name": "湘北", "note": None},
}
B = {
    "1": {"name": "高橋", "note": "１２"},  # both wrong alike; alike after nfkc
    "2": {"name": "平家", "note": ""},  # only a is right; both rightly empty
    "3": {"name": "湘南", "note": None},  # only b is right; two failures agree on nothing
}


@pytest.fixture(scope="module")
def small():
    return {quantity.id: quantity for quantity in consensus(scored(PAPER, a=A, b=B), "a", "b", Origin.REAL)}


@pytest.mark.parametrize(
    ("id_", "numerator", "denominator"),
    [
        ("agreement/a+b", 3, 6),
        ("agreed_accuracy/a+b/typed", 2, 3),
        ("fallback_accuracy/a+b/typed", 3, 6),  # agreed: 2; else a, as good as b for both types and first: 2's name
        ("agreement/a+b/type=name", 1, 3),
        ("agreed_accuracy/a+b/typed/type=name", 0, 1),
        ("agreed_accuracy/a+b/typed/field=note/template=permit", 2, 2),
        ("fallback_accuracy/a+b/typed/template=permit", 3, 6),
    ],
)
def test_rates_are_those_counted_by_hand(small, id_, numerator, denominator):
    found = small[id_]
    assert (found.numerator, found.denominator) == (numerator, denominator)


def test_intervals_take_the_document_as_unit(small):
    expected = clustered_proportion([2, 1, 0], [2, 2, 2])
    found = small["agreement/a+b"]
    assert (found.low, found.high, found.method) == (expected.low, expected.high, expected.method)
    assert (found.grade, found.n_documents, found.cases) == (Grade.MEASURED, 3, "consensus")


def test_the_better_engine_of_a_type_has_more_fields_right_and_of_equals_is_the_first():
    rows = scored(PAPER, a=A, b=B)
    # Names: one right each. Texts: two each.
    assert better_of(rows, "a", "b") == {"name": "a", "text": "a"}
    assert better_of(rows, "b", "a") == {"name": "b", "text": "b"}
    assert better_of(scored(PAPER, a=A, b=A | {"1": {"name": "髙橋"}}), "a", "b") == {"name": "b", "text": "a"}


def test_engines_agree_by_value_however_it_was_written():
    rows = scored({"1": {"born": "令和3年4月1日"}}, a={"1": {"born": "R3.4.1"}}, b={"1": {"born": "2021/4/1"}})
    assert compared(rows, "a", "b")["agreed"].sum() == 0  # texts that were made nothing of
    dates = compared(rows.assign(value="2021-04-01", right_typed=1), "a", "b")
    assert dates[["agreed", "agreed_right", "fallback_right"]].to_numpy().tolist() == [[1, 1, 1]]


def test_agreement_on_nothing_is_undefined():
    rows = scored({"1": {"name": "平塚"}}, a={"1": {"name": "甲"}}, b={"1": {"name": "乙"}})
    found = {quantity.id: quantity for quantity in consensus(rows, "a", "b", Origin.REAL)}
    assert found["agreement/a+b"].value == 0
    assert found["agreed_accuracy/a+b/typed"].value is None


def test_engines_that_share_no_field_have_no_consensus():
    assert consensus(scored(PAPER, a=A), "a", "b", Origin.REAL) == []


cell = st.none() | st.text(st.sampled_from("髙高1１"), max_size=2)
documents = st.lists(st.tuples(st.text(st.sampled_from("髙高1"), max_size=2), cell, cell), min_size=1, max_size=6)


def rows_of(batch):
    paper, a, b = ({str(i): {"name": cells[k]} for i, cells in enumerate(batch)} for k in range(3))
    return scored(paper, a=a, b=b)


@given(documents)
@settings(max_examples=40, deadline=None)
def test_falling_back_within_one_type_is_the_better_engine_alone(batch):
    rows = rows_of(batch)
    pairs = compared(rows, "a", "b")
    assert pairs["fallback_right"].sum() == rows.groupby("engine")["right_typed"].sum().max()
    assert (pairs["agreed_right"] <= pairs["agreed"]).all()


@given(documents)
@settings(max_examples=40, deadline=None)
def test_agreement_does_not_depend_on_who_comes_first(batch):
    rows = rows_of(batch)
    assert list(compared(rows, "a", "b")["agreed"]) == list(compared(rows, "b", "a")["agreed"])
