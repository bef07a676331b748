"""Alignments."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from evaluators.meetings.alignment import NOBODY, align

texts = st.lists(st.sampled_from(["a", "b", "か\u3099", "葛\U000e0100"]), max_size=14)


@given(texts, texts)
def test_errors_add_up_to_the_distance_and_partners_are_equal(truth, output):
    found = align(truth, output)
    if truth:
        assert found.errors.sum() == Levenshtein.distance(truth, output)
    for place, partner in enumerate(found.partner.tolist()):
        if partner != NOBODY:
            assert truth[place] == output[partner]
            assert found.before[partner] == place
    assert list(found.before) == sorted(found.before)
    assert not (found.missing & (found.partner != NOBODY)).any()
    assert (found.partner != NOBODY).sum() + (~found.missing & (found.partner == NOBODY)).sum() + found.added.sum() == (
        len(output)
    )


def test_more_kinds_of_characters_than_lie_below_the_surrogates():
    truth = [chr(0x20000 + number % 5) + chr(0xE0100 + number // 5 % 240) + str(number) for number in range(60_000)]
    found = align(truth, [*truth[:100], "x", *truth[100:]])
    assert (found.partner[:100] == range(100)).all()
    assert found.errors.sum() == 1
    assert found.errors[99] == 1


def test_what_is_added_before_everything_counts_at_the_first_character():
    assert align("ab", "xxab").errors.tolist() == [2, 0]
    assert align("", "xx").errors.tolist() == []
    assert align("ab", "").errors.tolist() == [1, 1]
