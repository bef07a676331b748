"""Times that people and products write beside the name in text: ``[00:12] 中村：…``, or ``中村 00:12`` over the words.

Left where they stand they would count as said. They are taken for times only where most utterances of a file have one,
since a line of minutes may well begin with 10:30.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipelines.transcripts.clock import seconds_of
from pipelines.transcripts.labels import LONGEST, MARKS, before_colon, marked
from pipelines.transcripts.lines import Line
from pipelines.transcripts.said_times import told_apart

FEWEST = 2
"""Times in a file from which on they may be more than chance."""
_CLOCK = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,6})?"
_TIMES = rf"(?P<start>{_CLOCK})(?:\s*(?:-->|[-–—~～〜])\s*(?P<end>{_CLOCK}))?"
_OPEN, _CLOSE = "[［(（【〔<＜", "]］)）】〕>＞"
_BRACKETED = re.compile(rf"[{re.escape(_OPEN)}]\s*{_TIMES}\s*[{re.escape(_CLOSE)}]", re.ASCII)
_BARE = re.compile(rf"{_TIMES}(?=[\s　]|$)", re.ASCII)
_LAST = re.compile(rf"[\s　]{_TIMES}$", re.ASCII)
_NAME = re.compile(rf"[{MARKS}]?\s*[^\s：:。、，,「」『』？?！!/][^：:。、，,「」『』？?！!/]{{0,{LONGEST}}}")
_GAP = " \t　:：-–"
HEAD, BARE_HEAD, BEHIND, BARE_BEHIND = "head", "bare head", "behind", "bare behind"


def without_stamps(lines: Sequence[str]) -> list[Line]:
    """The lines, without times where these stand beside most utterances; else as they are."""
    plain = [Line(line.strip()) for line in lines]
    found = [_line(line.text) for line in plain]
    places = Counter(line.place for line in found if line.place)
    if not places:
        return plain
    usual = places.most_common(1)[0][0]  # a time that stands elsewhere was said
    found = [line if line.place in ("", usual) else as_is for line, as_is in zip(found, plain, strict=True)]
    found = _named_above(_carried(told_apart(found, plain, (HEAD, BARE_HEAD))))
    begins = _begins(found)
    stamped = [line for line in begins if line.start is not None]
    return found if len(stamped) >= FEWEST and 2 * len(stamped) > len(begins) else plain


def _begins(lines: Sequence[Line]) -> list[Line]:
    """Lines that begin an utterance: those that say who speaks; where none does, those with a time or below a blank."""
    for label in (marked, before_colon):
        if labelled := [line for line in lines if label(line.text)]:
            return labelled
    above = [Line(""), *lines]
    pairs = zip(above, lines, strict=False)
    return [line for before, line in pairs if line.start is not None or (line.text and not before.text)]


def _line(text: str) -> Line:
    for head, place in ((_BRACKETED.match(text), HEAD), (_BARE.match(text), BARE_HEAD)):
        if head:
            return _timed(text[head.end() :].lstrip(_GAP), head, place)
    if behind := _BRACKETED.search(text):
        name, rest = text[: behind.start()].strip(), text[behind.end() :].lstrip(_GAP)
        return _timed(_labelled(name, rest), behind, BEHIND) if _NAME.fullmatch(name) else Line(text)
    bare = _LAST.search(text)
    if bare and _NAME.fullmatch(name := text[: bare.start()].strip()):
        return _timed(_labelled(name, ""), bare, BARE_BEHIND)
    return Line(text)


def _timed(text: str, stamp: re.Match[str], place: str) -> Line:
    start, end = (seconds_of(each) if each else None for each in (stamp["start"], stamp["end"]))
    return Line(text, start, end, place, stamp["start"])


def _labelled(name: str, words: str) -> str:
    return f"{name}　{words}" if name[:1] in MARKS else f"{name}：{words}"


def _carried(lines: Sequence[Line]) -> list[Line]:
    """A time that stands alone is that of the next line in which there is something."""
    found = [*lines]
    written = [number for number, line in enumerate(lines) if line.text or line.start is not None]
    for place, below in pairwise(written):
        if not lines[place].text and lines[below].start is None:
            found[place], found[below] = Line(""), lines[place]._replace(text=lines[below].text)
    return found


def _named_above(lines: Sequence[Line]) -> list[Line]:
    """Where each time has nothing but a name behind it, and the words on the lines below, that name is the speaker."""
    below = [*lines[1:], Line("")]
    stamped = [(line, after) for line, after in zip(lines, below, strict=True) if line.start is not None]
    if not all(_NAME.fullmatch(line.text) and after.text and after.start is None for line, after in stamped):
        return [*lines]
    return [line if line.start is None else line._replace(text=_labelled(line.text, ""), told=None) for line in lines]
