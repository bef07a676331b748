"""Characters mistaken, counted by hand, and their sum against the character error rate."""

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.accuracy import accuracy
from evaluators.confusions import COLUMNS, confusions
from evaluators.grade import Origin
from tests.evaluators.scoring import scored

PAPER = {
    "1": {"name": "髙橋", "note": "千代田区"},
    "2": {"name": "髙木", "note": "千葉"},
    "3": {"name": "平塚", "note": ""},
}
READ = {
    "1": {"name": "高橋", "note": "干代田区"},
    "2": {"name": "高木", "note": "干葉市"},
    "3": {"name": None, "note": ""},
}


def test_pairs_are_counted_by_hand():
    found = confusions(scored(PAPER, a=READ))
    assert list(found.columns) == COLUMNS
    assert found[["kind", "truth", "output", "count", "errors", "documents"]].to_numpy().tolist() == [
        ["substituted", "千", "干", 2, 7, 2],
        ["substituted", "髙", "高", 2, 7, 2],
        ["added", "", "市", 1, 7, 1],
        ["unread", "塚", "", 1, 7, 1],
        ["unread", "平", "", 1, 7, 1],
    ]
    assert list(found["share"]) == [count / 7 for count in (2, 2, 1, 1, 1)]


def test_the_most_frequent_come_first_then_those_in_more_documents():
    paper = {"1": {"note": "ああ"}, "2": {"note": "いう"}, "3": {"note": "い"}}
    read = {"1": {"note": "おお"}, "2": {"note": "え"}, "3": {"note": "え"}}
    found = confusions(scored(paper, a=read))
    assert list(zip(found["truth"], found["output"], found["count"], found["documents"], strict=True)) == [
        ("い", "え", 2, 2),
        ("あ", "お", 2, 1),
        ("う", "", 1, 1),
    ]


def test_widths_and_marks_are_no_confusions():
    found = confusions(
        scored({"1": {"note": "１２", "agreed": "1"}}, a={"1": {"note": "12"}}, marks={"1": {"agreed": "0"}})
    )
    assert found.empty
    assert list(found.columns) == COLUMNS


cell = st.text(st.sampled_from("髙高千干１1 ゙か"), max_size=4)
fields = st.fixed_dictionaries({"name": cell, "note": cell})
readings = st.fixed_dictionaries({"name": st.none() | cell, "note": st.none() | cell})


@given(st.lists(st.tuples(fields, readings, readings), min_size=1, max_size=5))
@settings(max_examples=30, deadline=None)
def test_counts_add_up_to_the_errors_of_the_character_error_rate(batch):
    paper = {str(number): truth for number, (truth, _a, _b) in enumerate(batch)}
    rows = scored(
        paper,
        a={str(number): read for number, (_truth, read, _b) in enumerate(batch)},
        b={str(number): read for number, (_truth, _a, read) in enumerate(batch)},
    )
    sums = confusions(rows).groupby("engine")["count"].sum()
    for quantity in accuracy(rows, Origin.REAL, resamples=20):
        if (quantity.metric, quantity.normaliser) == ("cer", "nfkc") and not quantity.scope:
            assert sums.get(quantity.engine, 0) == quantity.numerator
