"""Two engines beside each other: counted by hand, and what must hold for any two."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.comparison import Outcome, cells, compare, compare_engines, mismatch, pairs, table
from evaluators.field_contrasts import ACCURACY, CER
from evaluators.grade import Grade, Origin
from tests.evaluators.scoring import scored

PAPER = {f"{number}": {"name": "千葉", "note": "役所"} for number in range(8)}
OLD = {name: {"name": "干葉", "note": "役所"} for name in PAPER}
NEW = {name: {"name": "千葉", "note": "役所"} for name in PAPER} | {"0": {"name": "千葉", "note": "投所"}}


def of(rows, engine):
    return rows[rows["engine"] == engine]


def overall(comparison, metric=ACCURACY):
    (found,) = [each for each in comparison.contrasts if each.difference.metric == metric and not each.scope]
    return found


def test_a_difference_is_counted_by_hand():
    (found,) = compare_engines(scored(PAPER, old=OLD, new=NEW), ["old", "new"], Origin.REAL)
    assert (found.first, found.second) == ("old", "new")
    assert found.counts == {Outcome.REGRESSION: 1, Outcome.IMPROVEMENT: 8, Outcome.BOTH_WRONG: 0}
    contrast = overall(found)
    assert (contrast.first, contrast.second, contrast.difference.denominator) == (8, 15, 16)
    assert contrast.difference.value == 7 / 16
    # One document gains a field and loses one, seven gain one: all but two of 2^7 signs give less.
    assert contrast.permutation.p == pytest.approx(2 / 2**7)
    assert (contrast.mcnemar.only_first, contrast.mcnemar.only_second) == (1, 8)
    assert contrast.difference.n_documents == 8
    assert contrast.difference.grade is Grade.MEASURED
    errors = overall(found, CER)
    assert (errors.first, errors.second, errors.difference.denominator) == (8, 1, 32)
    assert errors.difference.value == -7 / 32
    assert errors.mcnemar is None


def test_the_lists_name_what_changed():
    rows = scored(PAPER, old=OLD | {"5": {"name": "干葉", "note": None}}, new=NEW | {"5": {"name": "干葉", "note": ""}})
    listed = cells(pairs(of(rows, "old"), of(rows, "new")))
    assert list(listed["outcome"]) == ["regression"] + ["improvement"] * 7 + ["both_wrong"] * 2
    first = listed.iloc[0]
    assert (first["document"], first["field"], first["truth"]) == ("0", "note", "役所")
    assert (first["text_first"], first["text_second"]) == ("役所", "投所")
    assert list(listed["status_first"].tail(2)) == ["read", "failed"]


def test_a_table_is_sorted_by_effect_and_adjusted_within_itself():
    comparisons = compare_engines(scored(PAPER, old=OLD, new=NEW), ["old", "new"], Origin.REAL)
    rows = [contrast for _comparison, contrast in table(comparisons, ACCURACY, (), ("type",))]
    assert [contrast.scope for contrast in rows] == [{"type": "name"}, {}, {"type": "text"}]
    assert [contrast.p_holm for contrast in rows] == pytest.approx([3 * 2 / 2**8, 2 * 2 / 2**7, 1])
    assert [contrast.shown() for contrast in rows] == [True, True, False]
    (alone,) = [contrast for _comparison, contrast in table(comparisons, ACCURACY, ())]
    assert alone.p_holm == alone.permutation.p


def test_three_engines_are_compared_two_by_two():
    rows = scored(PAPER, a=OLD, b=NEW, c=OLD)
    found = compare_engines(rows, ["a", "b", "c", "absent"], Origin.DEMONSTRATION)
    assert [(each.first, each.second) for each in found] == [("a", "b"), ("a", "c"), ("b", "c")]
    same = overall(found[1])
    assert (same.difference.value, same.permutation.p) == (0, 1)
    assert same.difference.low < 0 < same.difference.high
    assert same.difference.grade is Grade.DEMONSTRATION


@pytest.mark.parametrize("documents", [0, 1])
def test_of_hardly_anything_there_is_no_false_answer(documents):
    rows = scored(PAPER, a=OLD, b=NEW)
    rows = rows[rows["document"].isin([*PAPER][:documents])]
    found = compare_engines(rows, ["a", "b"], Origin.REAL)
    assert len(found) == documents
    for comparison in found:
        contrast = overall(comparison)
        assert contrast.permutation.p == 1
        assert contrast.smallest is None
        assert contrast.difference.method == "paired-document-bounds"


def test_one_that_fails_everywhere_is_compared_all_the_same():
    nothing = {name: {"name": None, "note": None} for name in PAPER}
    (found,) = compare_engines(scored(PAPER, a=NEW, b=nothing), ["a", "b"], Origin.REAL)
    assert overall(found).second == 0
    assert overall(found).difference.high < 0
    assert found.counts[Outcome.BOTH_WRONG] == 1


def test_more_errors_than_characters_in_few_documents_give_no_interval():
    long = {name: {"name": "千葉" * 5} for name in list(PAPER)[:3]}
    paper = {name: {"name": "千"} for name in long}
    (found,) = compare_engines(scored(paper, a=paper, b=long), ["a", "b"], Origin.REAL)
    assert overall(found, CER).difference.method == "not-estimable"
    assert overall(found, CER).difference.value == 9


def test_marks_are_compared_by_fields_alone():
    paper = {name: {"agreed": "1"} for name in PAPER}
    one, two = (of(scored(paper, marks=read), "marks") for read in (paper, {name: {"agreed": "0"} for name in paper}))
    (found,) = compare({("before", "after"): pairs(one, two)}, Origin.REAL)
    assert {contrast.difference.metric for contrast in found.contrasts} == {ACCURACY}
    assert overall(found).difference.value == -1


def test_other_documents_and_other_truth_are_named():
    one = of(scored(PAPER, x=OLD), "x")
    fewer = {name: fields for name, fields in PAPER.items() if name not in "03"}
    found = mismatch(one, of(scored(fewer | {"9": PAPER["1"]}, x=OLD), "x"))
    assert (found.only_first, found.only_second) == (("0", "3"), ("9",))
    assert (found.fields, found.truth) == ((), ())
    names = {name: {"name": fields["name"]} for name, fields in PAPER.items()}
    assert mismatch(one, of(scored(names, x=OLD), "x")).fields == tuple((name, "note") for name in PAPER)
    other = PAPER | {"2": {"name": "千葉", "note": "市役所"}, "4": {"name": "千葉", "note": ""}}
    found = mismatch(one, of(scored(other, x=OLD), "x"))
    assert found.truth == (("2", "note"), ("4", "note"))
    assert mismatch(one, one.sample(frac=1, random_state=1)) is None
    with pytest.raises(ValueError, match="not measured on the same"):
        pairs(one, of(scored(other, x=OLD), "x"))


cell = st.none() | st.text(st.sampled_from("千干葉役"), max_size=3)
read = st.fixed_dictionaries({"name": cell, "note": cell})
batches = st.lists(st.tuples(read, read), min_size=1, max_size=9)


def _rows(batch):
    paper = {str(number): {"name": "千葉", "note": "役"} for number in range(len(batch))}
    a, b = ({str(number): both[side] for number, both in enumerate(batch)} for side in (0, 1))
    return scored(paper, a=a, b=b)


@given(batches, st.randoms())
@settings(max_examples=25, deadline=None)
def test_the_order_of_rows_changes_nothing(batch, random):
    rows = _rows(batch)
    order = random.sample(range(len(rows)), len(rows))
    assert compare_engines(rows.iloc[order], ["a", "b"], Origin.REAL) == compare_engines(rows, ["a", "b"], Origin.REAL)


@given(batches)
@settings(max_examples=25, deadline=None)
def test_changing_sides_changes_the_sign_alone(batch):
    rows = _rows(batch)
    (there,), (back,) = (compare_engines(rows, sides, Origin.REAL) for sides in (["a", "b"], ["b", "a"]))
    for one, other in zip(there.contrasts, back.contrasts, strict=True):
        assert one.difference.value == -other.difference.value
        assert one.permutation == other.permutation
        assert one.smallest == pytest.approx(other.smallest)
        assert one.difference.low <= one.difference.value <= one.difference.high


@given(batches, read)
@settings(max_examples=25, deadline=None)
def test_parts_add_up_and_an_error_never_helps(batch, worse):
    whole = overall(*compare_engines(_rows(batch), ["a", "b"], Origin.REAL))
    halves = [part for part in (batch[: len(batch) // 2], batch[len(batch) // 2 :]) if part]
    parts = [overall(*compare_engines(_rows(part), ["a", "b"], Origin.REAL)) for part in halves]
    assert (whole.first, whole.second) == (sum(p.first for p in parts), sum(p.second for p in parts))
    wrong = [(first, second | {"name": "投"}) for first, second in batch]
    assert overall(*compare_engines(_rows(wrong), ["a", "b"], Origin.REAL)).difference.value <= whole.difference.value


def test_a_condition_is_a_scope_and_blank_ones_are_none():
    rows = scored(PAPER, old=OLD, new=NEW)
    rows = rows.assign(cond_scan=["fax" if name == "0" else "" for name in rows["document"]])
    (found,) = compare_engines(rows, ["old", "new"], Origin.REAL)
    scopes = [contrast.scope for contrast in found.contrasts if contrast.difference.metric == ACCURACY]
    assert scopes[-1] == {"cond_scan": "fax"}
    assert isinstance(found.contrasts[0].difference.value, float)
    assert pd.notna(found.contrasts[-1].difference.value)
