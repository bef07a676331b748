"""Features of many sounds at once, wherever the network is: what faster-whisper computes of one, before it pads."""

import torch
from faster_whisper.feature_extractor import FeatureExtractor
from torch import Tensor
from torch.nn import functional

from samples.speech.acoustics import RATE

MELS, WINDOW, HOP = 80, 400, 160
FRAMES_PER_SECOND = RATE // HOP
PADDED_FRAMES = 30 * FRAMES_PER_SECOND
_SOFTEST = 8.0
"""Powers of ten below the loudest of a sound; what is softer counts as that."""


def frames(samples: Tensor) -> Tensor:
    """How many frames sounds of so many samples have."""
    return (1 + samples // HOP).clamp_max(PADDED_FRAMES)


class Features:
    """Log-mel features, on one device."""

    def __init__(self, device: torch.device) -> None:
        """Make the filters and the window."""
        filters = FeatureExtractor.get_mel_filters(RATE, WINDOW, n_mels=MELS)
        self._filters = torch.tensor(filters, dtype=torch.float32, device=device)
        self._window = torch.hann_window(WINDOW, device=device)

    def __call__(self, sound: Tensor, samples: Tensor, length: int) -> Tensor:
        """From (batch, samples), each as long as it says, to (batch, 80, length) frames; beyond a sound, zero."""
        padded = functional.pad(sound, (0, HOP))
        spectrum = torch.stft(padded, WINDOW, HOP, window=self._window, return_complex=True)[..., :-1]
        mels = (self._filters @ spectrum.abs().square()).clamp_min(1e-10).log10()
        own = torch.arange(mels.shape[-1], device=sound.device) < frames(samples)[:, None]
        own = own[:, None]
        loudest = mels.masked_fill(~own, -torch.inf).amax((1, 2), keepdim=True)
        made = torch.where(own, (torch.maximum(mels, loudest - _SOFTEST) + 4) / 4, 0.0)
        return functional.pad(made, (0, max(0, length - made.shape[-1])))[..., :length]
