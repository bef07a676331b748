"""From a file to samples, in blocks of a second or less: a recording of hours is never in memory as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet

from pipelines.audio import RATE, Samples
from pipelines.audio.breaking import breaks_off, whole_seconds
from pipelines.audio.opening import opened
from pipelines.audio.refusal import Reason, Unreadable
from pipelines.limits import LIMITS

GRID = 25
"""Times at which the samples of every usual rate and those at 16 kHz fall together, a second: sound decoded from such a
time on is the same, to the sample, as sound decoded from the start."""
STEP = RATE // GRID
"""Samples between two such times; cuts are at multiples of it, so that a stretch can be decoded alone."""
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
    lasts: float | None = None
    """Where it breaks off: how long it was before, in seconds, if it says so."""

    def __iter__(self) -> Iterator[Samples]:
        """The blocks, in order.

        Raises:
            Unreadable: there is no sound in it, or not that channel, or more than is taken.
        """
        try:
            yield from self._pass(seeking=True)
        except _Overshot:  # before anything was given
            yield from self._pass(seeking=False)

    def _pass(self, *, seeking: bool) -> Iterator[Samples]:
        with opened(self.file) as (container, stream):
            if self.channel is not None and not 1 <= self.channel <= stream.channels:
                raise Unreadable(Reason.NO_SUCH_CHANNEL)
            first, surplus = self._seek(container, stream) if seeking else (0.0, self._steps() * STEP)
            track = _Track(stream.rate, self.channel, (container.start_time or 0) / av.time_base, first)
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
            seconds = first + done / RATE
            if breaks_off(self.file, container, seconds, failed_last=track.failed_last):
                self.broke_off = seconds
                self.lasts = whole_seconds(self.file, container, seconds)

    def _steps(self) -> int:
        return round(self.start * GRID)

    def _seek(self, container: InputContainer, stream: AudioStream) -> tuple[float, int]:
        """Where decoding begins, and how many samples after it are not wanted."""
        steps = self._steps()
        before = steps - PREROLL_SECONDS * GRID
        if before <= 0 or stream.rate % GRID or not _is_exact(container, stream):
            return 0.0, steps * STEP
        container.seek(before * av.time_base // GRID + (container.start_time or 0))
        return before / GRID, PREROLL_SECONDS * RATE

    def _resampled(self, container: InputContainer, stream: AudioStream, track: "_Track") -> Iterator[Samples]:
        for packet in _packets(container, stream, track):
            try:
                frames = packet.decode()
            except av.error.FFmpegError:  # a damaged place, of which there may be more than one
                track.failed_last = True
                continue
            for frame in frames:
                yield from track.taken(frame)
        yield from track.rest()


class _Overshot(Exception):
    """The file's index led to a place behind the one that was searched for."""


def _packets(container: InputContainer, stream: AudioStream, track: "_Track") -> Iterator["Packet[AudioStream]"]:
    try:
        yield from container.demux(stream)
    except av.error.FFmpegError:  # it cannot be followed any further
        track.failed_last = True


def _is_exact(container: InputContainer, stream: AudioStream) -> bool:
    kind = (container.format.name, stream.codec_context.name)
    return kind in EXACT or (kind[0] == "wav" and kind[1].startswith("pcm_"))


class _Track:
    """Takes frames as they come and gives them back at 16 kHz, without holes, a second at a time."""

    def __init__(self, rate: int, channel: int | None, origin: float, first: float) -> None:
        self.failed_last = False
        """The last packet so far could not be decoded."""
        self._rate = rate
        self._channel = channel
        self._origin = round(origin * rate)
        """Samples by which times of frames are ahead of those of the file."""
        self._next = round(first * rate)
        """The sample with which the next frame should begin."""
        self._began = False
        self._waiting: list[Samples] = []
        self._wait = 0
        """Samples in all of them."""
        self._resampler = _resampler()

    def taken(self, frame: AudioFrame) -> Iterator[Samples]:
        self.failed_last = False
        if frame.sample_rate != self._rate:  # a recorder that was switched over
            yield from self.rest()
            self._change(frame.sample_rate)
        sound = one_channel(frame, self._channel)
        late = self._late(frame)
        if not self._began and late < 0:  # where a search arrived before what was searched for
            sound = sound[-late:]
            if not len(sound):
                return
        elif not self._began and self._next and late >= GAP_SECONDS * self._rate:
            raise _Overshot
        elif late > LONGEST_GAP_SECONDS * self._rate or late < -GAP_SECONDS * self._rate:  # no hole: the clock was set
            self._origin += late
        elif late >= (GAP_SECONDS * self._rate if self._began else 0):
            yield from self._silence(late)
        self._began = True
        yield from self._given(sound)

    def rest(self) -> Iterator[Samples]:
        yield from self._resampled()
        yield from _samples(self._resampler, None)

    def _change(self, rate: int) -> None:
        self._origin, self._next = (round(place * rate / self._rate) for place in (self._origin, self._next))
        self._rate, self._resampler = rate, _resampler()

    def _late(self, frame: AudioFrame) -> int:
        """How many samples later than expected the frame begins."""
        unit = frame.time_base  # made anew whenever it is asked for
        if frame.pts is None or unit is None:
            return 0
        return round(frame.pts * unit.numerator * self._rate / unit.denominator) - (self._origin + self._next)

    def _silence(self, missing: int) -> Iterator[Samples]:
        for begin in range(0, missing, self._rate):
            yield from self._given(np.zeros(min(missing - begin, self._rate), np.float32))

    def _given(self, sound: Samples) -> Iterator[Samples]:
        self._waiting.append(sound)
        self._wait += len(sound)
        self._next += len(sound)
        # Frames are some hundredths of a second, and each call costs as much as for a second.
        if self._wait >= self._rate:
            yield from self._resampled()

    def _resampled(self) -> Iterator[Samples]:
        if self._waiting:
            sound = np.nan_to_num(np.concatenate(self._waiting), posinf=1, neginf=-1)
            frame = AudioFrame.from_ndarray(sound[None], format="fltp", layout="mono")
            frame.sample_rate = self._rate
            self._waiting, self._wait = [], 0
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
    if channel is None and channels > 1:
        mixed = sound.mean(axis=0, dtype=np.float64 if whole else np.float32)
    elif (channel or 1) <= channels:
        mixed = sound[(channel or 1) - 1]
    else:
        mixed = np.zeros(sound.shape[1])
    level = mixed.astype(np.float32)
    if not whole:
        return level
    return (level - (whole if frame.format.name.startswith("u8") else 0)) / np.float32(whole)
