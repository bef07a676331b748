"""What intervals resample: meetings, or, where there are few, stretches of a meeting of about a minute."""

from dataclasses import dataclass, replace

import numpy as np

from evaluators.intervals import Interval
from evaluators.meetings.transcript import Floats, Integers, Transcript

MANY_MEETINGS = 10
"""From so many on meetings are resampled. Errors of a meeting hang together, more than those of a minute: with
stretches of few meetings, intervals say nothing of other meetings, and are called so."""
STRETCH_CHARACTERS = 300
"""About a minute of speech."""
MEETING, STRETCH = "meeting", "stretch"


def unit_kind(meetings: int) -> str:
    """Whether meetings are resampled or stretches of them."""
    return MEETING if meetings >= MANY_MEETINGS else STRETCH


def named(interval: Interval, kind: str) -> Interval:
    """The interval, with a method that says what was resampled."""
    method = {
        "document-bootstrap": f"{kind}-bootstrap",
        "clopper-pearson-documents": f"clopper-pearson-{kind}",
        "korn-graubard": f"korn-graubard-{kind}",
        "not-estimable": f"not-estimable-{kind}",
    }
    return replace(interval, method=method.get(interval.method, interval.method))


@dataclass(frozen=True)
class Units:
    """The units of one meeting. All recordings of it have the same ones, since what they get wrong hangs together."""

    of: Integers
    """Shape (characters of the truth,): the unit of each."""
    begins: Floats
    """Second at which each unit begins, rising; empty where the truth has no times or a meeting is one unit."""

    def at(self, seconds: Floats) -> Integers:
        """The unit that a time lies in."""
        found: Integers = np.searchsorted(self.begins[1:], seconds, "right")
        return found


def units(truth: Transcript, kind: str) -> Units:
    """The units of a meeting: one, or one for every 300 characters of the truth; a short rest goes to the last."""
    if kind == MEETING or not len(truth):
        return Units(np.zeros(len(truth), dtype=np.int64), np.empty(0))
    count = max(1, round(len(truth) / STRETCH_CHARACTERS))
    of = np.minimum(np.arange(len(truth)) // STRETCH_CHARACTERS, count - 1)
    first = np.searchsorted(of, np.arange(count))
    return Units(of, np.maximum.accumulate(truth.starts[first]) if truth.timed else np.empty(0))
