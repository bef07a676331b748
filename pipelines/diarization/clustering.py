"""Which pieces of speech are of one voice: pieces are joined as long as one distribution tells two as well as two do.

That is the Bayesian information criterion (Chen and Gopalakrishnan, 1998): two voices are kept apart where telling them
by one distribution costs more than the numbers of the second are worth. Joined pieces hold ever more frames, and any
difference at all becomes worth telling in the end, so more than ``MOST_FRAMES`` of a voice count as no more.
"""

import numpy as np

from pipelines.diarization.path import path
from pipelines.diarization.voices import FREE, Labels, Measure, Numbers, Voices

FIRST_WEIGHT = 1.0
"""Of the penalty while pieces of a few seconds are joined: too many voices come out of it, each rather pure."""
WEIGHTS = (2.0, 1.5, 1.0)
"""Of the penalty when those voices are joined: the first, found on synthetic meetings and on strings of real clips; the
others only where more people are known to speak than were told apart."""
MOST_FRAMES = 3_000
LEAST_FRAMES = 300
"""Three seconds with a voice in them; who speaks less than that is taken for somebody else."""
SMALL_FRAMES = 100
"""The same while voices are still being joined."""


def voices_of(pieces: Voices, begins: np.ndarray, first: Labels, measure: Measure, weight: float) -> Labels:
    """The voice of each piece of a block of some minutes, as numbers from 0.

    Args:
        pieces: in order of time.
        begins: whether a piece begins a span of speech; a change of voice is likelier there.
        first: pieces with the same number are taken as one from the start.
        measure: of the recording.
        weight: of the penalty.
    """
    labels = compact(joined_alike(pieces.together(first), measure, FIRST_WEIGHT)[first])
    while True:
        for _again in range(2):
            labels = reheard(pieces, begins, labels, measure, SMALL_FRAMES)
        voices = pieces.together(labels)
        if len(voices) == 1:
            return labels
        gains = _all_gains(voices, measure, weight)
        one, other = divmod(int(gains.argmin()), len(voices))
        if gains[one, other] > 0:
            return labels
        labels = compact(np.where(labels == other, one, labels))


def joined_alike(voices: Voices, measure: Measure, weight: float, most: int | None = None) -> Labels:
    """A number for each voice, the same for those that were joined, the most alike first.

    Args:
        voices: any number; time grows with its square, and memory, too.
        measure: of the recording.
        weight: of the penalty.
        most: so many voices are left at most; more are joined though they differ.
    """
    sums = Voices(*(each.astype(np.float64) for each in voices.sums))
    labels = np.arange(len(sums))
    gains = _all_gains(sums, measure, weight)
    costs = measure.cost(sums)
    alive = np.ones(len(sums), dtype=bool)
    while (left := int(alive.sum())) > 1:
        one, other = divmod(int(gains.argmin()), len(sums))
        if gains[one, other] > 0 and (most is None or left <= most):
            break
        for each in sums.sums:
            each[one] += each[other]
        alive[other] = False
        labels[labels == other] = one
        gains[other, :] = gains[:, other] = np.inf
        costs[one] = measure.cost(sums[one : one + 1])[0]
        rest = np.flatnonzero(alive & (np.arange(len(sums)) != one))
        if len(rest):
            new = _gains(sums, costs, one, rest, measure, weight)
            gains[np.minimum(one, rest), np.maximum(one, rest)] = new
    return compact(labels)


def reheard(pieces: Voices, begins: np.ndarray, labels: Labels, measure: Measure, least: int) -> Labels:
    """The labels after each piece was compared with all voices that have at least so many frames."""
    voices = pieces.together(labels)
    kept = np.flatnonzero(voices.frames >= least)
    if not len(kept):
        kept = np.array([voices.frames.argmax()])
    return compact(path(measure.likelihood(pieces, voices[kept]), begins))


def compact(labels: Labels) -> Labels:
    """The same with numbers from 0 without gaps."""
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)


def _all_gains(voices: Voices, measure: Measure, weight: float) -> Numbers:
    """What keeping each two apart gains, above the diagonal; elsewhere infinity, so that the least is of a pair."""
    gains = np.full((len(voices), len(voices)), np.inf)
    costs = measure.cost(voices)
    for one in range(len(voices) - 1):
        rest = np.arange(one + 1, len(voices))
        gains[one, rest] = _gains(voices, costs, one, rest, measure, weight)
    return gains


def _gains(voices: Voices, costs: Numbers, one: int, others: Labels, measure: Measure, weight: float) -> Numbers:
    mine, theirs = voices[one : one + 1], voices[others]
    saved = measure.cost(theirs + mine) - costs[others] - costs[one]
    a, b = np.maximum(mine.frames, 1.0), np.maximum(theirs.frames, 1.0)
    fewer_a, fewer_b = np.minimum(a, MOST_FRAMES), np.minimum(b, MOST_FRAMES)
    share = (fewer_a * fewer_b / (fewer_a + fewer_b)) / (a * b / (a + b))
    return np.asarray(saved * share - weight / 2 * FREE * np.log(fewer_a + fewer_b))
