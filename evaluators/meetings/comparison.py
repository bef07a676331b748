"""A draft beside its truth, for people to look at: what is right, mistaken, left out and made up, word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from evaluators.characters import Kind, clusters
from evaluators.meetings.alignment import NOBODY, Alignment, align
from evaluators.meetings.text import Normaliser, normalise
from evaluators.meetings.transcript import Spoken, Transcript, transcript

Words = Sequence[tuple[float, str]]
"""Start in seconds and text of each word of a segment."""


@dataclass(frozen=True)
class Piece:
    """Characters of one word that fared alike. ``seconds`` is where they are heard, NaN where that is not known."""

    kind: Kind
    truth: str
    output: str
    seconds: float


@dataclass(frozen=True)
class Turn:
    """A segment of the draft with what is wrong in it, or, with number -1, what the draft has nothing of."""

    number: int
    """Which segment of the draft it is, as given."""
    pieces: tuple[Piece, ...]

    @property
    def wrong(self) -> bool:
        """Whether anything in it is."""
        return any(piece.kind != "equal" for piece in self.pieces)


@dataclass(frozen=True)
class _Mark:
    """One step of the alignment."""

    segment: int
    kind: Kind
    truth: str
    output: str
    seconds: float
    word: int


def compare(truth: Sequence[Spoken], draft: Sequence[Spoken], words: Sequence[Words]) -> list[Turn]:
    """The segments of the draft in order of time; their outputs joined are the draft, the truths joined the truth.

    Args:
        truth: what was said.
        draft: what was written down, in order of time.
        words: for each segment of the draft its words; where they do not make up its text, it has a time alone.
    """
    here, there = (transcript(side, lambda text: normalise(text, Normaliser.RAW)) for side in (truth, draft))
    order = sorted(range(len(draft)), key=lambda number: (draft[number].start, draft[number].end))
    marks = _marks(here, there, align(here.characters, there.characters), [words[number] for number in order])
    turns = []
    for segment, own in groupby(marks, key=lambda mark: mark.segment):
        pieces = tuple(_pieces(list(own)))
        turns.append(Turn(order[segment] if segment != NOBODY else NOBODY, pieces))
    return turns


def _marks(here: Transcript, there: Transcript, alignment: Alignment, words: Sequence[Words]) -> Iterator[_Mark]:
    seconds, word_of = _word_times(there, words)
    place = 0
    for at, output in enumerate(there.characters):
        segment = int(there.segment_of[at])
        while place < alignment.before[at]:
            yield _left_out(here, there, place, at)
            place += 1
        if alignment.added[at]:
            yield _Mark(segment, "added", "", output, seconds[at], word_of[at])
            continue
        kind: Kind = "equal" if alignment.partner[place] == at else "substituted"
        yield _Mark(segment, kind, here.characters[place], output, seconds[at], word_of[at])
        place += 1
    for rest in range(place, len(here)):
        yield _left_out(here, there, rest, len(there))


def _left_out(here: Transcript, there: Transcript, place: int, at: int) -> _Mark:
    """A character that the draft lacks, in the segment before or behind, whichever is nearer in time."""
    start = float(here.starts[place])
    if not len(there):
        return _Mark(NOBODY, "missing", here.characters[place], "", start, NOBODY)
    before, behind = (int(there.segment_of[min(max(side, 0), len(there) - 1)]) for side in (at - 1, at))
    near = before
    if before != behind and start - there.segments[before].end > there.segments[behind].start - start:
        near = behind
    return _Mark(near, "missing", here.characters[place], "", start, NOBODY)


def _word_times(there: Transcript, words: Sequence[Words]) -> tuple[list[float], list[int]]:
    """Of each character of the draft when its word begins, and which word of the meeting it belongs to."""
    seconds: list[float] = []
    word_of: list[int] = []
    sizes = np.bincount(there.segment_of, minlength=len(there.segments)).tolist()
    number = 0
    for segment, own, size in zip(there.segments, words, sizes, strict=True):
        lengths = [len(clusters(normalise(text, Normaliser.RAW))) for _start, text in own]
        spans = zip(own, lengths, strict=True) if sum(lengths) == size else [((segment.start, ""), size)]
        for (start, _text), length in spans:
            seconds += [start] * length
            word_of += [number] * length
            number += 1
    return seconds, word_of


def _pieces(marks: Sequence[_Mark]) -> Iterator[Piece]:
    for (kind, _word), run in groupby(marks, key=lambda mark: (mark.kind, mark.word)):
        own = list(run)
        yield Piece(kind, "".join(mark.truth for mark in own), "".join(mark.output for mark in own), own[0].seconds)
