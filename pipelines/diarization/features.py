"""What a voice sounds like, ten milliseconds at a time: the envelope of its spectrum, and its pitch."""

from functools import cache

import numpy as np
import numpy.typing as npt
from faster_whisper.feature_extractor import FeatureExtractor
from scipy.fft import dct

Frames = npt.NDArray[np.float64]

RATE = 16_000
HOP = 160
FRAME = 640
"""Samples of a frame: 40 ms hold two periods of the lowest pitch that is looked for."""
FFT = 1024
MELS = 40
CEPSTRA = 19
"""Cepstral coefficients 1 to 19. The zeroth is how loud it is, which depends on the seat."""
PITCH_HZ = (70.0, 400.0)
VOICED = 0.45
"""Correlation with itself one period later, of 1, from which a frame has a pitch."""
OCTAVE_COST = 0.03
"""A period fits twice as long a one as well: of equals the shorter."""
FLOOR = 1e-6
"""Added to energies of sound whose peak is 1: about what 16 bits cannot tell from nothing."""
QUIET = 10.0**-3.5
"""Frames below this share of the loudest hundredth's power are pauses between words, and say nothing of a voice."""
BATCH = 3_000
"""Frames at a time, so that half a minute of spectra is the most that is in memory."""


def frames(samples: npt.NDArray[np.float32]) -> tuple[Frames, Frames]:
    """Cepstra and pitch of the frames in which there is a voice.

    Args:
        samples: 16 kHz, mono.

    Returns:
        Cepstral coefficients, shape (n, 19), and log2 of the pitch in Hz, shape (n,), NaN where there is none.
    """
    count = max(0, (len(samples) - FRAME) // HOP + 1)
    if not count:
        return np.empty((0, CEPSTRA)), np.empty(0)
    views = np.lib.stride_tricks.sliding_window_view(samples, FRAME)[::HOP]
    peak = max(float(np.abs(samples).max()), 1e-9)
    parts = [_frames(views[start : start + BATCH] / peak) for start in range(0, count, BATCH)]
    cepstra, pitch, power = (np.concatenate(part) for part in zip(*parts, strict=True))
    loud = power > QUIET * np.quantile(power, 0.99)
    return cepstra[loud], pitch[loud]


def _frames(views: npt.NDArray) -> tuple[Frames, Frames, Frames]:
    views = views.astype(np.float64)
    views -= views.mean(axis=1, keepdims=True)
    spectrum = np.abs(np.fft.rfft(views * np.hanning(FRAME), FFT)) ** 2
    mel = np.log(spectrum @ _filters().T + FLOOR)
    cepstra = dct(mel, type=2, norm="ortho", axis=1)[:, 1 : CEPSTRA + 1]
    return cepstra, _pitch(spectrum), (views**2).mean(axis=1)


def _pitch(spectrum: Frames) -> Frames:
    """From the autocorrelation, which the window has made fall with the lag: that is divided out again."""
    correlation = np.fft.irfft(spectrum)[:, :FRAME]
    correlation = correlation / np.maximum(correlation[:, :1], 1e-12) / _of_window()
    first, last = int(RATE / PITCH_HZ[1]), int(RATE / PITCH_HZ[0])
    lags = np.arange(first, last + 1)
    peak = (correlation[:, lags] - OCTAVE_COST * np.log2(lags / first)).argmax(axis=1) + first
    height = correlation[np.arange(len(peak)), peak]
    # At both ends the highest value is no peak but the slope towards one outside.
    voiced = (height > VOICED) & (peak > first) & (peak < last)
    return np.where(voiced, np.log2(RATE / peak), np.nan)


@cache
def _filters() -> Frames:
    return np.asarray(FeatureExtractor.get_mel_filters(RATE, FFT, MELS), dtype=np.float64)


@cache
def _of_window() -> Frames:
    own: Frames = np.fft.irfft(np.abs(np.fft.rfft(np.hanning(FRAME), FFT)) ** 2)[:FRAME]
    return np.maximum(own / own[0], 0.05)
