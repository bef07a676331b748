"""Engines that go wrong in each way in which engines do.

The fixture ``faulty_engines`` installs them as plug-ins are: by entry points on the path of every process.
"""

from collections.abc import Sequence

from pipelines.engines import Crop, Recognition
from tests.pipelines.going_wrong import SECRET, TwistedError, go_wrong

WAYS = frozenset({"raise", "twist", "quit", "interrupt", "exit", "segfault", "hang", "memory"})


class Faulty:
    """Reads ``read`` in every crop, and goes wrong at one whose ``allowed`` says how."""

    @staticmethod
    def version() -> str:
        return "1 none:000000000000"

    def read(self, crops: Sequence[Crop]) -> list[Recognition]:
        return [_read(crop) for crop in crops]


class Stillborn(Faulty):
    """Cannot even be made."""

    def __init__(self) -> None:
        raise TwistedError(SECRET, SECRET)


def _read(crop: Crop) -> Recognition:
    if crop.allowed in WAYS:
        go_wrong(crop.allowed)
    return Recognition("read", 0.5)
