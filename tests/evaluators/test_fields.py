import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.accuracy import accuracy
from evaluators.fields import score_fields
from evaluators.frames import READINGS, SCORED
from evaluators.grade import Origin
from tests.evaluators.scoring import scored

RIGHT = ["right_raw", "right_nfkc", "right_typed"]
COUNTS = ["substitutions", "deletions", "insertions", "correct"]
TYPES = {"permit": {"name": "name", "born": "date", "note": "text"}}
ENGINES = ["a", "b"]
READ = frozenset({"name", "kana", "date", "text", "money", "number"})


def reads(*engines):
    """Each engine with the types that it reads: all of them."""
    return dict.fromkeys(engines, READ)


def reading(document, field, engine, text, value=None, status="read"):
    row = dict.fromkeys(READINGS.names, "") | {"page": 1, "confidence": 0.9, "x": 0.0, "y": 0.0, "w": 9.0, "h": 5.0}
    return row | {
        "document": document,
        "field": field,
        "engine": engine,
        "status": status,
        "text": text,
        "value": text if value is None else value,
    }


def readings(*rows):
    return pd.DataFrame(rows, columns=READINGS.names)


def documents(*names, template="permit", **conditions):
    rows = [{"document": name, "file": name, "first_page": 1, "last_page": 1, "template": template} for name in names]
    return pd.DataFrame(rows).assign(**conditions)


def table(**columns):
    return pd.DataFrame(columns, dtype="str")


def score_one(truth, text, field="name", value=None, meant=None, status="read"):
    """The scored row of one field of one document."""
    values = {} if meant is None else {"permit": table(document=["1"], **{field: [meant]})}
    read = readings(reading("1", field, "a", text, value, status))
    scored = score_fields(
        read, {"permit": table(document=["1"], **{field: [truth]})}, values, documents("1"), TYPES, reads("a")
    )
    assert len(scored) == 1
    return scored.iloc[0]


@pytest.mark.parametrize(
    ("field", "truth", "text", "value", "meant", "right", "counts"),
    [
        # Counted by hand: S, D, I, C.
        ("name", "髙橋", "髙橋", "髙橋", "髙橋", [1, 1, 1], [0, 0, 0, 2]),
        ("name", "髙橋", "高橋", "高橋", "髙橋", [0, 0, 0], [1, 0, 0, 1]),
        ("name", "\ufa19", "神", "神", "\ufa19", [0, 0, 0], [1, 0, 0, 0]),
        ("note", "\ufa19", "神", "神", "神", [0, 1, 1], [0, 0, 0, 1]),
        ("name", "平塚 太郎", "平塚太郎", "平塚太郎", "平塚太郎", [0, 1, 1], [0, 0, 0, 4]),
        ("note", "平塚 太郎", "平塚太郎", "平塚太郎", "平塚 太郎", [0, 0, 0], [0, 1, 0, 4]),
        ("born", "令和3年4月1日", "令和3年4月1目", "2021-04-01", "2021-04-01", [0, 0, 1], [1, 0, 0, 7]),
        ("born", "令和3年4月1日", "令和3年4月1日", "", "2021-04-01", [1, 1, 0], [0, 0, 0, 8]),
        ("born", "", "", "", "", [1, 1, 1], [0, 0, 0, 0]),
        ("name", "", "一", "一", "", [0, 0, 0], [0, 0, 1, 0]),
        # No value meant is given: typed falls back on nfkc.
        ("born", "３年", "3年", "whatever", None, [0, 1, 1], [0, 0, 0, 2]),
        ("born", "３年", "8年", "whatever", None, [0, 0, 0], [1, 0, 0, 1]),
    ],
)
def test_a_field_is_compared_as_text_and_as_value(field, truth, text, value, meant, right, counts):
    row = score_one(truth, text, field, value, meant)
    assert list(row[RIGHT]) == right
    assert list(row[COUNTS]) == counts
    assert row["expected"] == (meant or "")


@pytest.mark.parametrize("status", ["refused", "failed", "disagree"])
@pytest.mark.parametrize(("truth", "deletions"), [("髙橋", 2), ("", 0)])
def test_what_was_not_read_is_wrong_whatever_stands_in_its_row(status, truth, deletions):
    row = score_one(truth, truth, status=status, meant=truth)
    assert (row["status"], row["text"], row["value"]) == (status, "", "")
    assert list(row[RIGHT]) == [0, 0, 0]
    assert list(row[COUNTS]) == [0, deletions, 0, 0]


def test_a_missing_row_is_wrong_even_where_the_paper_is_empty():
    truth = {"permit": table(document=["1"], name=["髙橋"], note=[""])}
    scored = score_fields(readings(), truth, truth, documents("1"), TYPES, reads("a"))
    assert list(scored["status"]) == ["missing", "missing"]
    assert scored[RIGHT].to_numpy().sum() == 0
    assert list(scored["deletions"]) == [2, 0]


def test_rows_follow_documents_then_the_template_then_engines():
    truth = {
        "permit": table(document=["2", "1"], note=["x", "y"], name=["p", "q"]),
        "slip": table(document=["3"], sum=["5"]),
    }
    listed = pd.concat(
        [documents("1", cond_pen="hand"), documents("3", template="slip", cond_pen=""), documents("2", cond_pen="hand")]
    )
    scored = score_fields(readings(), truth, {}, listed, TYPES | {"slip": {"sum": "money"}}, reads("b", "a"))
    assert list(scored.columns) == [*SCORED.names, "cond_pen"]
    assert [tuple(row) for row in scored[["document", "field", "engine", "type", "cond_pen"]].to_numpy()] == [
        ("1", "name", "b", "name", "hand"),
        ("1", "name", "a", "name", "hand"),
        ("1", "note", "b", "text", "hand"),
        ("1", "note", "a", "text", "hand"),
        ("3", "sum", "b", "money", ""),
        ("3", "sum", "a", "money", ""),
        ("2", "name", "b", "name", "hand"),
        ("2", "name", "a", "name", "hand"),
        ("2", "note", "b", "text", "hand"),
        ("2", "note", "a", "text", "hand"),
    ]


def test_only_what_is_labelled_and_asked_for_is_scored():
    truth = {"permit": table(document=["1", "9"], name=["p", "p"])}  # "born" and "note" have no column
    read = readings(
        reading("1", "name", "a", "p"),
        reading("1", "note", "a", "unlabelled"),
        reading("1", "name", "z", "an engine not asked for"),
        reading("2", "name", "a", "a document without truth"),
    )
    listed = pd.concat([documents("1", "2"), documents("blank.pdf", template="-")])  # 9 is not listed
    scored = score_fields(read, truth, {}, listed, TYPES, reads("a"))
    assert [tuple(row) for row in scored[["document", "field", "engine", "text"]].to_numpy()] == [
        ("1", "name", "a", "p")
    ]


def test_a_field_may_be_called_like_a_column():
    types = {"permit": dict.fromkeys(("truth", "template", "file", "engine", "expected"), "text")}
    truth = {"permit": table(document=["1"], truth=["t"], template=["u"], file=["v"], engine=["w"], expected=["x"])}
    read = readings(*(reading("1", field, "a", text) for field, text in zip(types["permit"], "tuvwx", strict=True)))
    scored = score_fields(read, truth, truth, documents("1"), types, reads("a"))
    assert list(scored["field"]) == list(types["permit"])
    assert scored[RIGHT].to_numpy().all()


def test_nothing_labelled_is_an_empty_table_with_its_columns():
    scored = score_fields(readings(), {}, {}, documents("1", cond_dpi="300"), TYPES, reads(*ENGINES))
    assert scored.empty
    assert list(scored.columns) == [*SCORED.names, "cond_dpi"]


def test_two_rows_for_one_key_are_named():
    truth = {"permit": table(document=["1"], name=["p"])}
    twice = readings(reading("1", "name", "a", "p"), reading("1", "name", "a", "q"))
    with pytest.raises(ValueError, match="readings: two rows for 1 / name / a"):
        score_fields(twice, truth, {}, documents("1"), TYPES, reads("a"))
    with pytest.raises(ValueError, match="documents: two rows for 1"):
        score_fields(readings(), truth, {}, documents("1", "1"), TYPES, reads("a"))
    doubled = {"permit": table(document=["1", "1"], name=["p", "q"])}
    with pytest.raises(ValueError, match="truth of template permit: two rows for 1"):
        score_fields(readings(), doubled, {}, documents("1"), TYPES, reads("a"))
    with pytest.raises(ValueError, match="expected of template permit: two rows for 1"):
        score_fields(readings(), truth, doubled, documents("1"), TYPES, reads("a"))


MARKS = {"permit": {"name": "name", "way": "choice", "agreed": "checkbox"}}


@pytest.mark.parametrize(
    ("field", "truth", "text", "right"),
    [
        ("way", "bus|walk", "bus|walk", [1, 1, 1]),
        ("way", "bus|walk", "walk|bus", [0, 1, 1]),  # the order of marks means nothing
        ("way", "bus|walk", "bus", [0, 0, 0]),
        ("way", "", "", [1, 1, 1]),
        ("way", "", "bus", [0, 0, 0]),
        ("agreed", "1", "1", [1, 1, 1]),
        ("agreed", "0", "1", [0, 0, 0]),
        ("agreed", "", "0", [0, 1, 1]),
    ],
)
def test_marks_are_compared_as_sets_and_count_no_characters(field, truth, text, right):
    table_ = {"permit": table(document=["1"], **{field: [truth]})}
    read = readings(reading("1", field, "marks", text), reading("1", field, "a", "an engine of text looked there too"))
    scored = score_fields(read, table_, table_, documents("1"), MARKS, {"a": {"name"}, "marks": {"choice", "checkbox"}})
    assert list(scored["engine"]) == ["marks"]
    assert list(scored.iloc[0][RIGHT]) == right
    assert list(scored.iloc[0][COUNTS]) == [0, 0, 0, 0]


def test_an_engine_is_asked_only_for_what_it_reads_and_misses_only_that():
    truth = {"permit": table(document=["1"], name=["平塚"], way=["bus"], agreed=["1"])}
    asked = {"a": {"name"}, "marks": {"choice", "checkbox"}}
    scored = score_fields(readings(), truth, truth, documents("1"), MARKS, asked)
    assert list(zip(scored["field"], scored["engine"], scored["status"], strict=True)) == [
        ("name", "a", "missing"),
        ("way", "marks", "missing"),
        ("agreed", "marks", "missing"),
    ]
    assert scored[RIGHT].to_numpy().sum() == 0


# --- what holds for every batch ------------------------------------------------------------------------------------

cell = st.text(st.sampled_from("髙高橋\ufa19神１1 "), max_size=4)
STATUSES = st.sampled_from(["read", "read", "read", "disagree", "refused", "failed"])


@st.composite
def batches(draw):
    """A batch of some documents, its truth, and readings of two engines, some of them wrong or not there."""
    names = [str(number) for number in range(draw(st.integers(1, 4)))]
    truth = table(document=names, **{field: [draw(cell) for _ in names] for field in TYPES["permit"]})
    rows = []
    for place, name in enumerate(names):
        for field in TYPES["permit"]:
            for engine in ENGINES:
                if draw(st.integers(0, 5)):
                    text = draw(st.one_of(st.just(truth[field].iloc[place]), cell))
                    rows.append(reading(name, field, engine, text, status=draw(STATUSES)))
    return documents(*names), {"permit": truth}, rows


def score(batch, rows, engines=tuple(ENGINES)):
    listed, truth, _ = batch
    return score_fields(readings(*rows), truth, truth, listed, TYPES, reads(*engines))


def perfect(batch):
    """Readings that are the truth."""
    _, truth, _ = batch
    return [
        reading(document, field, engine, text)
        for field in TYPES["permit"]
        for document, text in zip(truth["permit"]["document"], truth["permit"][field], strict=True)
        for engine in ENGINES
    ]


@given(batches(), st.randoms())
@settings(max_examples=30, deadline=None)
def test_the_order_of_readings_changes_nothing(batch, random):
    shuffled = list(batch[2])
    random.shuffle(shuffled)
    pd.testing.assert_frame_equal(score(batch, batch[2]), score(batch, shuffled))


@given(batches())
@settings(max_examples=30, deadline=None)
def test_a_perfect_reading_is_right_everywhere(batch):
    scored = score(batch, perfect(batch))
    assert len(scored) == len(batch[0]) * len(TYPES["permit"]) * len(ENGINES)
    assert scored[RIGHT].to_numpy().all()
    assert not scored[["substitutions", "deletions", "insertions"]].to_numpy().any()


@given(batches(), st.data())
@settings(max_examples=30, deadline=None)
def test_taking_readings_away_never_takes_rows_away_nor_raises_accuracy(batch, data):
    kept = [row for row in batch[2] if data.draw(st.booleans())]
    before, after = score(batch, batch[2]), score(batch, kept)
    assert len(after) == len(before)
    assert (after[RIGHT] <= before[RIGHT]).all(axis=None)
    assert (after["correct"] <= before["correct"]).all()


@given(batches(), st.data())
@settings(max_examples=30, deadline=None)
def test_a_right_reading_made_wrong_never_raises_accuracy(batch, data):
    before = score(batch, batch[2])
    rows = [dict(row) for row in batch[2]]
    if rows:
        spoilt = data.draw(st.sampled_from(rows))
        spoilt["text"] = spoilt["value"] = "違"
    after = score(batch, rows)
    assert (after[RIGHT] <= before[RIGHT]).all(axis=None)


@given(batches())
@settings(max_examples=30, deadline=None)
def test_engines_do_not_touch_each_other(batch):
    together = score(batch, batch[2])
    alone = score(batch, batch[2], ["b"])
    pd.testing.assert_frame_equal(together[together["engine"] == "b"].reset_index(drop=True), alone)


@given(batches())
@settings(max_examples=30, deadline=None)
def test_right_fields_have_no_errors_and_right_raw_is_right_after_nfkc(batch):
    scored = score(batch, batch[2])
    assert (scored["right_raw"] <= scored["right_nfkc"]).all()
    errors = scored["substitutions"] + scored["deletions"] + scored["insertions"]
    answered = scored["status"].isin(["read"])
    assert (scored["right_nfkc"] == (answered & (errors == 0))).all()


def test_characters_are_counted_as_written_too():
    found = scored({"a.pdf": {"name": "髙橋", "note": "ﾋﾗﾂｶ"}}, x={"a.pdf": {"name": "高橋", "note": "ヒラツカ"}})
    by_field = found.set_index("field")
    # Of the name one of two characters is wrong either way; of the kana all four as written, and none after nfkc.
    assert by_field.loc["name", ["raw_errors", "raw_length", "substitutions"]].tolist() == [1, 2, 1]
    assert by_field.loc["note", ["raw_errors", "raw_length", "substitutions"]].tolist() == [4, 4, 0]


ACCURACIES = ("field_accuracy", "document_accuracy", "filled_accuracy")


def accuracies(scored):
    return {each.id: each for each in accuracy(scored, Origin.REAL, resamples=20) if each.metric in ACCURACIES}


@given(batches(), st.data())
@settings(max_examples=15, deadline=None)
def test_missing_predictions_never_raise_an_accuracy(batch, data):
    kept = [row for row in batch[2] if data.draw(st.booleans())]
    before, after = accuracies(score(batch, batch[2])), accuracies(score(batch, kept))
    assert after.keys() == before.keys()
    for id_, found in after.items():
        assert found.denominator == before[id_].denominator
        assert found.value <= before[id_].value


@given(batches())
@settings(max_examples=15, deadline=None)
def test_a_perfect_reading_has_exactly_one_and_a_lower_bound_below(batch):
    for found in accuracies(score(batch, perfect(batch))).values():
        assert found.low < found.value == found.high == 1
