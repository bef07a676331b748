"""What was said in a meeting, or written down of it, as characters that know who spoke, when, and in which segment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from evaluators.characters import clusters

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Spoken:
    """A segment: who speaks from when to when, in seconds, and what. Times are NaN where they are not known."""

    speaker: str
    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Transcript:
    """The segments of a meeting in order, and their characters one after the other."""

    segments: tuple[Spoken, ...]
    characters: tuple[str, ...]
    """Grapheme clusters after a normaliser."""
    segment_of: Integers
    """Shape (characters,): in which segment each stands."""
    starts: Floats
    """Shape (characters,): the time of its segment, spread evenly; NaN where it is not known."""
    ends: Floats

    def __len__(self) -> int:
        """How many characters."""
        return len(self.characters)

    @property
    def speakers(self) -> list[str]:
        """Who speaks, in the order of the first word."""
        return list(dict.fromkeys(segment.speaker for segment in self.segments))

    @property
    def timed(self) -> bool:
        """Whether the time of every segment is known."""
        return not np.isnan(self.starts).any()

    @property
    def turns(self) -> dict[str, list[tuple[float, float]]]:
        """When each speaker speaks, without segments of which nothing was written."""
        found: dict[str, list[tuple[float, float]]] = {}
        for segment in self.segments:
            if segment.text.strip():
                found.setdefault(segment.speaker, []).append((segment.start, segment.end))
        return found

    def of(self, speaker: str) -> Integers:
        """Places of what a speaker says."""
        said = [segment.speaker == speaker for segment in self.segments]
        return np.flatnonzero(np.array(said, dtype=bool)[self.segment_of]) if said else np.empty(0, np.int64)


def transcript(segments: Sequence[Spoken], normalised: Callable[[str], str]) -> Transcript:
    """Segments in order of their start, those without a time where they stand, after a normaliser.

    Args:
        segments: in any order where all of them have times, else in the order in which they were spoken.
        normalised: what is done to the text of each segment.
    """
    ordered = list(segments)
    if not any(np.isnan(segment.start) for segment in ordered):
        ordered.sort(key=lambda segment: (segment.start, segment.end))
    parts = [clusters(normalised(segment.text)) for segment in ordered]
    sizes = np.array([len(part) for part in parts], dtype=np.int64)
    starts, ends = (np.array([getattr(segment, side) for segment in ordered], float) for side in ("start", "end"))
    segment_of = np.repeat(np.arange(len(ordered)), sizes)
    step = ((ends - starts) / np.maximum(sizes, 1))[segment_of]
    number = np.arange(len(segment_of)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    is_last = number + 1 == sizes[segment_of]
    return Transcript(
        segments=tuple(ordered),
        characters=tuple(chain.from_iterable(parts)),
        segment_of=segment_of,
        starts=starts[segment_of] + number * step,
        ends=np.where(is_last, ends[segment_of], starts[segment_of] + (number + 1) * step),
    )
