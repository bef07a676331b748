"""What training does to speech: rooms, noise, hum, talk behind, narrow lines, loudness. Of many sounds at once.

Computed where the network is, since the cores that put windows together have no time for it.
``samples.speech.acoustics`` does the like to one sound.
"""

import math

import torch
from torch import Tensor

from samples.speech.acoustics import RATE

LONGEST_ECHO = 0.8
"""Seconds for an echo to fall by 60 dB."""
_BAND_ORDER = 4
_SOFT_FROM, _LOWEST = 2000, 50
"""Hz above which an echo is softer, and below which noise no longer grows."""


def disturbed(sound: Tensor, samples: Tensor, clean: float) -> Tensor:
    """Sounds as training hears them.

    Args:
        sound: (batch, samples), -1 to 1, zero beyond each. One that is zero throughout becomes noise alone.
        samples: how long each is.
        clean: the share that only the loudness is changed of. The others get some of an echo, noise or hum, talk
            behind and a narrow line, or by chance nothing.
    """
    rows, device = len(sound), sound.device
    silent = sound.abs().amax(1) == 0
    rough = (torch.rand(rows, device=device) >= clean) | silent
    own = torch.arange(sound.shape[1], device=device) < samples[:, None]

    heard = torch.where((rough & _chance(0.5, sound))[:, None], echoed(sound), sound)
    talk = torch.where((rough & _chance(0.12, sound))[:, None], sound.roll(1, 0), 0.0)
    heard = _mixed(heard, talk * own, samples, _between(12, 25, sound))
    other = torch.where(_chance(0.15, sound)[:, None], hum(sound), noise(sound))
    other = torch.where((rough & (silent | _chance(0.65, sound)))[:, None], other, 0.0)
    heard = torch.where(silent[:, None], other, _mixed(heard, other * own, samples, _between(3, 35, sound)))
    heard = torch.where((rough & _chance(0.1, sound))[:, None], narrowed(heard), heard)

    peak = torch.where(rough, _between(0.02, 0.95, sound), _between(0.1, 0.95, sound))
    peak = torch.where(silent, 10 ** _between(-4, -1, sound), peak)
    heard = heard * own
    heard = heard * (peak / heard.abs().amax(1).clamp_min(1e-6))[:, None]
    return (heard * 32767).round() / 32768


def echoed(sound: Tensor) -> Tensor:
    """Each in a room of its own: echo as noise that dies away, more slowly below 2 kHz, after a first gap."""
    length, size = int(LONGEST_ECHO * RATE), _size(sound.shape[1] + int(LONGEST_ECHO * RATE))
    seconds, direct, gap = _between(0.12, LONGEST_ECHO, sound), _between(-4, 14, sound), _between(0.002, 0.012, sound)
    at = torch.arange(length, device=sound.device) / RATE
    tail = torch.randn(len(sound), length, device=sound.device) * 10 ** (-3 * at / seconds[:, None])
    softer = 1 / (1 + 1j * _frequencies(2 * length, sound) / _SOFT_FROM)
    tail = torch.fft.irfft(torch.fft.rfft(tail, 2 * length) * (0.6 + softer))[:, :length]
    tail = tail * ((at >= gap[:, None]) & (at <= seconds[:, None]))
    tail = tail * (10 ** (-direct / 20) / tail.norm(dim=1).clamp_min(1e-6))[:, None]
    tail[:, 0] = 1
    heard = torch.fft.irfft(torch.fft.rfft(sound, size) * torch.fft.rfft(tail, size), size)
    return heard[:, : sound.shape[1]]


def noise(sound: Tensor) -> Tensor:
    """As much noise, whose power falls with frequency by a power of its own between 0 (white) and 2 (brown)."""
    size = _size(sound.shape[1])
    spectrum = torch.randn(len(sound), size // 2 + 1, dtype=torch.complex64, device=sound.device)
    falling = _frequencies(size, sound).clamp_min(_LOWEST) ** (-_between(0, 2, sound)[:, None] / 2)
    return torch.fft.irfft(spectrum * falling, size)[:, : sound.shape[1]]


def hum(sound: Tensor) -> Tensor:
    """The hum of mains or of a fan: a low tone with overtones."""
    base = _between(50, 240, sound)[:, None]
    at = torch.arange(sound.shape[1], device=sound.device) / RATE
    tones = torch.zeros_like(sound)
    for overtone in range(1, 7):
        shift, weight = _between(0, 2 * math.pi, sound)[:, None], _between(0, 1, sound)[:, None] / overtone
        tones += weight * torch.sin(2 * math.pi * base * overtone * at + shift)
    return tones


def narrowed(sound: Tensor) -> Tensor:
    """Each over a line that carries only frequencies between 60 to 300 and 3,200 to 7,500 Hz."""
    size = _size(sound.shape[1])
    low, high = _between(60, 300, sound)[:, None], _between(3200, 7500, sound)[:, None]
    at = _frequencies(size, sound).clamp_min(1)
    carried = (1 + ((at.square() - low * high) / (at * (high - low))) ** _BAND_ORDER).rsqrt()
    return torch.fft.irfft(torch.fft.rfft(sound, size) * carried, size)[:, : sound.shape[1]]


def _mixed(sound: Tensor, other: Tensor, samples: Tensor, below: Tensor) -> Tensor:
    """Sounds with others that lie so many dB below them by their mean power; nothing is added where they are zero."""
    level = ((sound.square().sum(1) / samples + 1e-12) / (other.square().sum(1) / samples + 1e-12)).sqrt()
    return sound + other * (level * 10 ** (-below / 20))[:, None]


def _between(low: float, high: float, sound: Tensor) -> Tensor:
    return torch.empty(len(sound), device=sound.device).uniform_(low, high)


def _chance(share: float, sound: Tensor) -> Tensor:
    return torch.rand(len(sound), device=sound.device) < share


def _frequencies(size: int, sound: Tensor) -> Tensor:
    return torch.fft.rfftfreq(size, 1 / RATE, device=sound.device)


def _size(length: int) -> int:
    return 1 << (length - 1).bit_length()
