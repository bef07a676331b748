"""Lines of text as minutes: the text of TXT, the paragraphs of DOCX."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from dashboards.language import _
from pipelines.errors import Place, Problem, Severity
from pipelines.transcripts.labels import Labelled, before_colon, is_note, marked
from pipelines.transcripts.source import text_of
from pipelines.transcripts.utterance import Placed, Utterance

_WORD = re.compile(r"[A-Za-z0-9]")


def read(path: Path) -> tuple[list[Placed], list[Problem]]:
    """The utterances of a text file, and what was left out of it."""
    return utterances(path, text_of(path).splitlines())


def utterances(path: Path, lines: Sequence[str]) -> tuple[list[Placed], list[Problem]]:
    """Utterances of lines, numbered from 1.

    Where lines are marked ○ as in minutes of assemblies, only these say who speaks; else a name before a colon does.
    What follows without a label still belongs to the speaker; what stands before the first label (the head of the
    minutes) and notes in brackets are left out with a warning. Where no line says who speaks, each one is an utterance.
    """
    label = _label(lines)
    if label is None:
        return [Placed(n, _said("", line)) for n, line in enumerate(lines, 1) if line.strip()], []
    found: list[Placed] = []
    unspoken: list[int] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if labelled := label(line):
            found.append(Placed(number, _said(*labelled)))
        elif not found or is_note(line):
            unspoken.append(number)
        else:
            found[-1] = _longer(found[-1], line)
    return [each for each in found if each.said.words], _left_out(path, unspoken)


def _label(lines: Sequence[str]) -> Callable[[str], Labelled | None] | None:
    for label in (marked, before_colon):
        if any(map(label, lines)):
            return label
    return None


def _said(speaker: str, words: str) -> Utterance:
    return Utterance(speaker, None, None, words.strip())


def _longer(before: Placed, line: str) -> Placed:
    """Japanese is wrapped anywhere; between Latin words the end of a line is a blank."""
    said, more = before.said, line.strip()
    latin = said.words and _WORD.fullmatch(said.words[-1]) and _WORD.fullmatch(more[0])
    return Placed(before.line, _said(said.speaker, said.words + (" " if latin else "") + more))


def _left_out(path: Path, lines: Sequence[int]) -> list[Problem]:
    if not lines:
        return []
    what = _("Lines that no speaker says were left out: {n}, the first of them is this.", n=len(lines))
    todo = _("If they were said, write the speaker in front: 山田：… or ○議長（山田太郎君）　…")
    return [Problem(what, Place(path, lines[0]), todo, Severity.WARNING)]
