"""Sentences spoken by pyopenjtalk-plus.

Its wheel holds one voice. Others are made of it: the synthesiser's speed and pitch, and resampling, which moves the
formants as a longer or shorter vocal tract does. Where speech is resampled, speed and pitch are chosen against it.
"""

import math
import re
from dataclasses import dataclass

import numpy as np
import pyopenjtalk
from scipy.signal import resample_poly

from samples.speech.durations import durations

RATE = 16_000
VOICE_RATE = 48_000
STEPS = 600
"""Formants are moved in steps of 1/600, so that resampling stays a ratio of small numbers."""
FULL_SCALE = 65_536
_PHONEME = re.compile(r"-(.+?)\+")


@dataclass(frozen=True)
class Voice:
    """How it is spoken: ``speed`` (1 as the synthesiser's), ``pitch`` in semitones, ``formants`` (1.1: a tenth up)."""

    speed: float
    pitch: float
    formants: float


def speak(text: str, voice: Voice) -> tuple[np.ndarray, list[str]]:
    """Sound at 16 kHz (peak about a half) without the silence at both ends, and its phonemes."""
    sound, phonemes, _ends = timed(text, voice)
    return sound, phonemes


def timed(text: str, voice: Voice) -> tuple[np.ndarray, list[str], list[int]]:
    """The same, and the sample before which each phoneme ends."""
    labels = pyopenjtalk.extract_fullcontext(text)
    names = [found[1] if (found := _PHONEME.search(label)) else "sil" for label in labels]
    speed = voice.speed / voice.formants
    sound, rate = pyopenjtalk.synthesize(labels, speed=speed, half_tone=voice.pitch - 12 * math.log2(voice.formants))
    assert rate == VOICE_RATE
    up, down = STEPS, round(STEPS * voice.formants * VOICE_RATE / RATE)
    sound = resample_poly(np.asarray(sound, dtype=np.float64) / FULL_SCALE, up, down)
    begins, ends = edges(sound)
    said = np.cumsum(durations(labels, speed)) * (up / down) - begins
    places = [place for place, name in enumerate(names) if name != "sil"]
    sound = sound[begins:ends]
    return sound, [names[place] for place in places], [int(np.clip(said[place], 0, len(sound))) for place in places]


def edges(sound: np.ndarray, margin: float = 0.03) -> tuple[int, int]:
    """Where a sound begins and ends: just before it rises above a hundredth of its peak, just after it falls below."""
    loud = np.flatnonzero(np.abs(sound) > np.abs(sound).max() / 100)
    reach = int(margin * RATE)
    return (max(0, loud[0] - reach), min(len(sound), loud[-1] + reach)) if len(loud) else (0, len(sound))
