"""Several microphones at one table: each hears all who speak there, and only one of them is its own.

Without a look at the other channels, nearly everything would be heard on each of them and stand in the draft several
times. Speech counts as a channel's own where it is as loud there as on any other, about.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from pipelines.audio import Part, Plan, Span
from pipelines.audio.decoding import GRID

MARGIN_DECIBELS = 6
"""By so much the loudest channel may be louder: two who speak at the same time. Neighbours' microphones are some 15
apart."""
RANGE_DECIBELS = 30
"""Below the loud parts of the recording, all channels hold nothing but the room, equally."""
LOUD_SHARE = 0.95
SMOOTH_SECONDS = 0.2
"""Over which levels are compared: between two syllables the echo of another can be the louder one."""
SHORTEST_SECONDS = 0.3
"""Of speech that counts, and of a hole in it that does."""
PAD_SECONDS = 0.2
"""Taken along on either side, since beginnings of words are soft."""
SILENCE = 1e-12

Levels = npt.NDArray[np.float64]
"""Mean energy in each step of the grid, from the start of a recording."""


def separated(plans: Sequence[Plan], levels: Sequence[Levels]) -> list[Plan]:
    """The plans with only what is each channel's own; what is between is silenced when it is heard.

    Args:
        plans: of channels that were recorded together.
        levels: of each of them.
    """
    if len(plans) < 2:
        return list(plans)
    length = max(map(len, levels))
    loud = np.stack([_decibels(np.pad(one, (0, length - len(one)))) for one in levels])
    most = loud.max(axis=0)
    own = (loud >= most - MARGIN_DECIBELS) & (most >= np.quantile(most, LOUD_SHARE) - RANGE_DECIBELS)
    return [_with_own(plan, where) for plan, where in zip(plans, own, strict=True)]


def _decibels(energy: Levels) -> Levels:
    width = round(SMOOTH_SECONDS * GRID)
    smooth = np.convolve(energy, np.ones(width) / width, mode="same")
    return np.asarray(10 * np.log10(np.maximum(smooth, SILENCE)))


def _with_own(plan: Plan, own: npt.NDArray[np.bool_]) -> Plan:
    pieces = _runs(own)
    return replace(plan, parts=tuple(replace(part, speech=_inside(part, pieces), gated=True) for part in plan.parts))


def _runs(own: npt.NDArray[np.bool_]) -> list[Span]:
    """From when to when, without short holes and short pieces."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], own, [False]]).astype(np.int8))) / GRID
    joined: list[Span] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if joined and start - joined[-1][1] < SHORTEST_SECONDS:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [span for span in joined if span[1] - span[0] >= SHORTEST_SECONDS]


def _inside(part: Part, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """Where the speech of a part and the pieces overlap, for long enough, with a pad within that speech."""
    found: list[Span] = []
    for from_, to in part.speech:
        for begin, finish in pieces:
            start, end = max(from_, begin - part.start), min(to, finish - part.start)
            if end - start < SHORTEST_SECONDS:
                continue
            start, end = max(from_, start - PAD_SECONDS), min(to, end + PAD_SECONDS)
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
    return tuple(found)
