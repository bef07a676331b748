"""The sound of stretches that follow one another: the next is decoded while the one before is worked on.

Also, a file that can only be decoded from its start is decoded once, and not again for each of its stretches.
"""

import atexit
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipelines.audio import RATE, Part, Samples, Span
from pipelines.audio.ahead import ahead
from pipelines.audio.decoding import Decoding


@dataclass
class _Pass:
    """A pass over a file that has come as far as some stretch's end."""

    key: tuple[object, ...]
    """Of what: file, as it was on the disk, and channel."""
    at: int
    """The sample that comes next."""
    blocks: Iterator[Samples]
    rest: Samples
    """Of the block in which the stretch ended."""

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
"""The last one, for the stretch that follows: at most one, since it holds a stretch in memory."""
atexit.register(_kept.clear)  # with it ends its thread


def samples_of(file: Path, channel: int | None, part: Part) -> Samples:
    """The sound of one stretch, without decoding what is before it where the file allows that.

    Raises:
        Unreadable: as for ``pipelines.audio.cutting.stretches``.
    """
    begin, end = round(part.start * RATE), round(part.end * RATE)
    key = _key(file, channel)
    kept = _kept.pop() if _kept else None
    if kept is None or (kept.key, kept.at) != (key, begin):
        blocks = ahead(Decoding(file, channel, part.start))
        kept = _Pass(key, begin, blocks, np.zeros(0, np.float32))
    samples = kept.take(end - begin)
    if kept.at == end:
        _kept.append(kept)
    return gate(samples, part.speech) if part.gated else samples


def gate(samples: Samples, speech: Sequence[Span]) -> Samples:
    """The samples with silence outside of the speech."""
    kept = np.zeros_like(samples)
    for start, end in speech:
        inside = slice(int(start * RATE), int(end * RATE))
        kept[inside] = samples[inside]
    return kept


def _key(file: Path, channel: int | None) -> tuple[object, ...]:
    try:
        seen = file.stat()
    except OSError:  # what is wrong with it, decoding says
        return (file, channel)
    return (file, channel, seen.st_ino, seen.st_size, seen.st_mtime_ns)
