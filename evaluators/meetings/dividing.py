"""A meeting divided into stretches of about equal length, each of which can be worked on alone."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from evaluators.meetings.stretches import Span, united

DIGITS = 1
"""Of the seconds at which stretches begin and end."""


def divided(speech: Iterable[Span], seconds: float, wanted: float) -> list[Span]:
    """Stretches that together are the meeting, with borders where nobody speaks.

    Each border is the silence nearest to where it would be if all were of one length. Where somebody speaks all the
    time there are fewer of them.

    Args:
        speech: when somebody speaks, by the draft and, where there is one, by the truth.
        seconds: how long the recording is.
        wanted: how long a stretch is to be.
    """
    count = max(1, round(seconds / wanted))
    spans = united(speech)
    silences = np.array([(before[1] + after[0]) / 2 for before, after in pairwise(spans)])
    inner = {
        round(float(silences[np.abs(silences - seconds * number / count).argmin()]), DIGITS)
        for number in range(1, count)
        if len(silences)
    }
    borders = [0.0, *sorted(each for each in inner if 0 < each < seconds), round(seconds, DIGITS)]
    return [*pairwise(borders)]


def within(start: float, stretch: Span) -> bool:
    """Whether what begins at a time belongs to a stretch."""
    return stretch[0] <= start < stretch[1]
