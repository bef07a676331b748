"""Edited minutes are the last state of each turn, in the order of their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.meetings.edited import EditedTurn, digest, place_of, read, rebuilt, text_of, written

IDS = st.sampled_from(["d1", "d2", "d3", "n7"])
PLACES = st.from_regex(r"[0-9a-z]{0,3}[1-9a-z]", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TURNS = st.builds(EditedTurn, place=PLACES, speaker=TEXTS, start_ms=st.integers(0, 10**6), text=TEXTS)
EDITS = st.lists(st.tuples(IDS, st.none() | TURNS), max_size=20)


def turn(place="1", text="", speaker="S1", start_ms=0):
    return EditedTurn(place=place, speaker=speaker, start_ms=start_ms, text=text)


def test_a_split_is_a_shorter_turn_and_a_new_one_behind_it_and_a_merger_the_other_way_round():
    starting = {"d1": turn("1", "はい。次です。"), "d2": turn("2", "どうぞ。")}
    split = [("d1", turn("1", "はい。")), ("n1", turn("1i", "次です。"))]
    assert text_of(rebuilt(starting, split)) == "はい。\n次です。\nどうぞ。"
    merged = [*split, ("n1", turn("1i", "次です。どうぞ。")), ("d2", None)]
    assert text_of(rebuilt(starting, merged)) == "はい。\n次です。どうぞ。"


def test_a_turn_that_was_taken_away_can_come_back():
    starting = {"d1": turn(text="一")}
    assert rebuilt(starting, [("d1", None)]) == []
    assert rebuilt(starting, [("d1", None), ("d1", turn(text="一"))]) == [("d1", turn(text="一"))]


@given(EDITS, EDITS)
def test_going_on_from_the_middle_ends_at_the_same(first, second):
    """What a page shows after a reload is what it would have come to without one."""
    assert rebuilt(dict(rebuilt({}, first)), second) == rebuilt({}, [*first, *second])


@given(st.none() | TURNS)
def test_what_is_written_is_read_again(some):
    assert read(written(some)) == some


@pytest.mark.parametrize("text", ["{}", "x", '{"place":"10","speaker":"","start_ms":0,"text":""}', "null"])
def test_what_is_no_turn_is_refused(text):
    with pytest.raises(ValueError, match="validation error"):
        read(text)


def test_a_place_is_between_two_others_whatever_they_are():
    places = [place_of(number) for number in (1, 2, 9, 10, 11, 99_999)]
    assert places == sorted(places)
    assert read(written(turn(place_of(7)))) == turn(place_of(7))


@given(EDITS)
def test_two_minutes_with_one_digest_are_the_same(edits):
    one = rebuilt({"d1": turn()}, edits)
    assert digest(one) == digest(rebuilt({}, one))
    assert digest(one) != digest([*one, ("n9", turn("zz"))])


def test_the_digest_is_that_of_lines_with_tabs():
    # printf 'd1\t1\t1500\tS1\tはい\nd2\t2\t0\t\t' | sha256sum
    two = [("d1", turn("1", "はい", start_ms=1500)), ("d2", turn("2", speaker=""))]
    assert digest(two) == "514310ebf279b6ed5e6aeeeac615abf765b73395817d322419f03015952f4b2e"
