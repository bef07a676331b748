"""Opening a file that should hold sound: what is taken, and what is refused for which reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer

from pipelines.audio import Audio
from pipelines.audio.refusal import Reason, Unreadable
from pipelines.limits import LIMITS

CONTAINERS = (
    "aac", "ac3", "aiff", "amr", "ape", "asf", "au", "avi", "caf", "dsf", "eac3", "flac", "flv", "gsm", "matroska,webm",
    "mov,mp4,m4a,3gp,3g2,mj2", "mp3", "mpeg", "mpegts", "ogg", "rm", "tta", "voc", "w64", "wav", "wv",
)  # fmt: skip
"""By the names of FFmpeg. Play lists are not among them: they would have it open other files."""
BEGINNINGS = (b"RIFF", b"RF64", b"OggS", b"fLaC", b"ID3", b"\x1aE\xdf\xa3", b"FORM", b"caff", b"\x30\x26\xb2\x75")
"""Of files that hold sound; where nothing can be decoded, the rest of them is missing."""
BOX = b"ftyp"
"""At the fifth byte of MP4, M4A, MOV and 3GP, whose index is mostly written last."""


@contextmanager
def opened(file: Path) -> Iterator[tuple[InputContainer, AudioStream]]:
    """The file and its first track of sound.

    Raises:
        Unreadable: there is none, or it is beyond what is taken.
    """
    size = _size(file)
    # Native code reads hostile input here: only files, and none that name others.
    options = {"format_whitelist": ",".join(CONTAINERS), "protocol_whitelist": "file"}
    try:
        container = av.open(str(file.absolute()), metadata_errors="ignore", options=options)
    except (av.error.FFmpegError, ValueError) as error:
        raise Unreadable(_why(file)) from error
    with container:
        if not container.streams.audio:
            raise Unreadable(Reason.NOT_AUDIO)
        stream = container.streams.audio[0]
        if not stream.rate or not 0 < stream.channels <= LIMITS.audio_channels:
            raise Unreadable(_why(file) if size else Reason.EMPTY)
        yield container, stream


def probe(file: Path) -> Audio:
    """What a file says of the sound in it, without decoding any.

    Raises:
        Unreadable: there is no sound in it, or more than is taken.
    """
    with opened(file) as (container, stream):
        seconds = declared_seconds(container)
        if seconds is not None and seconds > LIMITS.audio_seconds:
            raise Unreadable(Reason.TOO_LONG)
        return Audio(seconds, stream.channels, stream.rate, stream.codec_context.name)


def declared_seconds(container: InputContainer) -> float | None:
    """How long the file says that it is; where it does not, FFmpeg may guess from the bit rate."""
    return container.duration / av.time_base if container.duration else None


def _size(file: Path) -> int:
    try:
        size = file.stat().st_size
    except FileNotFoundError:
        raise Unreadable(Reason.MISSING) from None
    if not file.is_file():
        raise Unreadable(Reason.NOT_AUDIO)
    if size == 0:
        raise Unreadable(Reason.EMPTY)
    if size > LIMITS.audio_bytes:
        raise Unreadable(Reason.TOO_LARGE)
    return size


def _why(file: Path) -> Reason:
    with file.open("rb") as opened_file:
        head = opened_file.read(16)
    return Reason.TRUNCATED if head.startswith(BEGINNINGS) or head[4:8] == BOX else Reason.NOT_AUDIO
