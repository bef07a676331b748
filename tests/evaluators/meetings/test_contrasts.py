"""Two recognisers on the same meetings: counted by hand, and what must hold for any two."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.comparison import Comparison
from evaluators.contrasts import Basis
from evaluators.grade import Grade
from evaluators.meetings.contrasts import MEASURES, measure_tables, meeting_contrasts
from evaluators.meetings.heard import Meeting, counts, heard_terms
from evaluators.meetings.transcript import Spoken
from evaluators.meetings.units import MEETING, STRETCH

SAID = ("基金を積みます", "質疑はありません")
WRONG = ("資金を積みます", "質疑はありません")
BASIS = Basis(Grade.MEASURED, unit=STRETCH)


def meeting(texts=SAID):
    return [Spoken(name, n * 4.0, n * 4.0 + 3, text) for n, (name, text) in enumerate(zip("甲乙", texts, strict=True))]


def heard(drafts, truth=None, unit=STRETCH):
    """Counts and terms of drafts by meeting and recording."""
    frames, said = [], {}
    for (session, recording), texts in drafts.items():
        of = Meeting(truth or meeting(), ["基金", "質疑"], lambda text: text, unit)
        frames.append(counts(of, meeting(texts)).assign(session_id=session, recording=recording, engine="x"))
        said[session, recording] = heard_terms(of, meeting(texts)).said
    return pd.concat(frames, ignore_index=True), said


def contrasts(first, second, basis=BASIS, **more):
    (one, said), (other, heard_too) = heard(first, **more), heard(second, **more)
    return meeting_contrasts("a:b", (one, other), (said, heard_too), basis)


def of(found, metric, normaliser="nopunct", **scope):
    (one,) = [
        each for each in found
        if (each.difference.metric, each.difference.normaliser, dict(each.scope)) == (metric, normaliser, scope)
    ]  # fmt: skip
    return one


NEAR = {(f"m{number}", "near"): SAID for number in range(8)}
FAR = {(session, "far"): WRONG for session, _recording in NEAR}


def test_a_difference_is_counted_by_hand():
    # The first has one of 15 characters wrong in seven of eight meetings, the second in the eighth alone.
    first = {key: WRONG if key[0] != "m7" else SAID for key in NEAR}
    second = {key: SAID if key[0] != "m7" else WRONG for key in NEAR}
    found = contrasts(first, second)
    contrast = of(found, "cer_difference", recording="near")
    assert (contrast.first, contrast.second, contrast.difference.denominator) == (7, 1, 8 * 15)
    assert contrast.difference.value == -6 / 120
    # All signs alike, or all but one: 2 * (1 + 8) of 2^8 are at least as far from zero.
    assert contrast.permutation.p == pytest.approx(18 / 2**8)
    assert contrast.difference.method == "paired-stretch-bootstrap"
    assert contrast.difference.n_documents == 8
    assert contrast.mcnemar is None
    recall = of(found, "term_recall_difference", recording="near")
    assert (recall.first, recall.second, recall.difference.denominator) == (9, 15, 16)
    assert (recall.mcnemar.only_first, recall.mcnemar.only_second) == (1, 7)
    assert recall.permutation.p == contrast.permutation.p
    assert {(each.difference.metric, each.difference.normaliser) for each in found} == {
        (f"{metric}_difference", str(normaliser)) for metric, normaliser in MEASURES
    }


def test_near_and_far_are_apart_and_together_by_unit():
    first = NEAR | FAR
    second = NEAR | dict.fromkeys(FAR, SAID)
    found = contrasts(first, second)
    assert of(found, "cer_difference", recording="near").difference.value == 0
    assert of(found, "cer_difference", recording="near").permutation.p == 1
    assert of(found, "cer_difference", recording="far").difference.value == -8 / 120
    everything = of(found, "cer_difference")
    assert (everything.difference.value, everything.difference.n_documents) == (-8 / 240, 8)
    assert everything.permutation.p == pytest.approx(2 / 2**8)


def test_a_table_holds_every_measure_and_is_adjusted_within_itself():
    comparison = Comparison("a", "b", tuple(contrasts(NEAR | FAR, NEAR | dict.fromkeys(FAR, SAID))), {})
    tables = measure_tables([comparison])
    assert list(tables) == [("", "a", "b"), ("far", "a", "b"), ("near", "a", "b")]
    for (kind, _first, _second), rows in tables.items():
        assert len(rows) == len(MEASURES)
        assert [row.size for _comparison, row in rows] == sorted((row.size for _c, row in rows), reverse=True)
        assert {row.p_holm for _comparison, row in rows} == {1.0 if kind == "near" else 6 * 2 / 2**8}


def test_meetings_are_units_where_there_are_many():
    found = contrasts(FAR, dict.fromkeys(FAR, SAID), Basis(Grade.MEASURED, unit=MEETING), unit=MEETING)
    assert of(found, "cer_difference", recording="far").difference.method == "paired-meeting-bootstrap"


def test_little_speech_shows_nothing_and_says_how():
    drafts = {("m0", "near"): SAID}
    (contrast,) = [each for each in contrasts(drafts, drafts) if each.difference.metric == "term_recall_difference"]
    assert contrast.smallest is None
    assert contrast.difference.method == "paired-stretch-bounds"
    assert contrast.difference.low < 0 < contrast.difference.high
    long = {("m0", "near"): (SAID[0] * 9, SAID[1])}
    assert of(contrasts(drafts, long), "cer_difference", recording="near").difference.method == "not-estimable-stretch"


@pytest.mark.parametrize(("meetings", "enough"), [(7, False), (8, True)])
def test_what_could_be_shown_reckons_with_the_other_measures(meetings, enough):
    # All of 7 signs alike have a chance of 2/2^7, which six measures make 0.09; of 8, 0.047.
    first = {(f"m{number}", "near"): WRONG for number in range(meetings)}
    comparison = Comparison("a", "b", tuple(contrasts(first, dict.fromkeys(first, SAID))), {})
    ((_table, rows),) = measure_tables([comparison]).items()
    assert {row.shown() for _comparison, row in rows} == {enough}
    assert {row.smallest is not None for _comparison, row in rows} == {enough}


def test_one_that_heard_nothing_is_compared_all_the_same():
    nothing = dict.fromkeys(NEAR, ("", ""))
    contrast = of(contrasts(NEAR, nothing), "cer_difference", recording="near")
    assert (contrast.first, contrast.second) == (0, 120)
    assert contrast.difference.low > 0


def test_other_truth_is_refused():
    one, other = heard(NEAR), heard(NEAR, truth=meeting((SAID[0], "質疑は")))
    with pytest.raises(ValueError, match="same recordings and truth"):
        meeting_contrasts("a:b", (one[0], other[0]), (one[1], other[1]), BASIS)
    empty = one[0].iloc[:0]
    assert meeting_contrasts("a:b", (empty, empty), ({}, {}), BASIS) == []


words = st.text(st.sampled_from("基資金質疑はを積"), max_size=9)
drafts = st.lists(st.tuples(st.tuples(words, words), st.tuples(words, words)), min_size=1, max_size=3)


@given(drafts)
@settings(max_examples=8, deadline=None)
def test_changing_sides_changes_the_sign_and_order_nothing(both):
    first, second = ({(f"m{n}", "near"): pair[side] for n, pair in enumerate(both)} for side in (0, 1))
    there, back = contrasts(first, second), contrasts(second, first)
    for one, other in zip(there, back, strict=True):
        assert one.difference.value == -other.difference.value
        assert one.permutation == other.permutation
        assert one.difference.low <= one.difference.value <= one.difference.high
        assert np.isfinite([one.difference.low, one.difference.high]).all()
    assert contrasts(dict(reversed(first.items())), second) == there
