"""Who spoke when: the diarisation error rate, as NIST's md-eval counts it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

Turns = Sequence[tuple[float, float]]
"""Start and end of each time a speaker speaks, in seconds."""
Active = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class DiarisationErrors:
    """Seconds, summed over speakers: where two speak at once, a second counts twice. They add up over meetings."""

    missed: float
    """Somebody speaks whom the output does not have."""
    false_alarm: float
    """The output has more speakers at once than speak."""
    confusion: float
    """Speech given to somebody else."""
    scored: float
    """Speech in the truth."""

    def __add__(self, other: "DiarisationErrors") -> "DiarisationErrors":
        """Of two meetings together."""
        return DiarisationErrors(
            self.missed + other.missed,
            self.false_alarm + other.false_alarm,
            self.confusion + other.confusion,
            self.scored + other.scored,
        )

    @property
    def rate(self) -> float | None:
        """Errors over speech, which may exceed 1. None where nobody speaks."""
        return (self.missed + self.false_alarm + self.confusion) / self.scored if self.scored else None


def diarisation_errors(
    truth: Mapping[str, Turns], output: Mapping[str, Turns], collar: float = 0.0
) -> DiarisationErrors:
    """Errors of a meeting, with the speakers mapped so that as much time as possible is right.

    Args:
        truth: turns by speaker.
        output: the same of the diarisation.
        collar: seconds around each start and end in the truth that are not scored.
    """
    (whole,) = errors_by_stretch(truth, output, (), collar)
    return whole


def errors_by_stretch(
    truth: Mapping[str, Turns], output: Mapping[str, Turns], begins: Sequence[float], collar: float = 0.0
) -> list[DiarisationErrors]:
    """The errors of a meeting by stretches of time, with the speakers mapped once for all of it.

    Args:
        truth: turns by speaker.
        output: the same of the diarisation.
        begins: where the second stretch begins, the third and so on, in seconds, rising. The first one has no beginning
            and the last one no end.
        collar: seconds around each start and end in the truth that are not scored.
    """
    around = [(edge - collar, edge + collar) for turns in truth.values() for turn in turns for edge in turn]
    times = [edge for turns in (*truth.values(), *output.values(), around) for turn in turns for edge in turn]
    if not times:
        return [DiarisationErrors(0.0, 0.0, 0.0, 0.0)] * (len(begins) + 1)
    edges = np.unique([*times, *begins])
    seconds = np.diff(edges) * ~(_active(around, edges) if collar else np.zeros(len(edges) - 1, dtype=bool))
    here, there = _by_speaker(truth, edges), _by_speaker(output, edges)
    together = (here[:, None] & there[None]) @ seconds
    rows, columns = linear_sum_assignment(together, maximize=True)
    right = (here[rows] & there[columns]).sum(axis=0)
    speaking, heard = here.sum(axis=0), there.sum(axis=0)
    kinds = (
        np.maximum(0, speaking - heard),
        np.maximum(0, heard - speaking),
        np.minimum(speaking, heard) - right,
        speaking,
    )
    stretch = np.searchsorted(np.asarray(begins, float), edges[:-1], "right")
    sums = (np.bincount(stretch, kind * seconds, len(begins) + 1).tolist() for kind in kinds)
    return [DiarisationErrors(*each) for each in zip(*sums, strict=True)]


def _by_speaker(turns: Mapping[str, Turns], edges: npt.NDArray[np.float64]) -> Active:
    """Whether each speaker speaks between two edges: shape (speakers, edges - 1)."""
    return np.array([_active(each, edges) for each in turns.values()], dtype=bool).reshape(len(turns), len(edges) - 1)


def _active(turns: Turns, edges: npt.NDArray[np.float64]) -> Active:
    changes = np.zeros(len(edges), dtype=int)
    for start, end in turns:
        if end > start:
            changes[np.searchsorted(edges, start)] += 1
            changes[np.searchsorted(edges, end)] -= 1
    return np.cumsum(changes)[:-1] > 0
