"""How many seconds of speech were left out of a draft, and how many of its text are too much."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz.distance import Levenshtein

from evaluators.meetings import stretches
from evaluators.meetings.alignment import Alignment
from evaluators.meetings.in_time import COLLAR
from evaluators.meetings.rows import by_unit
from evaluators.meetings.transcript import Transcript
from evaluators.meetings.units import Units

SHORTEST_SECONDS = 1.0
"""Speech without text, text without speech, and characters that stand alone count from here on: ends of segments are
loose, and single letters are mistakes."""
ALIKE = 0.5
"""Of their characters two runs share at least, where they are the same words: chance shares fewer."""


@dataclass(frozen=True)
class Run:
    """Characters of a segment that stand alone one after the other: a sentence may be lost within a long segment."""

    start: float
    end: float
    characters: tuple[str, ...]


def heard_seconds(here: Transcript, there: Transcript, alignment: Alignment, unit: Units) -> list[pd.DataFrame]:
    """Rows of ``COUNTS``: of speech that was left out, of text too much where somebody speaks, and where nobody does.

    Two who speak at once stand in the truth in another order than in the draft, and the alignment finds the words of
    one of them missing here and added there. They are neither.
    """
    if not (len(here) and here.timed and there.timed):
        return []
    spoken = [(segment.start, segment.end) for segment in here.segments]
    written = [(segment.start, segment.end) for segment in there.segments if segment.text.strip()]
    invented = stretches.without(written, spoken, SHORTEST_SECONDS)
    missing, added = _runs(here, alignment.missing), _runs(there, alignment.added)
    omitted = [*stretches.without(spoken, written, SHORTEST_SECONDS), *_without(missing, added)]
    all_of = _by_unit(stretches.united(spoken), unit)
    found = []
    for metric, spans in (
        ("omitted_speech", omitted),
        ("inserted_speech", stretches.without(_without(added, missing), invented)),
        ("invented_speech", invented),
    ):
        part = _by_unit(stretches.united(spans), unit)
        found.append(by_unit(np.arange(len(all_of)), part, all_of, metric, ""))
    return found


def _runs(side: Transcript, alone: npt.NDArray[np.bool_]) -> list[Run]:
    places = np.flatnonzero(alone)
    breaks = np.flatnonzero((np.diff(places) > 1) | (np.diff(side.segment_of[places]) > 0)) + 1
    runs = [
        Run(float(side.starts[run[0]]), float(side.ends[run[-1]]), side.characters[run[0] : run[-1] + 1])
        for run in np.split(places, breaks)
        if len(run)
    ]
    return [run for run in runs if run.end - run.start > SHORTEST_SECONDS]


def _without(runs: Sequence[Run], others: Sequence[Run]) -> list[stretches.Span]:
    """When there are runs with none among the others of about the same time and the same words."""
    starts, ends = (np.array([getattr(other, edge) for other in others]) for edge in ("start", "end"))

    def is_alone(run: Run) -> bool:
        near = (run.start < ends + COLLAR) & (starts < run.end + COLLAR)
        return not any(_are_alike(run, other) for other in compress(others, near))

    return [(run.start, run.end) for run in runs if is_alone(run)]


def _are_alike(run: Run, other: Run) -> bool:
    return Levenshtein.normalized_similarity(run.characters, other.characters) >= ALIKE


def _by_unit(spans: Sequence[tuple[float, float]], unit: Units) -> npt.NDArray[np.float64]:
    """Seconds of the spans in each unit; one that crosses a border is divided there."""
    begins = unit.begins if len(unit.begins) else np.zeros(1)
    edges = np.append(begins[1:], np.inf)
    lows = np.insert(begins[1:], 0, -np.inf)
    starts, ends = np.array([span[0] for span in spans]), np.array([span[1] for span in spans])
    within = np.minimum(ends, edges[:, None]) - np.maximum(starts, lows[:, None]) if len(spans) else np.zeros((1, 1))
    return np.broadcast_to(np.maximum(0, within).sum(axis=1), (len(begins),))
