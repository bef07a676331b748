"""What keeps a file from being heard, as far as its size and its first bytes tell."""

import re
from pathlib import Path

from dashboards.language import _
from pipelines.errors import Place, Problem, Severity

BEGINNINGS: dict[str, re.Pattern[bytes]] = {
    name: re.compile(pattern, re.DOTALL)
    for name, pattern in {
        "WAV": rb"(RIFF|RF64|BW64)....WAVE",
        "MP3": rb"ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb\xfc\xfd]",
        "AAC": rb"\xff[\xf0\xf1\xf8\xf9]|ADIF",
        "Ogg": rb"OggS",
        "FLAC": rb"fLaC",
        "MP4": rb"....(ftyp|moov|mdat|free|wide|skip)",
        "MPEG": rb"\x00\x00\x01[\xb3\xba]",
        "Matroska": rb"\x1aE\xdf\xa3",
        "WMA": rb"0&\xb2\x75\x8e\x66\xcf\x11",
        "AIFF": rb"FORM....AIF[FC]",
        "CAF": rb"caff",
        "AMR": rb"#!AMR",
        "AU": rb"\.snd",
        "DSS": rb"[\x02\x03\x06]ds[s2]",
        "AVI": rb"RIFF....AVI ",
    }.items()
}
"""What the kinds of file begin with that recorders, telephones and conference systems write."""
SUFFIXES = {
    "WAV": (".wav",),
    "MP3": (".mp3",),
    "AAC": (".aac",),
    "Ogg": (".ogg", ".oga", ".opus", ".ogx", ".spx", ".ogv"),
    "FLAC": (".flac",),
    "MP4": (".mp4", ".m4a", ".m4b", ".mov", ".3gp", ".3g2", ".aac", ".m4v"),
    "MPEG": (".mpg", ".mpeg", ".vob"),
    "Matroska": (".mkv", ".mka", ".webm", ".weba"),
    "WMA": (".wma", ".asf", ".wmv"),
    "AIFF": (".aif", ".aiff", ".aifc"),
    "CAF": (".caf",),
    "AMR": (".amr",),
    "AU": (".au", ".snd"),
    "DSS": (".dss", ".ds2"),
    "AVI": (".avi",),
}
"""How such files are named."""


def kind_of_sound(start: bytes) -> str | None:
    """The kind of file by its first bytes; None where it is none that holds sound."""
    return next((name for name, pattern in BEGINNINGS.items() if pattern.match(start)), None)


def copy_again() -> str:
    """What to do where there is nothing to be heard in a file."""
    return _("Copy it again from the recorder, or take its rows out of recordings.csv.")


def sound_problem(file: Path, place: Place) -> Problem | None:
    """What is wrong with a recording, or None.

    Args:
        file: the recording.
        place: the row that names it.
    """
    todo = copy_again()
    if not file.is_file():
        return Problem(_("The recording {file} is missing.", file=file), place, todo, Severity.FAILS_DOCUMENT)
    if file.stat().st_size == 0:
        return Problem(_("The file is empty."), Place(file), todo, Severity.FAILS_DOCUMENT)
    with file.open("rb") as content:
        kind = kind_of_sound(content.read(16))
    if kind is None:
        what = _("The file holds no sound of a known kind: {kinds}", kinds=", ".join(BEGINNINGS))
        return Problem(what, Place(file), todo, Severity.FAILS_DOCUMENT)
    if file.suffix.lower() not in SUFFIXES[kind]:
        what = _("The file is named {suffix} but holds {kind}.", suffix=file.suffix or "–", kind=kind)
        todo = _("It is read as {kind}. Look whether it is the right file.", kind=kind)
        return Problem(what, Place(file), todo, Severity.WARNING)
    return None
