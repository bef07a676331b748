"""Which documents of a run are read, counted while its steps end in any order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

PLACING = "pages"
"""The step in which pages are laid on their forms; all others are named after their engine."""


@dataclass(frozen=True)
class Size:
    """Of a chunk."""

    documents: int
    fresh: int
    """Those of which something has to be read; all else of the others is kept from before."""


@dataclass(frozen=True)
class Step:
    """What one task does: a chunk's pages are placed, or an engine reads it."""

    chunk: int
    what: str


def steps(chunks: int, engines: Sequence[str], ahead: int) -> list[Step]:
    """All steps in the order in which they begin.

    Pages are placed ``ahead`` chunks before engines want them, so that nobody waits for them, and not all before the
    first document is read.
    """
    placing = [Step(number, PLACING) for number in range(chunks)]
    order = placing[:ahead]
    for number in range(chunks):
        order += placing[number + ahead : number + ahead + 1]
        order += [Step(number, engine) for engine in engines]
    return order


@dataclass
class Tally:
    """Counts documents: one is read when its pages are placed and each engine has read it."""

    sizes: Sequence[Size]
    waiting: list[Step]
    """Steps that have not ended, in the order in which they begin."""
    _spoilt: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._kinds = list(dict.fromkeys(step.what for step in self.waiting))

    def end(self, step: Step, well: bool) -> None:
        """A step has ended, well or with an error, after which its chunk is not read."""
        self.waiting.remove(step)
        if not well:
            self._spoilt.add(step.chunk)

    @property
    def done(self) -> int:
        """Documents that are read."""
        return sum(size.documents for size in self._read())

    @property
    def fresh_done(self) -> int:
        """Documents that are read and were not kept from before."""
        return sum(size.fresh for size in self._read())

    def in_hand(self, workers: int) -> list[str]:
        """What so many workers are doing, each thing once and always in the same order.

        They take the steps in turn, so it is what waits first; one whose pages are not placed yet is not begun.
        """
        first = self.waiting[:workers]
        placing = {step.chunk for step in first if step.what == PLACING}
        begun = {step.what for step in first if step.what == PLACING or step.chunk not in placing}
        return [kind for kind in self._kinds if kind in begun]

    def _read(self) -> list[Size]:
        open_chunks = {step.chunk for step in self.waiting} | self._spoilt
        return [size for number, size in enumerate(self.sizes) if number not in open_chunks]
