"""Minutes as subtitles: what was said, beside the recording."""

import html

from pysubs2 import SSAEvent, SSAFile
from pysubs2.time import make_time

from dashboards.reports.minutes import words
from dashboards.reports.minutes.blocks import clean
from dashboards.reports.minutes.draft import Draft, Piece
from dashboards.reports.minutes.layout import running_head

_LOOK_ALIKES = str.maketrans({"<": "＜", ">": "＞", "{": "｛", "}": "｝"})
"""In the place of signs that players of SRT take for formats: the format has no way to escape them."""


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
        for piece in turn.pieces:
            said = clean(_text(piece, verbatim)).strip()
            if said:
                text = _voiced(turn.speaker, said) if form == "vtt" else _prefixed(turn.speaker, said)
                start = make_time(s=piece.start)
                # A cue that ends when it begins is not shown, and not allowed.
                end = max(make_time(s=piece.end), start + 1)
                events.append(SSAEvent(start, end, text=text))
    file = SSAFile()
    file.events = sorted(events, key=lambda event: event.start)
    # Text is text: what looks like a format of its own to the library stays as it is.
    written: str = file.to_string(form, keep_ssa_tags=True)
    return written


def _text(piece: Piece, verbatim: bool) -> str:
    if not piece.words.strip():
        return "〔" + words.not_understood() + "〕"
    return piece.text(verbatim)


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
