"""Files that follow one another, as one sound: recorders begin another file at a break, or where one has become large.

Whatever takes a recording takes these in the place of a file, and times go on from one to the next. Nothing is between
two files, so that a word which they share is heard whole. Where one is missing, or breaks off, there is silence for as
long as it was, if that is known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from pipelines.audio import RATE, Files, FileSpan, Samples
from pipelines.audio.decoding import Decoding
from pipelines.audio.in_order import decoded
from pipelines.audio.refusal import Reason, Unreadable
from pipelines.limits import LIMITS

NOTHING_JOINS: Samples = np.zeros(0, np.float32)
"""A block between two files where nobody knows how much is missing: what is said before and behind is no sentence."""


@dataclass
class Following:
    """One pass over files that follow one another; iterating gives blocks of samples, as of a single file.

    Where a file is missing and nobody knows how long it was, there is a block without samples.
    """

    files: Files
    channel: int | None = None
    """From 1; None: all of them, mixed."""
    lasting: Mapping[int, float] = field(default_factory=dict)
    """How long files are that do not say so themselves, by their number from 0, in seconds."""
    end: int | None = None
    """The number of the file from which on nobody knows when they begin: they are not heard."""
    spans: list[FileSpan] = field(default_factory=list)
    """After the last block: where each file stands."""
    broke_off: float | None = None
    """After the last block: where the sound ends although the last file says that it goes on."""

    def __iter__(self) -> Iterator[Samples]:
        """The blocks, in order; none where nothing can be heard in any of the files.

        Raises:
            Unreadable: they are longer than is taken.
        """
        self.spans.clear()
        done = 0
        for number, path in enumerate(self.files.paths):
            for block in self._file(number, path, done / RATE):
                done += len(block)
                _check(done)
                yield block
            if number + 1 < len(self.files.paths):
                missing = max(0, round(self.spans[-1].end * RATE) - done)
                done += missing
                _check(done)
                yield from _silence(missing)
                if self.spans[-1].unknown:
                    yield NOTHING_JOINS
        if self.spans[-1].broke_off:
            self.broke_off = done / RATE

    def _file(self, number: int, path: Path, start: float) -> Iterator[Samples]:
        """The sound of one file, if there is any; what was found of it is the last of the spans then."""
        if self.end is not None and number >= self.end:
            self.spans.append(FileSpan(start, 0, None, reason=Reason.UNPLACED))
            return
        decoding, done = Decoding(path, self.channel), 0
        try:
            for block in decoding:
                done += len(block)
                yield block
        except Unreadable as error:
            if done:  # it is longer than is taken
                raise
            self.spans.append(FileSpan(start, 0, self.lasting.get(number), reason=error.reason))
            return
        seconds = done / RATE
        if decoding.broke_off is None:
            self.spans.append(FileSpan(start, seconds, seconds))
            return
        lasts = self.lasting.get(number) if decoding.lasts is None else decoding.lasts
        self.spans.append(FileSpan(start, seconds, None if lasts is None else max(lasts, seconds), broke_off=True))


def _silence(samples: int) -> Iterator[Samples]:
    for begin in range(0, samples, RATE):
        yield np.zeros(min(RATE, samples - begin), np.float32)


def _check(samples: int) -> None:
    if samples > LIMITS.audio_seconds * RATE:
        raise Unreadable(Reason.TOO_LONG)


def between(files: Files, channel: int | None, start: float, end: float) -> Samples:
    """The sound from one second to another, without decoding what is before it where the files allow that.

    Raises:
        Unreadable: a file that could be heard no longer can.
    """
    first, last = round(start * RATE), round(end * RATE)
    found = np.zeros(last - first, np.float32)
    for path, span in zip(files.paths, files.spans, strict=True):
        begin = round(span.start * RATE)
        low, high = max(first, begin), min(last, begin + round(span.seconds * RATE))
        if low < high:
            sound = decoded(path, channel, low - begin, high - begin)
            found[low - first : low - first + len(sound)] = sound
    return found
