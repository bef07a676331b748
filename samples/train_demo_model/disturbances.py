"""What testing does to speech: noise at a given level, and rooms. All sound is float32.

What training does is in ``surroundings``.
"""

from random import Random

import numpy as np

from samples.speech.acoustics import Room, decibels, echoed


def mixed(sound: np.ndarray, other: np.ndarray, below: float) -> np.ndarray:
    """Sound with another that lies so many dB below it, both taken by their mean power."""
    level = np.sqrt(np.mean(np.square(sound)) + 1e-12) / np.sqrt(np.mean(np.square(other)) + 1e-12)
    return (sound + other * level * decibels(-below)).astype(np.float32)


def far(sound: np.ndarray, rng: Random) -> np.ndarray:
    """As a microphone on the far side of a meeting room hears it."""
    room = Room(rng.uniform(0.35, 0.7), rng.uniform(-3, 3))
    return echoed(sound, room, np.random.default_rng(rng.getrandbits(32))).astype(np.float32)
