"""A script spoken: every utterance with its sound and when it begins."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samples.meetings_making.script import Script
from samples.speech.voice import RATE, speak

LEAD = 0.6
"""Seconds of the room before anybody speaks."""
TAIL = 0.8


@dataclass(frozen=True)
class Spoken:
    """An utterance in its place, counted in samples."""

    speaker: str
    words: str
    start: int
    sound: np.ndarray

    @property
    def end(self) -> int:
        """The sample after its last one."""
        return self.start + len(self.sound)


def spoken(script: Script) -> list[Spoken]:
    """All utterances of a script, in their order."""
    said: list[Spoken] = []
    end = int(LEAD * RATE)
    for line in script.lines:
        sound, _phonemes = speak(line.words, script.person(line.speaker).voice)
        pause = int(line.pause * RATE) if said else 0
        said.append(Spoken(line.speaker, line.words, end + pause, sound))
        end = said[-1].end
    return said


def length(said: Sequence[Spoken]) -> int:
    """Samples of the whole meeting."""
    return max(each.end for each in said) + int(TAIL * RATE)


def alone(said: Sequence[Spoken], speaker: str) -> np.ndarray:
    """What one speaker says over the whole meeting, with silence between."""
    sound = np.zeros(length(said))
    for each in said:
        if each.speaker == speaker:
            sound[each.start : each.end] += each.sound
    return sound
