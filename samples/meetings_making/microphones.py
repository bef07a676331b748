"""A spoken script as microphones hear it: one on the table, a recorder at the far end, one for each speaker."""

from collections.abc import Sequence
from random import Random

import numpy as np

from samples.meetings_making.script import Script
from samples.meetings_making.timeline import Spoken, alone, length
from samples.speech.acoustics import Room, decibels, echoed, level, noise

PEAK = 32_767
NEAR_FLOOR, FAR_NOISE = -58.0, -17.0
"""Noise: below full scale where the microphone is near, below the speech where it is far. In dB."""
FAR_GAIN = 0.11
"""Peak of the far recording, of full scale: the recorder's gain was left as it was."""
FAR_SECONDS = 0.5
"""Time in which the echo of the meeting room falls by 60 dB."""
CROSSTALK = -26.0
"""Gain, in dB, at which the room carries a speaker to the neighbour's microphone; the echo adds some 8 to it."""


def near(script: Script, said: Sequence[Spoken]) -> np.ndarray:
    """A microphone on the table: everybody at much the same loudness, little of the room, hardly any noise."""
    draw = Random(f"{script.session} near")
    sound = np.zeros(length(said))
    for person in script.people:
        own = echoed(alone(said, person.name), Room(0.25, 14), _numbers(draw))
        sound += own * decibels(draw.uniform(-2.5, 1.5))
    return pcm([sound + _floor(len(sound), draw)])


def far(script: Script, said: Sequence[Spoken]) -> np.ndarray:
    """A recorder at the far end of the room: more echo than voice for some seats, air conditioning, low gain."""
    draw = Random(f"{script.session} far")
    sound = np.zeros(length(said))
    for person in script.people:
        distance = draw.uniform(-1.5, 3)
        own = echoed(alone(said, person.name), Room(FAR_SECONDS, distance), _numbers(draw))
        sound += own * decibels(1.5 * distance - 4)
    air = noise(len(sound), 1.2, _numbers(draw))
    sound += air * (level(sound) / level(air) * decibels(FAR_NOISE))
    return pcm([sound * (FAR_GAIN / float(np.abs(sound).max()))])


def channels(script: Script, said: Sequence[Spoken]) -> np.ndarray:
    """A microphone for each speaker, in the order of the script; each hears the others low, later and from the room."""
    draw = Random(f"{script.session} channels")
    voices = [alone(said, person.name) for person in script.people]
    around = [echoed(voice, Room(0.35, -2), _numbers(draw)) for voice in voices]
    heard = []
    for seat, voice in enumerate(voices):
        sound = voice * decibels(draw.uniform(-2, 1)) + _floor(len(voice), draw)
        for other, theirs in enumerate(around):
            if other != seat:
                apart = abs(other - seat)
                sound += _later(theirs, 50 * apart) * decibels(CROSSTALK - 2.5 * (apart - 1))
        heard.append(sound)
    return pcm(heard)


def pcm(heard: Sequence[np.ndarray]) -> np.ndarray:
    """Channels as whole numbers of 16 bits, one row a channel."""
    return np.stack([np.round(np.clip(sound, -1, 1) * PEAK).astype("<i2") for sound in heard])


def _numbers(draw: Random) -> np.random.Generator:
    return np.random.default_rng(draw.getrandbits(32))


def _floor(size: int, draw: Random) -> np.ndarray:
    hiss = noise(size, 0.8, _numbers(draw))
    return hiss * (decibels(NEAR_FLOOR) / level(hiss))


def _later(sound: np.ndarray, samples: int) -> np.ndarray:
    """Sound takes a millisecond for a third of a metre: 50 samples are one."""
    return np.concatenate([np.zeros(samples), sound[:-samples]])
