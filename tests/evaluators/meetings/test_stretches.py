"""Stretches of time."""

from hypothesis import given
from hypothesis import strategies as st

from evaluators.meetings.stretches import seconds, united, without

spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)).map(lambda s: (s[0], s[0] + s[1])), max_size=8)


def covered(each):
    return {second for start, end in each for second in range(start, end)}


def test_by_hand():
    assert united([(3, 4), (0, 2), (1, 2.5), (4, 5), (7, 7)]) == [(0, 2.5), (3, 5)]
    assert without([(0, 10)], [(2, 3), (9, 12)]) == [(0, 2), (3, 9)]
    assert without([(0, 10)], [(2, 3), (9, 12)], shortest=2) == [(3, 9)]
    assert without([(0, 1)], []) == [(0, 1)]
    assert without([], [(0, 1)]) == []
    assert seconds([(0, 2), (3, 9)]) == 8


@given(spans, spans)
def test_seconds_are_in_one_and_not_in_the_other(one, other):
    left = without(one, other)
    assert covered(left) == covered(one) - covered(other)
    assert seconds(left) == len(covered(left))
    assert left == united(left)
