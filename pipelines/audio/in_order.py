"""Samples of a file that are asked for in order: what comes next is decoded while what came before is worked on.

Also, a file that can only be decoded from its start is decoded once, and not again for each of its stretches.
"""

import atexit
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipelines.audio import RATE, Samples
from pipelines.audio.ahead import ahead
from pipelines.audio.decoding import STEP, Decoding


@dataclass
class _Pass:
    """A pass over a file that has come as far as some sample."""

    key: tuple[object, ...]
    """Of what: file, as it was on the disk, and channel."""
    at: int
    """The sample that comes next."""
    blocks: Iterator[Samples]
    rest: Samples
    """Of the last block what was not asked for yet."""

    def take(self, wanted: int) -> Samples:
        """The next samples; fewer, where the sound ends before."""
        found, n = [self.rest[:wanted]], min(wanted, len(self.rest))
        self.rest = self.rest[wanted:]
        while n < wanted and (block := next(self.blocks, None)) is not None:
            found.append(block[: wanted - n])
            self.rest = block[wanted - n :]
            n += len(found[-1])
        self.at += n
        return np.concatenate(found)


_kept: list[_Pass] = []
"""The last one, for what follows: at most one, since it holds minutes of sound in memory."""
atexit.register(_kept.clear)  # with it ends its thread


def decoded(file: Path, channel: int | None, first: int, last: int) -> Samples:
    """Samples of a file, by their numbers, or as many as there are; what is before is decoded only where it has to be.

    Raises:
        Unreadable: there is no sound in it, or not that channel.
    """
    key = _key(file, channel)
    kept = _kept.pop() if _kept else None
    if kept is None or (kept.key, kept.at) != (key, first):
        kept = _begun(key, file, channel, first)
    samples = kept.take(last - first)
    if kept.at == last:
        _kept.append(kept)
    return samples


def _begun(key: tuple[object, ...], file: Path, channel: int | None, first: int) -> _Pass:
    begin = first // STEP * STEP
    begun = _Pass(key, begin, ahead(Decoding(file, channel, begin / RATE)), np.zeros(0, np.float32))
    begun.take(first - begin)
    return begun


def _key(file: Path, channel: int | None) -> tuple[object, ...]:
    try:
        seen = file.stat()
    except OSError:  # what is wrong with it, decoding says
        return (file, channel)
    return (file, channel, seen.st_ino, seen.st_size, seen.st_mtime_ns)
