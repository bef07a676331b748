from hypothesis import given
from hypothesis import strategies as st

from pipelines.runs.tally import PLACING, Size, Step, Tally, steps

ENGINES = ("a", "b")


def test_pages_are_placed_ahead_of_the_engines_and_not_all_first() -> None:
    assert [(step.chunk, step.what) for step in steps(4, ENGINES, ahead=2)] == [
        (0, PLACING), (1, PLACING), (2, PLACING), (0, "a"), (0, "b"), (3, PLACING), (1, "a"), (1, "b"),
        (2, "a"), (2, "b"), (3, "a"), (3, "b"),
    ]  # fmt: skip


@given(st.integers(0, 6), st.lists(st.sampled_from("abc"), unique=True, max_size=3), st.integers(1, 9))
def test_each_step_is_there_once_and_placing_begins_before_reading(chunks, engines, ahead) -> None:
    order = steps(chunks, engines, ahead)
    assert len(set(order)) == len(order) == chunks * (1 + len(engines))
    assert all(order.index(Step(step.chunk, PLACING)) <= order.index(step) for step in order)


def test_a_document_is_read_when_every_engine_has_read_it() -> None:
    tally = Tally([Size(20, 5), Size(3, 3)], steps(2, ENGINES, ahead=1))
    counted = []
    for step in list(tally.waiting):
        tally.end(step, well=True)
        counted.append((tally.done, tally.fresh_done))
    assert counted == [(0, 0), (0, 0), (0, 0), (20, 5), (20, 5), (23, 8)]


def test_what_ended_with_an_error_is_not_read() -> None:
    tally = Tally([Size(2, 2), Size(1, 1)], steps(2, ENGINES, ahead=1))
    for step in list(tally.waiting):
        tally.end(step, well=step != Step(0, "a"))
    assert (tally.done, tally.waiting) == (1, [])


def test_what_is_in_hand_are_the_first_that_have_not_ended() -> None:
    tally = Tally([Size(1, 1)] * 3, steps(3, ENGINES, ahead=2))
    assert tally.in_hand(2) == [PLACING]
    for step in [Step(0, PLACING), Step(1, PLACING), Step(0, "a")]:
        tally.end(step, well=True)
    assert tally.in_hand(2) == [PLACING, "b"]
    assert tally.in_hand(9) == [PLACING, "a", "b"]


def test_an_engine_that_waits_for_pages_is_not_waited_for() -> None:
    assert Tally([Size(1, 1)], steps(1, ENGINES, ahead=2)).in_hand(2) == [PLACING]
