"""The diarizer that needs no model: voices told apart by the shape of their spectrum and their pitch.

How well, by `benchmarks/diarization.py` (table in benchmarks/README.md): on real clips strung together 0.1 % of speech
went to somebody else, with echo and noise 0.6 %; on synthetic meetings 0 to 47 %, since some of their voices are nearer
to each other than people are. Few speakers come out where voices are alike and the room echoes. No real meeting has
been measured yet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipelines.diarization import SamplesOf, Span, Turn, in_order
from pipelines.diarization.clustering import LEAST_FRAMES, WEIGHTS, joined_alike, reheard, voices_of
from pipelines.diarization.features import RATE
from pipelines.diarization.voices import Labels, Measure, Voices, heard, joined

VERSION = "1"
"""Goes up whenever turns may change."""
PIECE_SECONDS = 0.75
"""Of which each is given to one voice: turns begin and end to that."""
AT_ONCE = 40
"""Pieces for which the sound is asked: half a minute."""
TAKEN_AS_ONE = 6
"""Pieces of a span that are one voice when joining begins: in less than 4.5 s words differ more than voices do."""
BLOCK = 800
"""Pieces that are clustered together: ten minutes of speech. Of the voices of all blocks only the sums go on."""
MOST_SPEAKERS = 30
"""More are not told apart: of a council, who speaks little is taken for somebody else."""


@dataclass(frozen=True)
class Piece:
    """Less than a second of speech."""

    start: float
    end: float
    begins: bool
    """Whether it is the first of its span."""


class Timbre:
    """Each piece of 0.75 s is described by sums over its frames; pieces are joined to voices, within ten minutes first.

    Time grows with the length of the recording, memory by 1.6 kB a piece: 46 MB for six hours of unbroken speech.
    """

    @staticmethod
    def version() -> str:
        """Of this code; it has no model."""
        return VERSION

    def turns(self, samples_of: SamplesOf, speech: Sequence[Span], speakers: int | None) -> list[Turn]:
        """As the protocol says; at most one speaks at a time, and no more than ``speakers`` come out."""
        pieces = [piece for span in speech for piece in _pieces(span)]
        if not pieces:
            return []
        sounds = joined([sound for part in _in_parts(pieces) for sound in _heard(samples_of, part)])
        labels = told_apart(sounds, np.array([piece.begins for piece in pieces]), speakers)
        return in_order(list(_turns(pieces, labels)))


def told_apart(pieces: Voices, begins: np.ndarray, speakers: int | None = None) -> Labels:
    """The voice of each piece of a recording, as numbers from 0.

    Args:
        pieces: in order of time.
        begins: whether a piece begins a span of speech.
        speakers: how many there are; None: that is found out, up to ``MOST_SPEAKERS``.
    """
    if pieces.frames.sum() < LEAST_FRAMES:
        return np.zeros(len(pieces), dtype=np.int64)
    measure = Measure.of(pieces)
    for weight in WEIGHTS:
        labels = _by_blocks(pieces, begins, measure, weight)
        if speakers is None or labels.max() + 1 >= speakers:
            break
    most = min(speakers or MOST_SPEAKERS, MOST_SPEAKERS)
    if labels.max() + 1 > most:
        labels = joined_alike(pieces.together(labels), measure, WEIGHTS[0], most)[labels]
        labels = _settled(pieces, begins, labels, measure)
    return labels


def _by_blocks(pieces: Voices, begins: np.ndarray, measure: Measure, weight: float) -> Labels:
    """Voices within some minutes each, then those of all blocks with each other."""
    found = np.zeros(len(pieces), dtype=np.int64)
    known = 0
    for start in range(0, len(pieces), BLOCK):
        block = slice(start, start + BLOCK)
        found[block] = known + voices_of(pieces[block], begins[block], _as_one(begins[block]), measure, weight)
        known = int(found.max()) + 1
    labels = joined_alike(pieces.together(found), measure, weight)[found]
    return _settled(pieces, begins, labels, measure)


def _settled(pieces: Voices, begins: np.ndarray, labels: Labels, measure: Measure) -> Labels:
    for _again in range(2):
        labels = reheard(pieces, begins, labels, measure, LEAST_FRAMES)
    return labels


def _as_one(begins: np.ndarray) -> Labels:
    """Numbers that change at the start of each span, and every few pieces of it."""
    index = np.arange(len(begins))
    span_start = np.maximum.accumulate(np.where(begins, index, 0))
    return np.cumsum((index - span_start) % TAKEN_AS_ONE == 0) - 1


def _pieces(span: Span) -> Iterator[Piece]:
    start, end = span
    edges = np.linspace(start, end, max(1, round((end - start) / PIECE_SECONDS)) + 1).tolist()
    for number, (begin, stop) in enumerate(pairwise(edges)):
        yield Piece(begin, stop, number == 0)


def _in_parts(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces of one span each, no more than the sound is asked for at once."""
    part: list[Piece] = []
    for piece in pieces:
        if part and (piece.begins or len(part) == AT_ONCE):
            yield part
            part = []
        part.append(piece)
    if part:
        yield part


def _heard(samples_of: SamplesOf, part: Sequence[Piece]) -> Iterator[Voices]:
    samples = samples_of(part[0].start, part[-1].end)
    for piece in part:
        first, last = (round((edge - part[0].start) * RATE) for edge in (piece.start, piece.end))
        yield heard(samples[first:last])


def _turns(pieces: Sequence[Piece], labels: Labels) -> Iterator[Turn]:
    start = pieces[0].start
    for number, piece in enumerate(pieces):
        following = number + 1
        if following == len(pieces) or pieces[following].begins or labels[following] != labels[number]:
            yield Turn(start, piece.end, str(labels[number]))
            start = pieces[following].start if following < len(pieces) else start
