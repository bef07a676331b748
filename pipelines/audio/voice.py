"""Where somebody speaks: Silero VAD, which comes inside faster-whisper. The only place that calls it."""

import numpy as np
from faster_whisper.vad import VadOptions, get_speech_timestamps

from pipelines.audio import RATE, Samples, Span

OPTIONS = VadOptions(threshold=0.35, min_speech_duration_ms=100, min_silence_duration_ms=400, speech_pad_ms=200)
"""Pauses from 0.4 s on part two spans, and each span takes 0.2 s of silence along on either side, since beginnings of
words are soft. The threshold is below the usual 0.5, at which a tenth of clipped speech was missed (here 0.3 %), since
speech that is not found is never heard, and silence that is taken for speech only costs time."""
LEAST = 512
"""Samples that the network looks at at once."""
LOUD = 0.3
"""Level to which soft recordings are raised for the search: of far speech at a hundredth of full level, 10 % was missed
before."""
PEAKS = 0.999
"""Share of samples that are softer than what counts as the level of a recording."""
SOFTEST = 1e-4
"""Level below which there is nothing to raise: one step of 16 bits is a third of it."""


def speech(samples: Samples) -> tuple[Span, ...]:
    """Spans in which somebody speaks, in seconds, in order. It needs 0.6 MB of memory a second."""
    if len(samples) < LEAST:
        return ()
    found = get_speech_timestamps(samples * gain(samples), OPTIONS, sampling_rate=RATE)
    return tuple((span["start"] / RATE, span["end"] / RATE) for span in found)


def gain(samples: Samples) -> np.float32:
    """By how much a soft recording is raised; 1 where it is loud, or where there is nothing."""
    level = float(np.quantile(np.abs(samples), PEAKS))
    return np.float32(LOUD / level if SOFTEST <= level < LOUD else 1)
