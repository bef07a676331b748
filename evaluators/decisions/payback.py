"""After how long what was spent has come back."""

import numpy as np

from evaluators.decisions.discounting import Draws


def payback(flows: Draws, at_once: float | Draws = 0.0) -> Draws:
    """Years from the start after which what was spent has come back for good; infinite where it does not.

    What a year brings comes evenly over the year, so that a moment within it can be told. “For good”: where a later
    year costs more than it brings, the sum may fall below nothing again, and the last time counts that it rises.
    Nothing is discounted; give discounted flows where it should be.

    >>> float(payback(np.array([40.0, 40.0, 40.0]), at_once=-100.0))
    2.5

    Args:
        flows: yen by year, shape (…, years).
        at_once: what moves at the very start, as a set-up does (below 0: is spent); shape (…).

    Returns:
        Years, shape (…); 0 where nothing was ever owed.
    """
    start = np.broadcast_to(np.asarray(at_once, dtype=np.float64), flows.shape[:-1])[..., None]
    sums = np.concatenate([start, start + np.cumsum(flows, axis=-1)], axis=-1)
    owed = sums < 0
    moments = sums.shape[-1]
    last = moments - 1 - np.argmax(owed[..., ::-1], axis=-1)
    after = np.minimum(last + 1, moments - 1)
    before = np.take_along_axis(sums, last[..., None], axis=-1)[..., 0]
    brought = np.take_along_axis(sums, after[..., None], axis=-1)[..., 0] - before
    within = np.divide(-before, brought, out=np.zeros(np.shape(before)), where=brought > 0)
    never = owed[..., -1]
    return np.where(never, np.inf, np.where(owed.any(axis=-1), last + within, 0.0))
