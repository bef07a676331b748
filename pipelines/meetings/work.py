"""What is done to sound in a process of its own: dividing, hearing, telling speakers apart."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.audio import RATE, Plan, Recorded, Samples
from pipelines.audio.cutting import plans, samples_of
from pipelines.audio.refusal import Reason
from pipelines.diarization import diarizer
from pipelines.meetings.entries import HeardPart, Planned, Told
from pipelines.recognizers import hearing
from pipelines.recognizers.hearing import Hearing


@dataclass(frozen=True)
class Source:
    """A track: a file, or several that follow one another, and a channel, from 1, or None for all of them."""

    file: Recorded
    channel: int | None


Sources = tuple[Source, ...]
"""All tracks of a recording."""


@dataclass(frozen=True)
class Telling:
    """A track of which the speakers are to be told apart."""

    source: Source
    plan: Plan


def divide(recordings: Sequence[Sources]) -> list[list[Planned]]:
    """Divide the tracks of recordings into stretches, each with the speech that is its own."""
    tracks = [[(source.file, source.channel) for source in sources] for sources in recordings]
    return [
        [Planned(None, str(found)) if isinstance(found, Reason) else Planned(found) for found in each]
        for each in plans(tracks)
    ]


def hear(stretches: Sequence[Hearing]) -> list[HeardPart]:
    """Write down what is said in stretches, and how long that took."""
    return [_heard(stretch) for stretch in stretches]


def _heard(stretch: Hearing) -> HeardPart:
    began = time.monotonic()
    (found,) = hearing.hear([stretch])
    if isinstance(found, Reason):
        return HeardPart(reason=str(found))
    return HeardPart(tuple(found), round(time.monotonic() - began, 3))


def tell_apart(tracks: Sequence[Telling]) -> list[Told]:
    """Tell the speakers of tracks apart."""
    return [Told(tuple(diarizer().turns(_reader(track), track.plan.speech, None))) for track in tracks]


def _reader(track: Telling) -> Callable[[float, float], Samples]:
    """Any span of the sound, with the last stretches that were decoded at hand: spans are asked for in order."""
    kept: dict[int, Samples] = {}

    def read(start: float, end: float) -> Samples:
        found = []
        for part in track.plan.parts:
            if part.end <= start or part.start >= end:
                continue
            if part.number not in kept:
                for old in [number for number in kept if number < part.number - 1]:
                    del kept[old]
                kept[part.number] = samples_of(track.source.file, track.source.channel, part)
            first = max(0, round((start - part.start) * RATE))
            found.append(kept[part.number][first : round((end - part.start) * RATE)])
        return np.concatenate(found) if found else np.zeros(0, np.float32)

    return read
