"""cpCER against the examples that MeetEval prints (0.4.3, meeteval/wer/wer/cp.py), whose words are our characters."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.characters import count_token_errors
from evaluators.meetings.speakers import speaker_errors


@pytest.mark.parametrize(
    ("truth", "output", "errors", "length", "missed", "added"),
    [
        (["abc", "def"], ["abc", "def"], 0, 6, 0, 0),
        (["ab", "cd"], ["ab", "cd", "ef"], 2, 4, 0, 1),
        (["a", "b", "cd"], ["a", "b"], 2, 4, 1, 0),
        (["a", "b", "c"], ["b", "c", "d", "a"], 1, 3, 0, 1),
        (["ab"], ["z", "aef"], 3, 2, 0, 1),
        (["ab", "k"], ["", "aef"], 3, 3, 0, 0),
        ([], [], 0, 0, 0, 0),
        ([], ["ab"], 2, 0, 0, 1),
    ],
)
def test_examples_of_meeteval(truth, output, errors, length, missed, added):
    found = speaker_errors(
        {f"r{number}": tuple(text) for number, text in enumerate(truth)},
        {f"h{number}": tuple(text) for number, text in enumerate(output)},
    )
    assert (found.counts.errors, found.counts.length, found.missed, found.added) == (errors, length, missed, added)


def test_who_is_who():
    found = speaker_errors(
        {"市長": tuple("本日は"), "課長": tuple("資料")}, {"S1": tuple("資料"), "S2": tuple("本日わ")}
    )
    assert sorted(found.assignment) == [("市長", "S2"), ("課長", "S1")]
    assert found.counts.rate == 1 / 5


streams = st.lists(st.text(alphabet="ab", max_size=5), max_size=4)


@given(streams, streams)
def test_no_assignment_has_fewer_errors(truth, output):
    found = speaker_errors(dict(enumerate(map(tuple, truth))), dict(enumerate(map(tuple, output)))).counts
    size = max(len(truth), len(output))
    padded, others = truth + [""] * (size - len(truth)), output + [""] * (size - len(output))
    fewest = min(
        (
            sum(count_token_errors(one, other).errors for one, other in zip(padded, order, strict=True))
            for order in itertools.permutations(others)
        ),
        default=0,
    )
    assert found.errors == fewest
    assert found.length == sum(map(len, truth))


def test_thirty_speakers_are_no_burden():
    names = [f"委員{number}" for number in range(30)]
    truth = {name: tuple(name * 20) for name in names}
    found = speaker_errors(truth, {name[::-1]: said for name, said in reversed(truth.items())})
    assert found.counts.errors == 0
