"""Decoding ahead gives what decoding gives, and ends with whoever stops."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from pipelines.audio import Samples
from pipelines.audio.ahead import BLOCKS, ahead
from pipelines.audio.refusal import Reason, Unreadable


def blocks(number: int, taken: list[int] | None = None) -> Iterator[Samples]:
    for value in range(number):
        if taken is not None:
            taken.append(value)
        yield np.full(4, value, np.float32)


@pytest.mark.parametrize("number", [0, 1, 3 * BLOCKS])
def test_the_same_blocks_in_order(number: int) -> None:
    assert [float(block[0]) for block in ahead(blocks(number))] == list(range(number))


def test_what_is_raised_there_is_raised_here_after_what_was_decoded() -> None:
    def breaks_off() -> Iterator[Samples]:
        yield from blocks(2)
        raise Unreadable(Reason.TOO_LONG)

    found: list[float] = []
    with pytest.raises(Unreadable) as raised:
        found.extend(float(block[0]) for block in ahead(breaks_off()))
    assert (found, raised.value.reason) == ([0, 1], Reason.TOO_LONG)


def test_it_decodes_no_further_than_there_is_room_for_and_ends_with_its_reader() -> None:
    taken: list[int] = []
    before = threading.enumerate()
    given = ahead(blocks(100 * BLOCKS, taken))
    next(given)
    (decoding,) = set(threading.enumerate()).difference(before)
    given.close()
    assert not decoding.is_alive()
    assert len(taken) <= BLOCKS + 3
