"""Lines of text as minutes: the text of TXT, the paragraphs of DOCX."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from dashboards.language import _
from pipelines.errors import Place, Problem, Severity
from pipelines.transcripts.labels import HEADS, Labelled, before_colon, is_note, marked
from pipelines.transcripts.lines import Line, Told
from pipelines.transcripts.source import text_of
from pipelines.transcripts.stamps import without_stamps
from pipelines.transcripts.utterance import Placed, Utterance

SHOWN = 10
"""Lines that a message names."""
_WORD = re.compile(r"[A-Za-z0-9]")


def read(path: Path) -> tuple[list[Placed], list[Problem]]:
    """The utterances of a text file, and what was left out of it."""
    return utterances(path, text_of(path).splitlines())


def utterances(path: Path, lines: Sequence[str]) -> tuple[list[Placed], list[Problem]]:
    """Utterances of lines, numbered from 1.

    Where lines are marked ○ as in minutes of assemblies, only these say who speaks; else a name before a colon does.
    What follows without a label still belongs to the speaker; what stands before the first label (the head of the
    minutes) or below a heading, and notes in brackets are left out with a warning. Where no line says who speaks, each
    one is an utterance, or each that has a time. Times beside names are those of the utterances.
    """
    parts = without_stamps(lines)
    label = _label(parts)
    if label is None:
        heads = [n for n, part in enumerate(parts, 1) if part.text[:1] in [*HEADS]]
        said = [Placed(n, _said("", part.text, part)) for n, part in enumerate(parts, 1) if part.text]
        return [each for each in said if each.line not in heads], _left_out(path, heads) + _times(path, parts)
    found: list[Placed] = []
    unspoken: list[int] = []
    speaks = False
    for number, part in enumerate(parts, 1):
        if not part.text:
            continue
        labelled = label(part)
        speaks = labelled is not None or (speaks and part.text[0] not in HEADS)
        if labelled:
            found.append(Placed(number, _said(*labelled, part)))
        elif not speaks or is_note(part.text):
            unspoken.append(number)
        else:
            found[-1] = _longer(found[-1], part.text)
    return [each for each in found if each.said.words], _left_out(path, unspoken) + _times(path, parts)


def _label(lines: Sequence[Line]) -> Callable[[Line], Labelled | None] | None:
    for label in (marked, before_colon):
        if any(label(line.text) for line in lines):
            return partial(_labelled_by, label)
    return _begun if any(line.start is not None for line in lines) else None


def _labelled_by(label: Callable[[str], Labelled | None], line: Line) -> Labelled | None:
    return label(line.text)


def _begun(line: Line) -> Labelled | None:
    """Nobody is named, and a time says where the next utterance begins."""
    return None if line.start is None else Labelled("", line.text)


def _said(speaker: str, words: str, line: Line) -> Utterance:
    return Utterance(speaker, line.start, line.end, words.strip())


def _longer(before: Placed, line: str) -> Placed:
    """Japanese is wrapped anywhere; between Latin words the end of a line is a blank."""
    said, more = before.said, line.strip()
    latin = said.words and _WORD.fullmatch(said.words[-1]) and _WORD.fullmatch(more[0])
    return Placed(before.line, replace(said, words=said.words + (" " if latin else "") + more))


def _left_out(path: Path, lines: Sequence[int]) -> list[Problem]:
    if not lines:
        return []
    what = _("Lines that no speaker says were left out: {n}, the first of them is this.", n=len(lines))
    todo = _("If they were said, write the speaker in front: 山田：… or ○議長（山田太郎君）　…")
    return [Problem(what, Place(path, lines[0]), todo, Severity.WARNING)]


def _times(path: Path, parts: Sequence[Line]) -> list[Problem]:
    """What could be a time stamp or a time that was said, each kind at the first line of it."""
    found = {told: [n for n, part in enumerate(parts, 1) if part.told is told] for told in Told}
    return [_told(path, told, lines) for told, lines in found.items() if lines]


def _told(path: Path, told: Told, numbers: Sequence[int]) -> Problem:
    lines = ", ".join([*map(str, numbers[:SHOWN]), *(["…"] if len(numbers) > SHOWN else [])])
    if told is Told.SAID:
        what = _(
            "Times were taken for words, since they do not fit the time stamps around them: lines {lines}", lines=lines
        )
        todo = _("If they are time stamps, write all of these in the same way and in order.")
    else:
        what = _("Times were taken for time stamps that could have been said: lines {lines}", lines=lines)
        todo = _("If they were said, write the time stamps in brackets: [00:04]")
    return Problem(what, Place(path, numbers[0]), todo, Severity.WARNING)
