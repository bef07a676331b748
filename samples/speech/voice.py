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
    labels = pyopenjtalk.extract_fullcontext(text)
    phonemes = [found[1] for label in labels if (found := _PHONEME.search(label))]
    sound, rate = pyopenjtalk.synthesize(
        labels, speed=voice.speed / voice.formants, half_tone=voice.pitch - 12 * math.log2(voice.formants)
    )
    assert rate == VOICE_RATE
    up, down = STEPS, round(STEPS * voice.formants * VOICE_RATE / RATE)
    sound = resample_poly(np.asarray(sound, dtype=np.float64) / FULL_SCALE, up, down)
    return trimmed(sound), [phoneme for phoneme in phonemes if phoneme != "sil"]


def trimmed(sound: np.ndarray, margin: float = 0.03) -> np.ndarray:
    """The sound from just before it rises above a hundredth of its peak to just after it falls below."""
    loud = np.flatnonzero(np.abs(sound) > np.abs(sound).max() / 100)
    reach = int(margin * RATE)
    return sound[max(0, loud[0] - reach) : loud[-1] + reach] if len(loud) else sound
