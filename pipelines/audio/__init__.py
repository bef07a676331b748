"""Sound: what a recording holds, where people speak in it, and stretches of it that are short enough to be heard.

All times are seconds; all samples are 32-bit floats at 16 kHz, one channel.
"""

from dataclasses import dataclass

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
    """From the start of the file, as is the end."""
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
class Plan:
    """How a recording is divided."""

    parts: tuple[Part, ...]
    seconds: float
    """What could be decoded."""
    broke_off: float | None = None
    """Where the sound ends although the file says that it goes on; None where nothing is missing."""

    @property
    def speech(self) -> list[Span]:
        """Where somebody speaks, from the start of the file."""
        return [(part.start + start, part.start + end) for part in self.parts for start, end in part.speech]
