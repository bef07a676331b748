"""Work for ``isolated``. In a module of its own, so that worker processes find it."""

import os
from collections.abc import Sequence
from pathlib import Path

from tests.pipelines.going_wrong import go_wrong

NOTED = "KOUKA_TEST_NOTED"
"""The variable that names the file in which processes note themselves."""


def double(items: Sequence[object]) -> list[object]:
    """Twice each number; a text is an instruction to go wrong."""
    return [item * 2 if isinstance(item, int) else go_wrong(str(item)) for item in items]


def lose_odd_ones(items: Sequence[int]) -> list[int]:
    return [item for item in items if item % 2 == 0]


def return_nothing(items: Sequence[int]) -> None:
    pass


def process_ids(items: Sequence[int]) -> list[int]:
    return [os.getpid() for _item in items]


def note_process() -> None:
    with Path(os.environ[NOTED]).open("a") as file:
        file.write(f"{os.getpid()}\n")
