"""Giving what was said to who said it: a segment is cut where the turn changes, between two of its words."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from pipelines.diarization import Turn


class Timed(Protocol):
    """Something that was said from one second to another: a word."""

    @property
    def start(self) -> float:
        """Seconds, on the clock of the turns."""
        ...

    @property
    def end(self) -> float:
        """Seconds."""
        ...


Said = TypeVar("Said", bound=Timed)


@dataclass(frozen=True)
class Part(Generic[Said]):
    """What one person said of a segment."""

    start: float
    end: float
    speaker: str
    """Empty where nobody has a turn near."""
    words: tuple[Said, ...]


def assign(segment: Timed, words: Sequence[Said], turns: Sequence[Turn]) -> list[Part[Said]]:
    """The segment by speaker, in order of time; at least one part.

    A word goes to who has most of its time, and where nobody has any of it to the turn that is nearest. Without words
    the segment stays whole and goes to who has most of it. The first part begins and the last ends with the segment;
    between two of them it is cut where the one's last word ends and the other's first begins.

    Args:
        segment: what the recogniser returned as one.
        words: its words, in order; none where the recogniser does not time them.
        turns: of the recording, in order of start.
    """
    if not words:
        return [Part(segment.start, segment.end, speaker_of(segment, turns), ())]
    spoken = [(speaker_of(word, turns), word) for word in words]
    groups = [(speaker, [word for _speaker, word in group]) for speaker, group in groupby(spoken, lambda each: each[0])]
    last = len(groups) - 1
    return [
        Part(
            segment.start if number == 0 else group[0].start,
            segment.end if number == last else group[-1].end,
            speaker,
            tuple(group),
        )
        for number, (speaker, group) in enumerate(groups)
    ]


def speaker_of(said: Timed, turns: Sequence[Turn]) -> str:
    """Who has most of its time; of equals who began first; empty where there is no turn at all."""
    if not turns:
        return ""
    # Turns may overlap, so that an earlier one may reach in, but not from further back than the longest is long.
    longest = max(turn.end - turn.start for turn in turns)
    first = bisect_right(turns, said.start - longest, key=lambda turn: turn.start)
    after = bisect_right(turns, said.end, key=lambda turn: turn.start)
    shares: dict[str, float] = {}
    for turn in turns[max(0, first - 1) : after]:
        shared = min(said.end, turn.end) - max(said.start, turn.start)
        if shared > 0:
            shares[turn.speaker] = shares.get(turn.speaker, 0.0) + shared
    if shares:
        return max(shares, key=lambda speaker: shares[speaker])
    near = turns[max(0, first - 1) : after + 1]
    return min(near, key=lambda turn: max(turn.start - said.end, said.start - turn.end)).speaker
