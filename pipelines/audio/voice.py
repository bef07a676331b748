"""Where somebody speaks: Silero VAD, which comes inside faster-whisper. The only place that calls it."""

from faster_whisper.vad import VadOptions, get_speech_timestamps

from pipelines.audio import RATE, Samples, Span

OPTIONS = VadOptions(threshold=0.5, min_speech_duration_ms=100, min_silence_duration_ms=400, speech_pad_ms=200)
"""Pauses from 0.4 s on part two spans, and each span takes 0.2 s of silence along on either side, since beginnings of
words are soft."""
LEAST = 512
"""Samples that the network looks at at once."""


def speech(samples: Samples) -> tuple[Span, ...]:
    """Spans in which somebody speaks, in seconds, in order. It needs 0.6 MB of memory a second."""
    if len(samples) < LEAST:
        return ()
    found = get_speech_timestamps(samples, OPTIONS, sampling_rate=RATE)
    return tuple((span["start"] / RATE, span["end"] / RATE) for span in found)
