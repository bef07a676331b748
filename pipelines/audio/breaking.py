"""Whether a recording breaks off: a battery that ran out, a copy that was not finished.

What can be decoded is used, and a note says where it ends. MP3 and AAC without a header that tells their length, and
MPEG-TS, look whole wherever they end.
"""

import os
from pathlib import Path

from av.container import InputContainer

from pipelines.audio.opening import declared_seconds

SHORT_SECONDS = 1.0
"""What may be missing without a word: files round their length."""
GUESSED = frozenset({"aac", "mpegts", "asf"})
"""Containers of which FFmpeg guesses the length, or knows it coarsely."""
PAGE = b"OggS"
LAST_PAGE = 4
"""In the sixth byte of a page."""
LONGEST_PAGE = 65_307
NOT_KNOWN = (0, 0xFFFFFFFF)
"""Lengths in the head of a WAV that was written as it was heard."""


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
    # Of MP3, only a file with LAME's header tells its length; with it, time does not begin at 0.
    if name in GUESSED or (name == "mp3" and not container.start_time):
        return False
    declared = declared_seconds(container)
    return declared is not None and declared - seconds > SHORT_SECONDS


def is_cut(file: Path) -> bool:
    """Whether a WAV or Ogg file ends before its own end, as far as that is seen without decoding it."""
    return _is_cut_wav(file) or (_begins_with(file, PAGE) and _is_cut_ogg(file))


def _begins_with(file: Path, start: bytes) -> bool:
    with file.open("rb") as content:
        return content.read(len(start)) == start


def _is_cut_wav(file: Path) -> bool:
    with file.open("rb") as content:
        head = content.read(8)
        size = content.seek(0, os.SEEK_END)
    declared = int.from_bytes(head[4:8], "little")
    return head.startswith(b"RIFF") and declared not in NOT_KNOWN and size < declared + len(head)


def _is_cut_ogg(file: Path) -> bool:
    with file.open("rb") as content:
        size = content.seek(0, os.SEEK_END)
        content.seek(max(0, size - LONGEST_PAGE))
        end = content.read()
    last = end.rfind(PAGE)
    return last < 0 or len(end) < last + 6 or not end[last + 5] & LAST_PAGE
