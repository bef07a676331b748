"""Sums and means over resampled documents, in memory that does not grow with their number."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

BLOCK_CELLS = 2_000_000
"""Weights held at once: 16 MB."""
PICKS = 50_000
"""Documents picked at once: what is counted stays in a processor's cache, which is ten times as fast."""
BINOMIAL = 16
"""A binomial number takes as long as picking so many documents."""


def resampled_sums(rows: Floats, alike: npt.NDArray[np.int64], draws: int, generator: np.random.Generator) -> Floats:
    """Column sums of ``draws`` samples of documents, each as many as there are, with replacement.

    Args:
        rows: shape (n, k): what was counted in a document.
        alike: shape (n,): how many documents each row stands for.
        draws: how many samples.
        generator: the same state gives the same draws.

    Returns:
        Shape (draws, k). One sample serves all columns of its row, so ratios and differences stay paired.
    """
    block = max(1, BLOCK_CELLS // len(rows))
    parts = [_weights(alike, min(block, draws - start), generator) @ rows for start in range(0, draws, block)]
    return np.concatenate(parts)


def _weights(alike: npt.NDArray[np.int64], draws: int, generator: np.random.Generator) -> Floats:
    """How often each row is in each sample: binomial numbers where rows are few, else by picking documents."""
    rows, documents = len(alike), int(alike.sum())
    if rows * BINOMIAL < documents:
        return generator.multinomial(documents, alike / documents, size=draws).astype(np.float64)
    row_of = np.repeat(np.arange(rows), alike)
    found = np.empty((draws, rows))
    at_once = max(1, PICKS // documents)
    for start in range(0, draws, at_once):
        part = found[start : start + at_once]
        picked = row_of[generator.integers(0, documents, (len(part), documents))]
        picked += rows * np.arange(len(part))[:, None]
        part[:] = np.bincount(picked.ravel(), minlength=part.size).reshape(part.shape)
    return found


def resampled_means(columns: Floats, draws: int, generator: np.random.Generator) -> Floats:
    """The same as means, of documents that each have a row of their own: shape (documents, k) gives (draws, k)."""
    n = len(columns)
    return resampled_sums(columns, np.ones(n, dtype=np.int64), draws, generator) / n
