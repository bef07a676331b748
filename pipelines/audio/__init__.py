"""Sound: what a recording holds, where people speak in it, and stretches of it that are short enough to be heard.

All times are seconds; all samples are 32-bit floats at 16 kHz, one channel.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

RATE = 16_000
"""Samples a second, of everything that is heard."""
Span = tuple[float, float]
"""From when to when, in seconds."""


@dataclass(frozen=True)
class Audio:
    """What a file says of the sound in it."""

    seconds: float | None
    """As declared; None where the file does not say. What can be decoded may be less."""
    channels: int
    rate: int
    """Samples a second, as recorded."""
    codec: str


@dataclass(frozen=True)
class Part:
    """A stretch of a recording by its times alone: enough to decode it again."""

    number: int
    """From 1."""
    start: float
    """From the start of the recording, as is the end."""
    end: float
    speech: tuple[Span, ...]
    """Where somebody speaks, from the start of the stretch."""
    gated: bool = False
    """What is outside of the speech is other people's, and is silenced before it is heard."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of a recording with its sound."""

    number: int
    """From 1."""
    start: float
    """From the start of the file."""
    samples: Samples
    speech: tuple[Span, ...]
    """Where somebody speaks, from the start of the stretch."""


@dataclass(frozen=True)
class FileSpan:
    """A file of a recording that lies in several which follow one another, and where it stands in the whole."""

    start: float
    """From the start of the recording."""
    seconds: float
    """What could be decoded; 0 where nothing could."""
    lasts: float | None
    """How long it was recorded, which is more where it breaks off; None where something is missing and nobody knows
    how much. The next file begins behind it, or, where that is not known, behind what could be decoded."""
    broke_off: bool = False
    reason: str = ""
    """Why it cannot be heard: a ``Reason``."""

    @property
    def end(self) -> float:
        """From the start of the recording: where the next one begins."""
        return self.start + (self.seconds if self.lasts is None else self.lasts)

    @property
    def unknown(self) -> bool:
        """Whether nobody knows how much of it is missing."""
        return self.lasts is None


@dataclass(frozen=True)
class Files:
    """Files that follow one another, in the order in which they were recorded."""

    paths: tuple[Path, ...]
    spans: tuple[FileSpan, ...] = ()
    """Where each stands, as a pass over all of them has found it. It takes that to decode a stretch alone."""


Recorded = Path | Files
"""What a recording lies in."""


@dataclass(frozen=True)
class Plan:
    """How a recording is divided."""

    parts: tuple[Part, ...]
    seconds: float
    """What could be decoded."""
    broke_off: float | None = None
    """Where the sound ends although the file says that it goes on; None where nothing is missing."""
    files: tuple[FileSpan, ...] = ()
    """Of a recording that lies in several files: each of them, in order."""

    @property
    def holes(self) -> list[Span]:
        """Where a file is missing, or the rest of one behind which another goes on, from the start of the recording."""
        broken = [file for file in self.files[:-1] if file.reason or file.broke_off]
        broken += [file for file in self.files[-1:] if file.reason]
        # Of several behind one another none may have a length that is known: they are one hole.
        return [*dict.fromkeys((file.start + file.seconds, file.end) for file in broken)]

    @property
    def speech(self) -> list[Span]:
        """Where somebody speaks, from the start of the recording."""
        return [(part.start + start, part.start + end) for part in self.parts for start, end in part.speech]
