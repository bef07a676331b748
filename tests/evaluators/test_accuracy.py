import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.accuracy import accuracy
from evaluators.frames import SCORED
from evaluators.grade import Grade, Origin, Source
from evaluators.intervals import clopper_pearson, clustered_proportion, clustered_ratio

ADDED = ["numerator", "denominator", "n_documents"]


def row(document, field, engine, right, counts, pen="hand", status="read"):
    """A scored field; ``right`` is raw, nfkc, typed and ``counts`` S, D, I, C."""
    text = dict.fromkeys(SCORED.names, "") | {"template": "permit", "type": "name", "confidence": 0.9}
    numbers = dict(zip(SCORED.names[-7:], [*right, *counts], strict=True))
    return (
        text
        | numbers
        | {
            "document": document,
            "field": field,
            "engine": engine,
            "status": status,
            "cond_pen": pen,
        }
    )


def frame(*rows):
    return pd.DataFrame(rows, columns=[*SCORED.names, "cond_pen"])


# Two documents, two fields, one engine:
#   1 name  髙橋 read 高橋: wrong, one character of two.     1 kana  ﾀﾛｳ read タロウ: wrong raw, right after nfkc.
#   2 name  神 read 神: right.                               2 kana  empty, read ア: invented; its value is wrong too.
SMALL = frame(
    row("1", "name", "a", (0, 0, 0), (1, 0, 0, 1)),
    row("1", "kana", "a", (0, 1, 1), (0, 0, 0, 3)),
    row("2", "name", "a", (1, 1, 1), (0, 0, 0, 1), pen="print"),
    row("2", "kana", "a", (0, 0, 0), (0, 0, 1, 0), pen="print"),
)


@pytest.fixture(scope="module")
def small():
    return {quantity.id: quantity for quantity in accuracy(SMALL, Origin.REAL)}


@pytest.mark.parametrize(
    ("id_", "numerator", "denominator", "n_documents"),
    [
        # Counted by hand from the comment above.
        ("field_accuracy/a/raw", 1, 4, 2),
        ("field_accuracy/a/nfkc", 2, 4, 2),
        ("field_accuracy/a/typed", 2, 4, 2),
        ("cer/a/nfkc", 2, 6, 2),  # one substitution and one insertion over 2 + 3 + 1 + 0
        ("cer_bounded/a/nfkc", 2, 7, 2),  # 2 errors and 5 correct
        ("invented_fields/a/nfkc", 1, 1, 1),
        ("document_accuracy/a/typed", 0, 2, 2),
        ("field_accuracy/a/raw/field=name", 1, 2, 2),
        ("field_accuracy/a/typed/field=kana", 1, 2, 2),
        ("cer/a/nfkc/field=name", 1, 3, 2),
        ("cer/a/nfkc/field=kana", 1, 3, 2),
        ("cer_bounded/a/nfkc/field=kana", 1, 4, 2),
        ("invented_fields/a/nfkc/field=kana", 1, 1, 1),
        ("field_accuracy/a/nfkc/cond_pen=hand", 1, 2, 1),
        ("cer/a/nfkc/cond_pen=hand", 1, 5, 1),
        ("cer/a/nfkc/cond_pen=print", 1, 1, 1),
        ("document_accuracy/a/typed/cond_pen=print", 0, 1, 1),
    ],
)
def test_rates_are_those_counted_by_hand(small, id_, numerator, denominator, n_documents):
    found = small[id_]
    assert (found.numerator, found.denominator, found.n_documents) == (numerator, denominator, n_documents)
    assert found.value == numerator / denominator


def test_these_quantities_and_no_others_are_given(small):
    rates = [
        "field_accuracy/a/raw",
        "field_accuracy/a/nfkc",
        "field_accuracy/a/typed",
        "cer/a/nfkc",
        "cer_bounded/a/nfkc",
    ]
    document, invented = "document_accuracy/a/typed", "invented_fields/a/nfkc"
    assert sorted(small) == sorted(
        [
            *[*rates, invented, document],
            *[f"{rate}/field=kana" for rate in [*rates, invented]],
            *[f"{rate}/field=name" for rate in rates],  # no name is empty on the paper
            *[f"{rate}/cond_pen=hand" for rate in [*rates, document]],
            *[f"{rate}/cond_pen=print" for rate in [*rates, invented, document]],
        ]
    )


def test_every_quantity_says_what_it_is(small):
    found = small["cer/a/nfkc/field=name"]
    assert (found.metric, found.engine, found.normaliser, found.scope) == ("cer", "a", "nfkc", {"field": "name"})
    assert (found.unit, found.level, found.source, found.grade) == ("ratio", 0.95, Source.MEASURED, Grade.MEASURED)
    assert found.cases == "cases-a-name"
    assert small["cer/a/nfkc"].cases == small["cer/a/nfkc/cond_pen=hand"].cases == "cases-a"


def test_intervals_are_made_over_documents(small):
    def interval(id_):
        return small[id_].low, small[id_].high, small[id_].method

    by_document = clustered_proportion([1, 1], [2, 2])
    assert interval("field_accuracy/a/typed") == (by_document.low, by_document.high, by_document.method)
    cer = clustered_ratio([1, 1], [5, 1])
    assert interval("cer/a/nfkc") == (cer.low, cer.high, cer.method)
    bounded = clustered_ratio([1, 1], [5, 2])
    assert interval("cer_bounded/a/nfkc") == (bounded.low, bounded.high, bounded.method)
    documents = clopper_pearson(0, 2)
    assert interval("document_accuracy/a/typed") == (0.0, documents.high, "clopper-pearson")


def test_level_resamples_and_seed_reach_the_intervals():
    errors, lengths = [1, 2, 0, 4, 1, 3, 2], [9, 8, 7, 10, 12, 9, 11]
    rows = [
        row(str(i), "name", "a", (0, 0, 0), (e, 0, 0, n - e))
        for i, (e, n) in enumerate(zip(errors, lengths, strict=True))
    ]
    given_ = {"level": 0.8, "resamples": 300, "seed": 5}
    found = {quantity.id: quantity for quantity in accuracy(frame(*rows), Origin.REAL, **given_)}
    expected = clustered_ratio(errors, lengths, **given_)
    cer = found["cer/a/nfkc"]
    assert (cer.low, cer.high, cer.level, cer.method) == (expected.low, expected.high, 0.8, "document-bootstrap")
    assert found["document_accuracy/a/typed"].high == clopper_pearson(0, 7, 0.8).high


def test_a_demonstration_stays_a_demonstration():
    assert {quantity.grade for quantity in accuracy(SMALL, Origin.DEMONSTRATION)} == {Grade.DEMONSTRATION}


def test_characters_over_nothing_are_undefined_and_still_counted():
    found = {
        quantity.id: quantity
        for quantity in accuracy(frame(row("1", "kana", "a", (0, 0, 0), (0, 0, 4, 0))), Origin.REAL)
    }
    cer = found["cer/a/nfkc"]
    assert (cer.numerator, cer.denominator, cer.n_documents) == (4, 0, 1)
    assert (cer.value, cer.low, cer.high, cer.method) == (None, None, None, "undefined")
    assert found["cer_bounded/a/nfkc"].value == 1
    assert found["invented_fields/a/nfkc"].value == 1


def test_an_engine_that_failed_everywhere_is_wrong_everywhere_with_an_interval():
    rows = [row(str(i), "name", "a", (0, 0, 0), (0, 3, 0, 0), status="failed") for i in range(20)]
    found = {quantity.id: quantity for quantity in accuracy(frame(*rows), Origin.REAL)}
    right = found["field_accuracy/a/typed"]
    assert (right.value, right.low) == (0, 0)
    assert right.high == pytest.approx(clopper_pearson(0, 20).high)
    assert found["cer/a/nfkc"].value == 1


def test_no_rows_give_no_quantities():
    assert accuracy(frame(), Origin.REAL) == []


def test_a_blank_condition_is_no_scope():
    scored = SMALL.assign(cond_pen=["hand", "hand", "", ""])
    scopes = [quantity.scope for quantity in accuracy(scored, Origin.REAL)]
    assert {"cond_pen": "hand"} in scopes
    assert {"cond_pen": ""} not in scopes


# --- what holds for every batch ------------------------------------------------------------------------------------


@st.composite
def scored_frames(draw):
    rows = []
    for document in range(draw(st.integers(2, 6))):
        pen = draw(st.sampled_from(["hand", "print", ""]))
        for field in ("name", "kana"):
            for engine in ("a", "b"):
                counts = draw(st.tuples(*[st.integers(0, 3)] * 4))
                wrong = sum(counts[:3]) > 0
                rows.append(row(str(document), field, engine, (0, 0, 0) if wrong else (1, 1, 1), counts, pen))
    return frame(*rows)


def by_id(scored):
    return {quantity.id: quantity for quantity in accuracy(scored, Origin.REAL, resamples=50)}


@given(scored_frames(), st.integers(0, 1000))
@settings(max_examples=15, deadline=None)
def test_the_order_of_rows_changes_nothing(scored, seed):
    shuffled = scored.sample(frac=1, random_state=seed)
    assert accuracy(shuffled, Origin.REAL, resamples=50) == accuracy(scored, Origin.REAL, resamples=50)


@given(scored_frames(), st.sets(st.sampled_from("012345")))
@settings(max_examples=15, deadline=None)
def test_counts_of_a_batch_are_the_sums_of_its_parts(scored, left):
    parts = [by_id(scored[scored["document"].isin(left)]), by_id(scored[~scored["document"].isin(left)])]
    whole = by_id(scored)
    assert set(whole) == set(parts[0]) | set(parts[1])
    for id_, quantity in whole.items():
        there = [part[id_] for part in parts if id_ in part]
        for name in ADDED:
            assert getattr(quantity, name) == sum(getattr(part, name) for part in there)


@given(scored_frames())
@settings(max_examples=15, deadline=None)
def test_ids_are_unique_and_every_rate_but_the_cer_is_at_most_one(scored):
    quantities = accuracy(scored, Origin.REAL, resamples=50)
    assert len({quantity.id for quantity in quantities}) == len(quantities)
    assert all(q.high <= 1 for q in quantities if q.metric != "cer" and q.high is not None)
    assert all((q.value is None) == (q.denominator == 0) for q in quantities)


@given(scored_frames())
@settings(max_examples=15, deadline=None)
def test_engines_do_not_touch_each_other(scored):
    alone = accuracy(scored[scored["engine"] == "b"], Origin.REAL, resamples=50)
    together = accuracy(scored, Origin.REAL, resamples=50)
    assert [quantity for quantity in together if quantity.engine == "b"] == alone
