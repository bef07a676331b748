"""The diarisation error rate against what MeetEval 0.4.3 prints for md-eval and dscore, and by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.meetings.diarisation import DiarisationErrors, diarisation_errors, errors_by_stretch


def test_thirds():
    # meeteval/der/nryant_dscore.py: 0.3333
    truth = {"spk1": [(0, 0.5), (1.0, 1.5)], "spk2": [(0.5, 1.0)]}
    output = {"spk1": [(0, 0.5)], "spk2": [(0.5, 1.0), (1.0, 1.5)]}
    assert diarisation_errors(truth, output) == DiarisationErrors(0, 0, pytest.approx(0.5), pytest.approx(1.5))


def test_a_false_alarm():
    # meeteval/der/nryant_dscore.py: error rate 0.3333, scored 15, false alarm 5
    truth = {"spk01": [(5, 10)], "spk00": [(10, 20)]}
    found = diarisation_errors(truth, {"spk01": [(0, 10)], "spk00": [(10, 20)]})
    assert found == DiarisationErrors(missed=0, false_alarm=5, confusion=0, scored=15)
    assert found.rate == pytest.approx(1 / 3)


def test_overlapping_speech_counts_twice():
    found = diarisation_errors({"a": [(0, 10)], "b": [(5, 10)]}, {"x": [(0, 10)]})
    assert found == DiarisationErrors(missed=5, false_alarm=0, confusion=0, scored=15)


def test_around_the_edges_nothing_is_scored():
    truth, output = {"a": [(0, 10)], "b": [(10, 20)]}, {"x": [(0, 10.2)], "y": [(10.2, 20)]}
    assert diarisation_errors(truth, output).confusion == pytest.approx(0.2)
    found = diarisation_errors(truth, output, collar=0.25)
    assert (found.confusion, found.scored) == (0, pytest.approx(19))


def test_nobody_speaks():
    assert diarisation_errors({}, {}).rate is None
    assert diarisation_errors({}, {"x": [(0, 3)]}) == DiarisationErrors(0, 3, 0, 0)
    assert diarisation_errors({"a": [(0, 3)]}, {}).rate == 1


def test_meetings_add_up():
    one, other = DiarisationErrors(1, 2, 3, 10), DiarisationErrors(0, 0, 0, 20)
    assert (one + other).rate == 6 / 30


def test_errors_fall_into_the_stretch_in_which_they_are():
    # Over all of it x is a. In the first ten seconds, alone, y would be: they are given wrongly, and stay so.
    truth = {"a": [(0, 40)]}
    output = {"y": [(0, 8)], "x": [(8, 33), (38, 44)]}
    assert errors_by_stretch(truth, output, [10, 35]) == [
        DiarisationErrors(missed=0, false_alarm=0, confusion=8, scored=10),
        DiarisationErrors(missed=2, false_alarm=0, confusion=0, scored=25),
        DiarisationErrors(missed=3, false_alarm=4, confusion=0, scored=5),
    ]


def test_a_stretch_in_which_nobody_speaks_counts_nothing():
    nothing = DiarisationErrors(0, 0, 0, 0)
    assert errors_by_stretch({}, {}, [10]) == [nothing, nothing]
    truth = {"a": [(12, 15)]}
    found = errors_by_stretch(truth, truth, [10, 20, 30])
    assert found == [nothing, DiarisationErrors(0, 0, 0, 3), nothing, nothing]


turns = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)).map(lambda t: (t[0], t[0] + t[1])), max_size=4)
meetings = st.dictionaries(st.sampled_from("abc"), turns, max_size=3)


@given(meetings, meetings)
def test_parts_are_never_below_nothing_and_names_mean_nothing(truth, output):
    found = diarisation_errors(truth, output)
    assert min(found.missed, found.false_alarm, found.confusion) >= 0
    heard = {name: [*turns] for name, turns in output.items()}
    renamed = dict(zip("xyz", heard.values(), strict=False))
    assert diarisation_errors(truth, renamed) == found
    assert diarisation_errors(truth, truth).rate in (0, None)


@given(meetings, meetings, st.lists(st.integers(0, 25), max_size=4).map(sorted))
def test_stretches_add_up_to_the_meeting(truth, output, begins):
    whole, parts = diarisation_errors(truth, output), errors_by_stretch(truth, output, begins)
    assert len(parts) == len(begins) + 1
    total = sum(parts, start=DiarisationErrors(0, 0, 0, 0))
    for kind in ("missed", "false_alarm", "confusion", "scored"):
        assert getattr(total, kind) == pytest.approx(getattr(whole, kind))
