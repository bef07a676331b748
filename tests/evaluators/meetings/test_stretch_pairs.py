"""Stretch by stretch: who has more wrong where."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.characters import Difference
from evaluators.comparison import Outcome
from evaluators.meetings.heard import Meeting, counts
from evaluators.meetings.stretch_pairs import stretch_pairs
from evaluators.meetings.transcript import Spoken

TRUTH = [Spoken("甲", 0, 3, "基金を、積みます。"), Spoken("乙", 4, 6, "質疑は。")]


def draft(*texts):
    return [Spoken("S1", 4.0 * n, 4.0 * n + 2, text) for n, text in enumerate(texts)]


def test_by_hand():
    # 基金を積みます質疑は: the first has 基 wrong and ます missing, the second 基 and 疑 wrong, and ね added.
    (pair,) = stretch_pairs(TRUTH, draft("資金を積み", "質疑は"), draft("資金を積みますね", "質議は"))
    assert (pair.number, pair.start, pair.length, pair.truth) == (1, 0, 10, "基金を積みます質疑は")
    assert (pair.first.errors, pair.second.errors, pair.both_wrong, pair.more) == (3, 3, 1, 0)
    assert pair.first.differences == (
        Difference("substituted", "基", "資"),
        Difference("equal", "金を積み", "金を積み"),
        Difference("missing", "ます", ""),
        Difference("equal", "質疑は", "質疑は"),
    )
    assert pair.second.text == "資金を積みますね質議は"
    assert pair.outcomes() == [Outcome.BOTH_WRONG]
    assert pair.effect(Outcome.BOTH_WRONG) == 1


def test_a_stretch_knows_its_segment_and_its_list():
    long = [Spoken("甲", 0, 60, "あ" * 300), Spoken("甲", 60, 120, "い" * 300)]
    heard = [Spoken("S1", 60, 120, "い" * 298), Spoken("S1", 0, 60, "あ" * 300)]  # not in order of time
    (worse,) = stretch_pairs(long, long, heard)
    assert (worse.number, worse.start, worse.first.segment, worse.second.segment) == (2, 60, 1, 0)
    assert (worse.outcomes(), worse.effect(Outcome.REGRESSION)) == ([Outcome.REGRESSION], 2)
    (better,) = stretch_pairs(long, heard, long)
    assert better.outcomes() == [Outcome.IMPROVEMENT]
    first, second = stretch_pairs(long, [], long)
    assert (first.first.segment, first.first.errors, first.first.text) == (-1, 300, "")
    assert second.outcomes() == [Outcome.IMPROVEMENT]


def test_without_truth_or_times():
    assert stretch_pairs([], draft("あ"), []) == []
    untimed = [Spoken("", math.nan, math.nan, each.text) for each in TRUTH]
    (pair,) = stretch_pairs(untimed, untimed, [])
    assert math.isnan(pair.start)
    assert stretch_pairs(TRUTH, TRUTH, TRUTH) == []


texts = st.lists(st.text(st.sampled_from("あいう、"), max_size=200), max_size=5)


@given(texts, texts, texts)
@settings(max_examples=40, deadline=None)
def test_nothing_is_lost_and_errors_are_those_of_the_rate(said, one, other):
    sides = [draft(*each) for each in (said, one, other)]
    found = stretch_pairs(*sides)
    for side, name in ((sides[1], "first"), (sides[2], "second")):
        rows = counts(Meeting(sides[0]), side)
        rows = rows[(rows["metric"] == "cer") & (rows["normaliser"] == "nopunct")]
        assert sum(getattr(pair, name).errors for pair in found) == rows["part"].sum()
        for pair in found:
            heard = getattr(pair, name)
            differing = [each for each in heard.differences if each.kind != "equal"]
            assert sum(max(len(each.truth), len(each.output)) for each in differing) == heard.errors
            assert "".join(each.truth for each in heard.differences) == pair.truth
    assert all(pair.both_wrong <= min(pair.first.errors, pair.second.errors) for pair in found)
