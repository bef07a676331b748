"""Minutes as subtitles: what was said, beside the recording."""

import html
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from pysubs2 import SSAEvent, SSAFile
from pysubs2.time import make_time

from dashboards.reports.minutes import words
from dashboards.reports.minutes.blocks import clean
from dashboards.reports.minutes.draft import Draft, Piece
from dashboards.reports.minutes.layout import running_head

LONG = 40
"""Characters from which a cue is cut behind the next sentence or comma, where times of words are known: two lines."""
SHOWN_MS = 5_000
"""Of the last cue, where nobody knows when it ends."""
_STOPS = "。．？?！!、，"
_LOOK_ALIKES = str.maketrans({"<": "＜", ">": "＞", "{": "｛", "}": "｝"})
"""In the place of signs that players of SRT take for formats: the format has no way to escape them."""
Cue = tuple[float, float, str]
"""From, to and what was said."""


def vtt_of(draft: Draft, verbatim: bool) -> str:
    """The draft as WebVTT, with the speaker as the voice of each cue, and a note on what made it."""
    note = _escaped(running_head(draft))
    return _written(draft, verbatim, "vtt").replace("WEBVTT\n", f"WEBVTT\n\nNOTE\n{note}\n", 1)


def srt_of(draft: Draft, verbatim: bool) -> str:
    """The draft as SubRip, with the speaker in front of each cue."""
    return _written(draft, verbatim, "srt")


def _written(draft: Draft, verbatim: bool, form: str) -> str:
    events = []
    for turn in draft.turns:
        for start, end, said in (cue for piece in turn.pieces for cue in _cues(piece, verbatim)):
            text = _voiced(turn.speaker, said) if form == "vtt" else _prefixed(turn.speaker, said)
            events.append(SSAEvent(make_time(s=start), make_time(s=end), text=text))
    file = SSAFile()
    file.events = sorted(events, key=lambda event: event.start)
    _end(file.events)
    # Text is text: what looks like a format of its own to the library stays as it is.
    written: str = file.to_string(form, keep_ssa_tags=True)
    return written


def _end(events: Sequence[SSAEvent]) -> None:
    """Let cues of which only the beginning is known last until another begins."""
    for event, following in zip_longest(events, events[1:]):
        if event.end <= event.start:
            event.end = event.start + SHOWN_MS if following is None else following.start
        event.end = max(event.end, event.start + 1)  # one that ends when it begins is not allowed


def _cues(piece: Piece, verbatim: bool) -> Iterator[Cue]:
    """A segment, in as many cues as can be read."""
    if not piece.words.strip():
        told = words.without_words(missing=piece.missing, length_known=piece.start < piece.end)
        yield piece.start, piece.end, f"〔{told}〕"
        return
    places = [0, *_cuts(piece), len(piece.words)]
    for begins, ends in pairwise(places):
        said = clean(_between(piece, begins, ends, verbatim)).strip()
        if said:
            start = piece.start if begins == 0 else _time(piece, begins)
            yield start, piece.end if ends == len(piece.words) else _time(piece, ends), said


def _cuts(piece: Piece) -> Iterator[int]:
    """Places of ``words`` where a new cue begins: behind a stop, where a word begins whose time is known."""
    last = 0
    for place, _start in piece.times:
        if place - last >= LONG and piece.words[:place].rstrip()[-1:] in tuple(_STOPS):
            yield place
            last = place


def _time(piece: Piece, place: int) -> float:
    index = bisect_right([offset for offset, _start in piece.times], place) - 1
    return piece.times[index][1]


def _between(piece: Piece, begins: int, ends: int, verbatim: bool) -> str:
    """What was said between two places, whole or tidied."""
    said, place = "", 0
    for part in piece.parts():
        if verbatim or not part.rule:
            said += part.text[max(0, begins - place) : max(0, ends - place)]
        place += len(part.text)
    return said


def _voiced(speaker: str, said: str) -> str:
    said = _escaped(said)
    return f"<v {_escaped(clean(speaker))}>{said}" if speaker.strip() else said


def _escaped(text: str) -> str:
    """WebVTT knows &amp;, &lt; and &gt;; without a bare > no --> is left."""
    return _no_breaks(html.escape(text, quote=False))


def _prefixed(speaker: str, said: str) -> str:
    who = f"{clean(speaker)}: " if speaker.strip() else ""
    return _no_breaks((who + said).translate(_LOOK_ALIKES))


def _no_breaks(text: str) -> str:
    """Without what the library takes for line breaks."""
    return text.replace("\\", "＼")
