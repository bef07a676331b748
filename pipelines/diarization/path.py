"""The likeliest sequence of voices, where changing costs."""

import numpy as np

from pipelines.diarization.voices import Labels, Numbers

CHANGE = 200.0
"""In log likelihood, within a span of speech. Neighbouring frames tell much the same, so that their likelihoods are
worth less than they say; this and the next number make up for it."""
CHANGE_AFTER_PAUSE = 60.0


def path(likelihood: Numbers, begins: np.ndarray) -> Labels:
    """The voice of each piece.

    Args:
        likelihood: shape (pieces, voices), in order of time.
        begins: whether a piece begins a span of speech.
    """
    count, voices = likelihood.shape
    best = likelihood[0].copy()
    before = np.empty((count, voices), dtype=np.int32)
    for piece in range(1, count):
        change = CHANGE_AFTER_PAUSE if begins[piece] else CHANGE
        leader = int(best.argmax())
        stays = best >= best[leader] - change
        before[piece] = np.where(stays, np.arange(voices), leader)
        best = np.maximum(best, best[leader] - change) + likelihood[piece]
    labels = np.empty(count, dtype=np.int64)
    labels[-1] = best.argmax()
    for piece in range(count - 1, 0, -1):
        labels[piece - 1] = before[piece, labels[piece]]
    return labels
