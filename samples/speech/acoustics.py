"""What happens to speech on its way to a microphone: the room, noise, loudness."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.signal import butter, fftconvolve, sosfilt

RATE = 16_000


@dataclass(frozen=True)
class Room:
    """``seconds`` for the echo to fall by 60 dB; ``direct`` sound over echo in dB."""

    seconds: float
    direct: float


def echoed(sound: np.ndarray, room: Room, rng: np.random.Generator) -> np.ndarray:
    """The sound in a room: echo as noise that dies away, more slowly below 2 kHz, after a first gap of a few ms."""
    length = int(room.seconds * RATE)
    tail = rng.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
    tail = 0.6 * tail + sosfilt(butter(1, 2000, fs=RATE, output="sos"), tail)
    tail[: int(rng.uniform(0.002, 0.012) * RATE)] = 0
    tail *= 10 ** (-room.direct / 20) / math.sqrt(math.fsum(np.square(tail)))
    tail[0] = 1
    return np.asarray(fftconvolve(sound, tail)[: len(sound)])


def noise(length: int, slope: float, rng: np.random.Generator) -> np.ndarray:
    """Noise whose power falls with frequency to the ``slope`` (0 white, 1 pink, 2 brown)."""
    size = 1 << (length - 1).bit_length()
    spectrum = rng.standard_normal(size // 2 + 1) + 1j * rng.standard_normal(size // 2 + 1)
    spectrum *= np.maximum(np.arange(size // 2 + 1), size * 50 / RATE) ** (-slope / 2)
    return np.fft.irfft(spectrum)[:length]


def level(sound: np.ndarray) -> float:
    """Root of the mean power. Summed exactly: the order in which a processor adds does not show."""
    return math.sqrt(math.fsum(np.square(sound)) / max(len(sound), 1))


def decibels(value: float) -> float:
    """The factor that a gain in dB is."""
    return float(10 ** (value / 20))
