"""What training and testing do to speech: rooms, noise, talk behind, narrow lines, loudness. All sound is float32."""

from random import Random

import numpy as np
from scipy.signal import butter, sosfilt

from samples.speech.acoustics import RATE, Room, decibels, echoed, noise


def hum(length: int, rng: np.random.Generator) -> np.ndarray:
    """The hum of mains or of a fan: a low tone with overtones."""
    base, times = rng.choice([50, 60, rng.uniform(80, 240)]), np.arange(length) / RATE
    tones = [rng.uniform(0, 1) / n * np.sin(2 * np.pi * base * n * times + rng.uniform(0, 6)) for n in range(1, 7)]
    return np.sum(tones, axis=0)


def mixed(sound: np.ndarray, other: np.ndarray, below: float) -> np.ndarray:
    """Sound with another that lies so many dB below it, both taken by their mean power."""
    level = np.sqrt(np.mean(np.square(sound)) + 1e-12) / np.sqrt(np.mean(np.square(other)) + 1e-12)
    return (sound + other * level * decibels(-below)).astype(np.float32)


def narrowed(sound: np.ndarray, low: float, high: float) -> np.ndarray:
    """The sound over a line that carries only these frequencies, in Hz."""
    return np.asarray(sosfilt(butter(2, (low, high), "bandpass", fs=RATE, output="sos"), sound), np.float32)


def quantised(sound: np.ndarray, peak: float) -> np.ndarray:
    """The sound at that peak in the steps of 16 bits."""
    scale = peak / max(float(np.abs(sound).max()), 1e-6)
    return (np.round(sound * scale * 32767) / 32768).astype(np.float32)


def far(sound: np.ndarray, rng: Random) -> np.ndarray:
    """As a microphone on the far side of a meeting room hears it."""
    room = Room(rng.uniform(0.35, 0.7), rng.uniform(-3, 3))
    return echoed(sound, room, np.random.default_rng(rng.getrandbits(32))).astype(np.float32)


def disturbed(sound: np.ndarray, rng: Random, babble: np.ndarray | None = None, clean: float = 0.0) -> np.ndarray:
    """The sound as training hears it.

    Args:
        sound: at 16 kHz.
        rng: draws what happens to it.
        babble: speech of others, for one in eight of the disturbed to have behind it; repeated to the length.
        clean: the share that only the loudness is changed of. The others get some of an echo, noise or hum, talk
            behind and a narrow line, or by chance nothing.
    """
    if rng.random() < clean:
        return quantised(sound, rng.uniform(0.1, 0.95))
    numbers = np.random.default_rng(rng.getrandbits(32))
    if rng.random() < 0.45:
        sound = echoed(sound, Room(rng.uniform(0.12, 0.8), rng.uniform(-4, 14)), numbers)
    if babble is not None and rng.random() < 0.12:
        sound = mixed(sound, np.resize(babble, len(sound)), rng.uniform(12, 25))
    if rng.random() < 0.65:
        kind = hum(len(sound), numbers) if rng.random() < 0.15 else noise(len(sound), rng.uniform(0, 2), numbers)
        sound = mixed(sound, kind, rng.uniform(4, 40))
    if rng.random() < 0.1:
        sound = narrowed(sound, rng.uniform(60, 300), rng.uniform(3200, 7500))
    return quantised(sound, rng.uniform(0.02, 0.95))
