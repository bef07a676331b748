"""From a file to samples, in blocks of a second or less: a recording of hours is never in memory as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer

from pipelines.audio import RATE, Samples
from pipelines.audio.breaking import breaks_off
from pipelines.audio.opening import opened
from pipelines.audio.refusal import Reason, Unreadable
from pipelines.limits import LIMITS

GRID = 25
"""Times at which the samples of every usual rate and those at 16 kHz fall together, a second: sound decoded from such a
time on is the same, to the sample, as sound decoded from the start."""
PREROLL_SECONDS = 2
"""Decoded before a time and thrown away: what MP3 and Opus keep of earlier frames, and the resampler's filter."""
EXACT = frozenset(
    {("mp3", "mp3float"), ("mp3", "mp3"), ("flac", "flac"), ("ogg", "opus"), ("mov,mp4,m4a,3gp,3g2,mj2", "aac")}
)
"""Containers and codecs in which FFmpeg finds a time to the sample, and every uncompressed WAV, as a test shows. WMA is
92 ms off and Matroska 1 ms; in all others, too, sound is decoded from the start."""
GAP_SECONDS = 0.05
"""From here on, time for which a file holds no sound is silence. Below, it is how coarsely some files count."""
LONGEST_GAP_SECONDS = 600
"""A hole that is longer is no hole: the recorder's clock was set."""
SCALE = {"u8": 2**7, "s16": 2**15, "s32": 2**31, "s64": 2**63}
"""Of formats that hold whole numbers: the value of full level."""


@dataclass
class Decoding:
    """One pass over the sound of a file, or over its end; iterating gives blocks of samples."""

    file: Path
    channel: int | None = None
    """From 1; None: all of them, mixed."""
    start: float = 0.0
    """Seconds; a multiple of 1 / GRID."""
    broke_off: float | None = None
    """After the last block: where the sound ends although the file says that it goes on."""

    def __iter__(self) -> Iterator[Samples]:
        """The blocks, in order.

        Raises:
            Unreadable: there is no sound in it, or not that channel, or more than is taken.
        """
        with opened(self.file) as (container, stream):
            if self.channel is not None and not 1 <= self.channel <= stream.channels:
                raise Unreadable(Reason.NO_SUCH_CHANNEL)
            first, surplus = self._seek(container, stream)
            track = _Track(stream.rate, self.channel, Fraction(container.start_time or 0, av.time_base), first)
            done = 0
            for block in self._resampled(container, stream, track):
                done += len(block)
                if done > LIMITS.audio_seconds * RATE:
                    raise Unreadable(Reason.TOO_LONG)
                if surplus < len(block):
                    yield block[surplus:]
                surplus = max(0, surplus - len(block))
            if not done and not self.start:
                raise Unreadable(Reason.TRUNCATED)
            seconds = float(first + Fraction(done, RATE))
            if breaks_off(self.file, container, seconds, failed_last=track.failed_last):
                self.broke_off = seconds

    def _seek(self, container: InputContainer, stream: AudioStream) -> tuple[Fraction, int]:
        """Where decoding begins, and how many samples after it are not wanted."""
        start = Fraction(round(self.start * GRID), GRID)
        before = start - PREROLL_SECONDS
        if before <= 0 or stream.rate % GRID or not _is_exact(container, stream):
            return Fraction(0), int(start * RATE)
        container.seek(int(before * av.time_base) + (container.start_time or 0))
        return before, int(PREROLL_SECONDS * RATE)

    def _resampled(self, container: InputContainer, stream: AudioStream, track: "_Track") -> Iterator[Samples]:
        for packet in container.demux(stream):
            try:
                frames = packet.decode()
            except av.error.InvalidDataError:
                track.failed_last = True
                continue
            for frame in frames:
                yield from track.taken(frame)
        yield from track.rest()


def _is_exact(container: InputContainer, stream: AudioStream) -> bool:
    kind = (container.format.name, stream.codec_context.name)
    return kind in EXACT or (kind[0] == "wav" and kind[1].startswith("pcm_"))


class _Track:
    """Takes frames as they come and gives them back at 16 kHz, without holes."""

    def __init__(self, rate: int, channel: int | None, origin: Fraction, first: Fraction) -> None:
        self.failed_last = False
        """The last packet so far could not be decoded."""
        self._rate = rate
        self._channel = channel
        self._origin = origin
        self._next = first
        """Seconds at which the next frame should begin."""
        self._began = False
        self._resampler = _resampler()

    def taken(self, frame: AudioFrame) -> Iterator[Samples]:
        self.failed_last = False
        if frame.sample_rate != self._rate:  # a recorder that was switched over
            yield from self.rest()
            self._rate = frame.sample_rate
            self._resampler = _resampler()
        sound = one_channel(frame, self._channel)
        late = self._late(frame)
        if not self._began and late < 0:  # where a search arrived before what was searched for
            sound = sound[round(-late * self._rate) :]
            if not len(sound):
                return
        elif late > LONGEST_GAP_SECONDS or late < -GAP_SECONDS:  # no hole: the clock was set
            self._origin += late
        elif late >= (GAP_SECONDS if self._began else 0):
            yield from self._silence(late)
        self._began = True
        yield from self._given(sound)

    def rest(self) -> Iterator[Samples]:
        yield from _samples(self._resampler, None)

    def _late(self, frame: AudioFrame) -> Fraction:
        """How much later than expected the frame begins."""
        if frame.pts is None or frame.time_base is None:
            return Fraction(0)
        return frame.pts * frame.time_base - self._origin - self._next

    def _silence(self, seconds: Fraction) -> Iterator[Samples]:
        missing = round(seconds * self._rate)
        while missing > 0:
            yield from self._given(np.zeros(min(missing, self._rate), np.float32))
            missing -= self._rate

    def _given(self, sound: Samples) -> Iterator[Samples]:
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(sound[None]), format="fltp", layout="mono")
        frame.sample_rate = self._rate
        self._next += Fraction(len(sound), self._rate)
        yield from _samples(self._resampler, frame)


def _resampler() -> AudioResampler:
    return AudioResampler(format="fltp", layout="mono", rate=RATE)


def _samples(resampler: AudioResampler, frame: AudioFrame | None) -> Iterator[Samples]:
    for done in resampler.resample(frame):
        yield done.to_ndarray()[0]


def one_channel(frame: AudioFrame, channel: int | None) -> Samples:
    """A channel of a frame, from 1, or all of them mixed; silence where the frame has no such channel."""
    sound = frame.to_ndarray()
    channels = frame.layout.nb_channels
    if not frame.format.is_planar:
        sound = sound.reshape(-1, channels).T
    whole = SCALE.get(frame.format.name.removesuffix("p"))
    if channel is None:
        mixed = sound.mean(axis=0, dtype=np.float64 if whole else np.float32)
    else:
        mixed = sound[channel - 1] if channel <= channels else np.zeros(sound.shape[1])
    if whole:
        mixed = (mixed - (whole if frame.format.name.startswith("u8") else 0)) / whole
    return np.nan_to_num(mixed.astype(np.float32), posinf=1, neginf=-1)
