"""tcpCER against MeetEval's printed examples (0.4.3, meeteval/wer/wer/time_constrained.py) and a plain definition."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from evaluators.meetings.in_time import Timed, errors_in_time, least_errors, spread, timed_distance, timed_errors
from evaluators.meetings.speakers import assign


@pytest.mark.parametrize(
    ("output", "collar", "errors"),
    [
        ([("a", 0, 1), ("b", 1, 2), ("c", 3, 4)], 0, 2),
        ([("a", 0, 1), ("b", 1, 2), ("c", 3, 4)], 1, 0),
        ([("a", 0, 1), ("x", 1, 2), ("c", 3, 4)], 0, 3),
    ],
)
def test_alignments_that_meeteval_prints(output, collar, errors):
    truth = spread([("a", 0, 1), ("b", 1, 2), ("c", 2, 3)])
    assert timed_distance(truth, spread(output), collar) == errors


def test_segments_of_several_characters():
    # (a, a) (b, b) (c, c) (d, *) (e, e) (*, f)
    truth = spread([("ab", 0, 1), ("c", 1, 2), ("de", 2, 3)])
    assert timed_distance(truth, spread([("a", 0, 1), ("bc", 1, 2), ("ef", 3, 4)]), 1) == 2


def test_time_is_spread_over_the_characters():
    timed = spread([("cd", 4, 6), ("", 2, 3), ("ab", 0, 4)])
    assert timed.characters == ("a", "b", "c", "d")
    assert timed.starts.tolist() == [0, 2, 4, 5]
    assert timed.ends.tolist() == [2, 4, 5, 6]


def test_speakers_are_given_as_is_best_and_counts_hold_everyone():
    truth = {"市長": spread([("ab", 0, 2)]), "課長": spread([("cd", 2, 4)])}
    output = {"S1": spread([("cd", 2, 4)]), "S2": spread([("ab", 0, 2)]), "S3": spread([("x", 0, 1)])}
    found = timed_errors(truth, output, collar=0)
    assert (found.errors, found.length, found.rate) == (1, 4, 0.25)
    assert ("市長", "S2") in found.assignment
    late = {name: Timed(each.characters, each.starts + 60, each.ends + 60) for name, each in output.items()}
    assert timed_errors(truth, late).errors == 9


def test_errors_stand_where_they_are_made():
    # One a is missing, xx stands where nobody says anything, d comes a minute late.
    truth = spread([("aab", 0, 3), ("cd", 60, 62)])
    output = spread([("ab", 0, 3), ("xx", 30, 31), ("c", 60, 61), ("d", 120, 121)])
    wrong, added = errors_in_time(truth, output, 0.5)
    assert wrong.tolist() in ([True, False, False, False, True], [False, True, False, False, True])
    assert added.tolist() == [False, False, True, True, False, True]
    wrong, added = errors_in_time(truth, spread([("zz", 0, 0.5)]), 0)
    assert (wrong.all(), added.sum()) == (True, 1)  # one of them stands for the a that is said at that time


def plain(truth: Timed, output: Timed, collar: float) -> int:
    """The definition, cell by cell."""
    middles = (output.starts + output.ends) / 2
    table = np.zeros((len(truth) + 1, len(output) + 1))
    table[:, 0], table[0] = np.arange(len(truth) + 1), np.arange(len(output) + 1)
    for row in range(1, len(truth) + 1):
        for column in range(1, len(output) + 1):
            touching = (
                middles[column - 1] - collar < truth.ends[row - 1]
                and truth.starts[row - 1] < middles[column - 1] + collar
            )
            same = truth.characters[row - 1] == output.characters[column - 1]
            changed = table[row - 1, column - 1] + (not same) if touching else np.inf
            table[row, column] = min(changed, table[row - 1, column] + 1, table[row, column - 1] + 1)
    return int(table[-1, -1])


segments = st.lists(
    st.tuples(st.text(alphabet="ab", max_size=4), st.integers(0, 12), st.integers(1, 5)).map(
        lambda each: (each[0], float(each[1]), float(each[1] + each[2]))
    ),
    max_size=5,
)


@given(segments, segments, st.sampled_from([0.0, 0.5, 2.0, 100.0]))
def test_it_is_what_the_definition_says_even_where_segments_overlap(truth, output, collar):
    here, there = spread(truth), spread(output)
    found = timed_distance(here, there, collar)
    assert found == plain(here, there, collar)
    if collar == 100.0:
        assert found == Levenshtein.distance(here.characters, there.characters)


@given(segments, segments, st.sampled_from([0.0, 0.5, 2.0, 100.0]))
def test_errors_by_place_add_up(truth, output, collar):
    here, there = spread(truth), spread(output)
    wrong, added = errors_in_time(here, there, collar)
    assert (len(wrong), len(added)) == (len(here), len(there))
    assert wrong.sum() + added.sum() == plain(here, there, collar)


meetings = st.dictionaries(st.sampled_from("xyz"), segments, max_size=3)


@given(meetings, meetings, st.sampled_from([0.0, 2.0]))
def test_speakers_whose_distance_is_never_looked_for_change_nothing(truth, output, collar):
    here, there = ({name: spread(each) for name, each in side.items()} for side in (truth, output))
    for one in here.values():
        for other in there.values():
            assert least_errors(one, other, collar) <= timed_distance(one, other, collar)
    looked_for = assign(here, there, partial(timed_distance, collar=collar))
    nobody = spread([])
    errors = sum(timed_distance(here.get(one, nobody), there.get(other, nobody), collar) for one, other in looked_for)
    assert timed_errors(here, there, collar).errors == errors
