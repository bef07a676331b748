"""Turns: what one person said until another spoke."""

from collections.abc import Iterable, Sequence

from dashboards.reports.minutes.draft import Piece, Turn
from evaluators.meetings.frames import MISSING_PART
from pipelines.minutes.doubts import doubtful_spans
from pipelines.minutes.said import Said
from pipelines.minutes.tidying import removals

PAUSE = 2.0
"""Seconds of silence behind which somebody else may be speaking, where nobody knows who speaks."""


def turns(all_said: Iterable[Said], terms: Sequence[str]) -> list[Turn]:
    """Turns in order of their start. Where people speak at once, each has a turn, in the order in which they began.

    Args:
        all_said: in order of their start.
        terms: never touched by tidying.
    """
    groups: list[list[Said]] = []
    for each in all_said:
        if groups and _goes_on(groups[-1], each):
            groups[-1].append(each)
        else:
            groups.append([each])
    return [
        Turn(number, _speaker(group), tuple(_piece(each, terms) for each in group))
        for number, group in enumerate(groups, 1)
    ]


def _goes_on(group: Sequence[Said], following: Said) -> bool:
    """Whether it is the same turn. A stretch without words belongs to whoever was speaking."""
    if following.lost and not following.speaker:
        return True
    speaker = _speaker(group)
    if following.speaker != speaker:
        return all(each.lost and not each.speaker for each in group)
    return bool(speaker) or following.start - max(each.end for each in group) < PAUSE


def _speaker(group: Sequence[Said]) -> str:
    return next((each.speaker for each in group if each.speaker), "")


def _piece(said: Said, terms: Sequence[str]) -> Piece:
    return Piece(
        said.segment,
        said.start,
        said.end,
        said.words,
        removals(said.segment, said.words, terms),
        doubtful_spans(said),
        lost=said.lost,
        times=tuple((word.offset, word.start) for word in said.timed),
        missing=MISSING_PART in said.flags,
    )


def split(turn: Turn, segment: str) -> list[Turn]:
    """The turn cut in front of a segment; both parts have the turn's number. Whole where nothing is before it."""
    at = next(index for index, piece in enumerate(turn.pieces) if piece.segment == segment)
    parts = [turn.pieces[:at], turn.pieces[at:]]
    return [Turn(turn.number, turn.speaker, part) for part in parts if part]
