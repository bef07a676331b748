"""Whether a recording breaks off: a battery that ran out, a copy that was not finished.

What can be decoded is used, and a note says where it ends. MP3 and AAC without a header that tells their length, and
MPEG-TS, look whole wherever they end.
"""

import os
from pathlib import Path

from av.container import InputContainer

from pipelines.audio.opening import declared_seconds
from pipelines.limits import LIMITS

SHORT_SECONDS = 1.0
"""What may be missing without a word: files round their length."""
GUESSED = frozenset({"aac", "mpegts", "asf"})
"""Containers of which FFmpeg guesses the length, or knows it coarsely."""
PAGE = b"OggS"
LAST_PAGE = 4
"""In the sixth byte of a page."""
LONGEST_PAGE = 65_307
HEAD = 8
"""Bytes of a WAV before those that it counts."""
NOT_KNOWN = (0, 0xFFFFFFFF)
"""Lengths in the head of a WAV that was written as it was heard."""
LARGEST = (2**31, 2**32)
"""Near these is what programs write into the head first, and put right when they are ended as they should be."""
NEAR = 2**16


def breaks_off(file: Path, container: InputContainer, seconds: float, *, failed_last: bool) -> bool:
    """Whether sound is missing at the end.

    Args:
        file: the recording.
        container: the same, open.
        seconds: how long the sound is that was decoded.
        failed_last: the last packet could not be decoded.
    """
    name = container.format.name
    if failed_last or (name == "wav" and _is_cut_wav(file)) or (name == "ogg" and _is_cut_ogg(file)):
        return True
    declared = _told(container)
    return declared is not None and declared - seconds > SHORT_SECONDS


def whole_seconds(file: Path, container: InputContainer, seconds: float) -> float | None:
    """How long a file was before something of it was lost; None where it does not say so itself, or what cannot be.

    Args:
        file: the recording.
        container: the same, open.
        seconds: how long the sound is that was decoded.
    """
    if container.format.name == "wav" and _is_cut_wav(file):
        declared, size = _sizes_of_wav(file)
        told = None if any(abs(declared - each) < NEAR for each in LARGEST) else seconds * declared / size
    elif container.format.name == "ogg" and _is_cut_ogg(file):  # what there is of it is all that it counts
        told = None
    else:
        told = _told(container)
    return None if told is None or told > LIMITS.audio_seconds else max(told, seconds)


def _told(container: InputContainer) -> float | None:
    """How long the file says that it is, where FFmpeg does not guess."""
    # Of MP3, only a file with LAME's header tells its length; with it, time does not begin at 0.
    name = container.format.name
    if name in GUESSED or (name == "mp3" and not container.start_time):
        return None
    return declared_seconds(container)


def is_cut(file: Path) -> bool:
    """Whether a WAV or Ogg file ends before its own end, as far as that is seen without decoding it."""
    return _is_cut_wav(file) or (_begins_with(file, PAGE) and _is_cut_ogg(file))


def _begins_with(file: Path, start: bytes) -> bool:
    with file.open("rb") as content:
        return content.read(len(start)) == start


def _is_cut_wav(file: Path) -> bool:
    declared, size = _sizes_of_wav(file)
    return _begins_with(file, b"RIFF") and declared - HEAD not in NOT_KNOWN and size < declared


def _sizes_of_wav(file: Path) -> tuple[int, int]:
    """How large the file says that it is, and how large it is."""
    with file.open("rb") as content:
        declared = int.from_bytes(content.read(HEAD)[4:], "little") + HEAD
        return declared, content.seek(0, os.SEEK_END)


def _is_cut_ogg(file: Path) -> bool:
    with file.open("rb") as content:
        size = content.seek(0, os.SEEK_END)
        content.seek(max(0, size - LONGEST_PAGE))
        end = content.read()
    last = end.rfind(PAGE)
    return last < 0 or len(end) < last + 6 or not end[last + 5] & LAST_PAGE
