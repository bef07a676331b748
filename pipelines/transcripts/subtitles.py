"""VTT and SRT: cues with times, the speaker in ``<v …>`` or before a colon."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pysubs2

from dashboards.language import _
from pipelines.errors import KoukaError, Place
from pipelines.transcripts.labels import before_colon
from pipelines.transcripts.source import text_of
from pipelines.transcripts.utterance import Placed, Utterance

ARROW = "-->"
_STAMP = {
    ".vtt": re.compile(r"\s*(\d{1,4}:)?\d{2}:\d{2}\.\d{3}\s+-->\s+(\d{1,4}:)?\d{2}:\d{2}\.\d{3}(\s.*)?", re.ASCII),
    ".srt": re.compile(r"\s*\d{1,2}:\d{1,2}:\d{1,2}[.,]\d{1,3}\s*-->\s*\d{1,2}:\d{1,2}:\d{1,2}[.,]\d{1,3}.*", re.ASCII),
}
_EXAMPLE = {".vtt": "00:00:01.000 --> 00:00:03.500", ".srt": "00:00:01,000 --> 00:00:03,500"}
_VOICE = re.compile(r"<v(?:\.[^\s>]*)*\s+([^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z0-9][^>]*>|\{\\[^}]*\}")


def read(path: Path) -> list[Placed]:
    """The cues of a file.

    Raises:
        KoukaError: a VTT file does not say that it is one, a line of times is none, or there are no cues.
    """
    suffix, text = path.suffix.lower(), text_of(path)
    if suffix == ".vtt" and not text.startswith("WEBVTT"):
        todo = _("The first line of VTT is WEBVTT; without it, name the file .srt.")
        raise KoukaError(
            _("The file is named {suffix} but is something else.", suffix=path.suffix), where=Place(path, 1), todo=todo
        )
    cues = list(_cues(path, suffix, text))
    # Cue by cue as the file has them: pysubs2 takes comments and names of cues for text of the one before.
    subtitles = pysubs2.SSAFile.from_string(
        "\n\n".join(cue for _line, cue in cues), format_=suffix[1:], keep_html_tags=True
    )
    assert len(subtitles) == len(cues)
    return [
        Placed(line, said)
        for (line, _cue), event in zip(cues, subtitles, strict=True)
        for said in _utterances(event.start / 1000, event.end / 1000, event.text.replace(r"\N", "\n"))
    ]


def _cues(path: Path, suffix: str, text: str) -> Iterator[tuple[int, str]]:
    """Each cue from its line of times on, and that line's number; whatever else there is stands between cues."""
    lines = text.splitlines()
    numbers = [number for number, line in enumerate(lines) if ARROW in line]
    for number in numbers:
        if not _STAMP[suffix].fullmatch(lines[number]):
            raise KoukaError(
                _("“{text}” is no line of times.", text=lines[number].strip()),
                where=Place(path, number + 1),
                todo=_("It is written like {example}", example=_EXAMPLE[suffix]),
            )
        body = lines[number : next((n for n in range(number, len(lines)) if not lines[n].strip()), len(lines))]
        yield number + 1, "\n".join(body)


def _utterances(start: float, end: float, text: str) -> Iterator[Utterance]:
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
