"""VTT and SRT: cues with times, the speaker in ``<v …>`` or before a colon.

Not read by pysubs2, with which they are written: it knows no lines, drops a line of times that is wrong, and takes
comments and names of cues for text of the cue before.
"""

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from dashboards.language import _
from pipelines.errors import KoukaError, Place
from pipelines.transcripts.clock import seconds_of
from pipelines.transcripts.labels import before_colon
from pipelines.transcripts.source import text_of
from pipelines.transcripts.utterance import Placed, Utterance

ARROW = "-->"
_STAMP = {
    ".vtt": re.compile(
        r"((?:\d{1,4}:)?\d{2}:\d{2}\.\d{3})\s+-->\s+((?:\d{1,4}:)?\d{2}:\d{2}\.\d{3})(?:\s.*)?", re.ASCII
    ),
    ".srt": re.compile(
        r"(\d{1,4}:\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*(\d{1,4}:\d{1,2}:\d{2}[.,]\d{1,3})(?:\s.*)?", re.ASCII
    ),
}
_EXAMPLE = {".vtt": "00:00:01.000 --> 00:00:03.500", ".srt": "00:00:01,000 --> 00:00:03,500"}
_NUMBER = re.compile(r"\s*\d+\s*", re.ASCII)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z0-9][^>]*>|\{\\[^}]*\}")


def read(path: Path) -> list[Placed]:
    """The cues of a file.

    Raises:
        KoukaError: a VTT file does not say that it is one, or a line of times is none.
    """
    suffix, text = path.suffix.lower(), text_of(path)
    if suffix == ".vtt" and not text.startswith("WEBVTT"):
        todo = _("The first line of VTT is WEBVTT; without it, name the file .srt.")
        what = _("The file is named {suffix} but is something else.", suffix=path.suffix)
        raise KoukaError(what, where=Place(path, 1), todo=todo)
    lines = text.splitlines()
    stamps = [number for number, line in enumerate(lines) if ARROW in line]
    found: list[Placed] = []
    for number, following in zip(stamps, [*stamps[1:], len(lines)], strict=True):
        start, end = _times(Place(path, number + 1), suffix, lines[number].strip())
        body = _body(lines[number + 1 : following], follows=following < len(lines))
        found += [Placed(number + 1, said) for said in _utterances(start, end, body)]
    return found


def _times(place: Place, suffix: str, line: str) -> tuple[float | None, float | None]:
    stamp = _STAMP[suffix].fullmatch(line)
    if not stamp:
        todo = _("It is written like {example}", example=_EXAMPLE[suffix])
        raise KoukaError(_("“{text}” is no line of times.", text=line), where=place, todo=todo)
    return seconds_of(stamp[1]), seconds_of(stamp[2])


def _body(lines: Sequence[str], *, follows: bool) -> str:
    """The text below a line of times: to the next blank line, whatever else stands between cues left out.

    Where no blank line parts a cue from the one that follows, that one's number goes.
    """
    end = next((number for number, line in enumerate(lines) if not line.strip()), None)
    if end is None and follows and lines and _NUMBER.fullmatch(lines[-1]):
        end = len(lines) - 1
    return "\n".join(lines[:end])


def _utterances(start: float | None, end: float | None, text: str) -> Iterator[Utterance]:
    before, *voices = _VOICE.split(text)
    if words := _plain(before):
        labelled = before_colon(words)
        yield Utterance(*((labelled.speaker, start, end, labelled.words) if labelled else ("", start, end, words)))
    for speaker, said in zip(voices[::2], voices[1::2], strict=True):
        if words := _plain(said):
            yield Utterance(html.unescape(speaker).strip(), start, end, words)


def _plain(text: str) -> str:
    """Without tags; Japanese is wrapped anywhere, other words at blanks."""
    lines = [html.unescape(_TAG.sub("", line)).strip() for line in text.split("\n")]
    joined = "\n".join(line for line in lines if line)
    return re.sub(r"(?<=[!-~])\n(?=[!-~])", " ", joined).replace("\n", "")
