import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from evaluators.accuracy import accuracy
from evaluators.frames import SCORED
from evaluators.grade import Grade, Origin, Source
from evaluators.intervals import clopper_pearson, clustered_proportion, clustered_ratio

ADDED = ["numerator", "denominator", "n_documents"]


def row(document, field, engine, right, counts, pen="hand", status="read", template="permit", **more):
    """A scored field; ``right`` is raw, nfkc, typed and ``counts`` S, D, I, C. Its type is called as the field is."""
    text = dict.fromkeys(SCORED.names, "") | {"template": template, "type": field, "confidence": 0.9}
    numbers = dict(zip(SCORED.names[-7:], [*right, *counts], strict=True))
    substitutions, deletions, insertions, correct = counts
    numbers |= {"raw_errors": substitutions + deletions + insertions, "raw_length": substitutions + deletions + correct}
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
        | more
    )


def frame(*rows):
    return pd.DataFrame(rows, columns=[*SCORED.names, "cond_pen"])


# Two documents, two fields, one engine:
#   1 name  髙橋 read 高橋: wrong, one character of two.     1 kana  ﾀﾛｳ read タロウ: wrong raw, right after nfkc.
#   2 name  神 read 神: right.                               2 kana  empty, read ア: invented; its value is wrong too.
SMALL = frame(
    row("1", "name", "a", (0, 0, 0), (1, 0, 0, 1)),
    row("1", "kana", "a", (0, 1, 1), (0, 0, 0, 3), raw_errors=3),
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
        ("cer/a/raw", 5, 6, 2),  # three characters more, of another width
        ("cer_bounded/a/nfkc", 2, 7, 2),  # 2 errors and 5 correct
        ("invented_fields/a/nfkc", 1, 1, 1),
        ("filled_accuracy/a/typed", 2, 3, 2),  # of the three boxes that hold something
        ("document_accuracy/a/typed", 0, 2, 2),
        ("field_accuracy/a/raw/field=name/template=permit", 1, 2, 2),
        ("field_accuracy/a/typed/field=kana/template=permit", 1, 2, 2),
        ("cer/a/nfkc/field=name/template=permit", 1, 3, 2),
        ("cer/a/nfkc/field=kana/template=permit", 1, 3, 2),
        ("cer_bounded/a/nfkc/field=kana/template=permit", 1, 4, 2),
        ("invented_fields/a/nfkc/field=kana/template=permit", 1, 1, 1),
        ("field_accuracy/a/nfkc/cond_pen=hand", 1, 2, 1),
        ("cer/a/nfkc/cond_pen=hand", 1, 5, 1),
        ("cer/a/nfkc/cond_pen=print", 1, 1, 1),
        ("document_accuracy/a/typed/cond_pen=print", 0, 1, 1),
        ("missing_fields/a/nfkc", 0, 3, 2),  # three boxes hold something, and something was read of each
        ("cer/a/nfkc/template=permit", 2, 6, 2),
        ("cer/a/nfkc/type=kana", 1, 3, 2),
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
        "cer/a/raw",
        "cer/a/nfkc",
        "cer_bounded/a/nfkc",
        "missing_fields/a/nfkc",
        "filled_accuracy/a/typed",
    ]
    document, invented = "document_accuracy/a/typed", "invented_fields/a/nfkc"
    assert sorted(small) == sorted(
        [
            *[*rates, invented, document],
            *[f"{rate}/template=permit" for rate in [*rates, invented, document]],
            *[f"{rate}/{one}" for one in ("field=kana/template=permit", "type=kana") for rate in [*rates, invented]],
            # No name is empty on the paper.
            *[f"{rate}/{one}" for one in ("field=name/template=permit", "type=name") for rate in rates],
            *[f"{rate}/cond_pen=hand" for rate in [*rates, document]],
            *[f"{rate}/cond_pen=print" for rate in [*rates, invented, document]],
        ]
    )


def test_every_quantity_says_what_it_is(small):
    found = small["cer/a/nfkc/field=name/template=permit"]
    assert (found.metric, found.engine, found.normaliser, found.scope) == (
        "cer",
        "a",
        "nfkc",
        {"template": "permit", "field": "name"},
    )
    assert (found.unit, found.level, found.source, found.grade) == ("ratio", 0.95, Source.MEASURED, Grade.MEASURED)
    assert found.cases == "cases-a.permit.name"
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


def test_a_filled_box_of_which_nothing_was_read_is_missing():
    rows = [row("1", "name", "a", (0, 0, 0), (0, 3, 0, 0)), row("1", "kana", "a", (0, 0, 0), (1, 2, 0, 0))]
    rows += [row("2", "name", "a", (1, 1, 1), (0, 0, 0, 0))]  # an empty box, left empty
    found = {quantity.id: quantity for quantity in accuracy(frame(*rows), Origin.REAL)}
    missing = found["missing_fields/a/nfkc"]
    assert (missing.numerator, missing.denominator, missing.n_documents) == (1, 2, 1)


def test_two_templates_may_call_different_fields_alike():
    rows = [
        row("1", "name", "a", (1, 1, 1), (0, 0, 0, 2)),
        row("2", "name", "a", (0, 0, 0), (2, 0, 0, 0), template="survey"),
    ]
    found = {quantity.id: quantity for quantity in accuracy(frame(*rows), Origin.REAL)}
    assert found["field_accuracy/a/typed/field=name/template=permit"].value == 1
    assert found["field_accuracy/a/typed/field=name/template=survey"].value == 0
    assert found["field_accuracy/a/typed/type=name"].value == 0.5
    assert "field_accuracy/a/typed/field=name" not in found


def test_marks_have_precision_and_recall_and_no_characters():
    rows = [
        row("1", "choice", "marks", (1, 1, 1), (0, 0, 0, 0), truth="bus|walk", text="walk|bus"),
        row("2", "choice", "marks", (0, 0, 0), (0, 0, 0, 0), truth="bus", text="car|bus"),
        row("2", "checkbox", "marks", (0, 0, 0), (0, 0, 0, 0), truth="1", text="0"),
    ]
    found = {quantity.id: quantity for quantity in accuracy(frame(*rows), Origin.REAL)}
    # Read: walk, bus; car, bus. On the paper: bus, walk; bus; a tick.
    assert (found["mark_precision/marks"].numerator, found["mark_precision/marks"].denominator) == (3, 4)
    assert (found["mark_recall/marks"].numerator, found["mark_recall/marks"].denominator) == (3, 4)
    ticks = "field=checkbox/template=permit"
    assert (found[f"mark_recall/marks/{ticks}"].value, found[f"mark_precision/marks/{ticks}"].value) == (0, None)
    assert found["document_accuracy/marks/typed"].numerator == 1
    assert {quantity.metric for quantity in found.values()} == {
        "field_accuracy", "document_accuracy", "mark_precision", "mark_recall",
    }  # fmt: skip


def test_no_rows_give_no_quantities():
    assert accuracy(frame(), Origin.REAL) == []


def test_a_blank_condition_is_no_scope():
    scored = SMALL.assign(cond_pen=["hand", "hand", "", ""])
    scopes = [quantity.scope for quantity in accuracy(scored, Origin.REAL)]
    assert {"cond_pen": "hand"} in scopes
    assert {"cond_pen": ""} not in scopes


def test_which_form_a_document_shows_is_no_condition():
    scored = SMALL.assign(cond_form=["f1", "f2", "f1", "f2"])
    assert accuracy(scored, Origin.REAL) == accuracy(SMALL, Origin.REAL)


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


@given(scored_frames(), st.integers(0, 1000))
@settings(max_examples=15, deadline=None)
def test_counts_of_everything_are_the_sums_over_templates(scored, seed):
    kinds = scored.assign(template=scored["document"].map(lambda name: "even" if int(name) % 2 == 0 else "odd"))
    found = by_id(kinds.sample(frac=1, random_state=seed))
    for quantity in [quantity for quantity in found.values() if not quantity.scope]:
        parts = [found.get(f"{quantity.id}/template={template}") for template in ("even", "odd")]
        for name in ADDED:
            assert getattr(quantity, name) == sum(getattr(part, name) for part in parts if part)


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


RISING = {"cer", "cer_bounded", "missing_fields", "invented_fields"}


@given(scored_frames(), st.integers(0, 1000))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_one_more_error_never_raises_an_accuracy_nor_lowers_an_error_rate(scored, which):
    right = scored.index[(scored["right_typed"] == 1) & (scored["correct"] > 0)]
    assume(len(right))
    worse = scored.copy()
    at = right[which % len(right)]
    worse.loc[at, ["right_raw", "right_nfkc", "right_typed"]] = 0
    worse.loc[at, ["deletions", "correct"]] += [1, -1]
    worse.loc[at, "raw_errors"] += 1
    before, after = by_id(scored), by_id(worse)
    assert set(after) == set(before)
    for id_, quantity in before.items():
        if quantity.value is not None and quantity.metric in RISING:
            assert after[id_].value >= quantity.value
        elif quantity.value is not None:
            assert after[id_].value <= quantity.value


def test_rates_say_how_much_they_rest_on():
    rows = [
        row(f"{document:02}", field, "a", (right,) * 3, (0, 0, 0, 1) if right else (1, 0, 0, 0))
        for document in range(20)
        for field, right in (("name", int(document % 3 > 0)), ("kana", int(document % 4 > 0)))
    ]
    found = {quantity.id: quantity for quantity in accuracy(frame(*rows), Origin.REAL)}
    fields = found["field_accuracy/a/typed"]
    assert 0 < fields.effective_n <= 40
    assert fields.design_effect == pytest.approx(1 + fields.icc, rel=0.1)  # two fields a document
    assert found["field_accuracy/a/typed/field=name/template=permit"].clustering == "one-field-a-document"
    assert found["document_accuracy/a/typed"].effective_n == 20
    assert found["cer/a/nfkc"].icc is None
