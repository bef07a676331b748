"""Stretches make up the meeting and nobody is cut off."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from evaluators.meetings.dividing import divided, within


def test_borders_lie_in_the_silence_nearest_to_equal_parts():
    # 100 s in two: 50 s lies within somebody's speech; silences are at 20.5 and 56.
    assert divided([(0, 20), (21, 55), (57, 99)], 100, 50) == [(0, 56), (56, 100)]


def test_where_somebody_speaks_all_the_time_there_is_one_stretch():
    assert divided([(0, 60), (30, 100)], 100, 10) == [(0, 100)]
    assert divided([], 100, 10) == [(0, 100)]


def test_a_short_meeting_is_one_stretch():
    assert divided([(0, 3), (5, 8)], 10, 60) == [(0, 10)]


spans = st.lists(st.tuples(st.floats(0, 90), st.floats(0.5, 10)).map(lambda each: (each[0], sum(each))), max_size=12)


@given(spans, st.floats(5, 200))
def test_all_of_it_is_in_exactly_one_stretch(speech, wanted):
    found = divided(speech, 101, wanted)
    assert found[0][0] == 0
    assert found[-1][1] == 101
    assert all(before[1] == after[0] and before[0] < before[1] for before, after in pairwise(found))
    for start, _end in speech:
        assert sum(within(start, stretch) for stretch in found) == 1
