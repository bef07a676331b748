"""Sentences of a turn, tidied, each with the segment and the time at which it begins."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboards.reports.minutes.draft import Piece, Turn
from pipelines.minutes.said import Said

SILENCE = 1.0
"""Seconds between segments that end a sentence, where a recogniser writes no full stops."""
_SENTENCE = re.compile(r"[^。．？?！!\n]*[。．？?！!\n]*")


@dataclass(frozen=True)
class Sentence:
    """What rules look at."""

    turn: int
    """Number of its turn."""
    speaker: str
    segment: str
    """In which it begins."""
    start: float
    text: str
    """Tidied, with its full stop where it has one."""


def sentences(turns: Sequence[Turn], said: Mapping[str, Said]) -> list[Sentence]:
    """All sentences, in order.

    Args:
        turns: in order.
        said: segments by their id, for the times of their words.
    """
    return [sentence for turn in turns for group in _connected(turn) for sentence in _of(turn, group, said)]


def _connected(turn: Turn) -> Iterator[list[Piece]]:
    """Pieces without a silence between them."""
    group: list[Piece] = []
    for piece in turn.pieces:
        if group and piece.start - group[-1].end >= SILENCE:
            yield group
            group = []
        group.append(piece)
    yield group


def _of(turn: Turn, pieces: Sequence[Piece], said: Mapping[str, Said]) -> Iterator[Sentence]:
    text = "".join(piece.text(verbatim=False) for piece in pieces)
    places = [(piece, offset) for piece in pieces for offset in _kept(piece)]
    for found in _SENTENCE.finditer(text):
        words = found[0].strip()
        if words:
            piece, offset = places[found.start() + found[0].index(words)]
            start = said[piece.segment].time_at(offset)
            yield Sentence(turn.number, turn.speaker, piece.segment, start, words)


def _kept(piece: Piece) -> Iterator[int]:
    """Offsets in the segment of the characters that tidying leaves."""
    offset = 0
    for part in piece.parts():
        if not part.rule:
            yield from range(offset, offset + len(part.text))
        offset += len(part.text)
