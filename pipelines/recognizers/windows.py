"""Dividing speech into windows that a model hears at once.

Whisper hears 30 s and throws the rest away without a word; the windows are passed to it ready-made, so that nothing is
ever longer. Each is one piece of the sound, pauses included: no time has to be calculated back.
"""

from collections.abc import Sequence

from pipelines.audio import RATE, Samples, Span
from pipelines.audio.cutting import quietest

LONGEST_PAUSE = 2.0
"""Seconds of silence that a window may hold; over longer ones, Whisper invents speech."""
MARGIN = 0.3
"""Seconds of a pause that a window takes along on either side, beside what the spans of speech have already."""
SEARCHED = 1 / 3
"""The last share of a window in which speech without a pause is cut, where it is quietest."""


def windows(samples: Samples, speech: Sequence[Span], longest: float) -> list[Span]:
    """Windows that hold all of the speech, in order, none longer than ``longest`` seconds, none overlapping."""
    total = len(samples) / RATE
    joined: list[Span] = []
    for span in _short(samples, speech, longest):
        if joined and span[0] - joined[-1][1] <= LONGEST_PAUSE and span[1] - joined[-1][0] <= longest:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return [_widened(joined, number, total, longest) for number in range(len(joined))]


def _short(samples: Samples, speech: Sequence[Span], longest: float) -> list[Span]:
    """The spans, divided where they are too long."""
    found = []
    for span_start, end in speech:
        start = span_start
        while end - start > longest:
            last = start + longest
            place = quietest(samples, int((last - longest * SEARCHED) * RATE), int(last * RATE)) / RATE
            found.append((start, place))
            start = place
        found.append((start, end))
    return found


def _widened(joined: list[Span], number: int, total: float, longest: float) -> Span:
    """A window with its margins: at most half of the pause on either side, and no more than can be heard."""
    start, end = joined[number]
    before = (start - joined[number - 1][1]) / 2 if number else start
    after = (joined[number + 1][0] - end) / 2 if number + 1 < len(joined) else total - end
    room = max(0.0, longest - (end - start))
    before, after = min(MARGIN, before, room / 2), min(MARGIN, after, room / 2)
    return start - before, end + after
