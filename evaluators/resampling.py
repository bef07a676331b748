"""Sums and means over resampled documents, in memory that does not grow with their number."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

BLOCK_CELLS = 2_000_000
"""Weights held at once: 16 MB."""


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
    documents = int(alike.sum())
    block = max(1, BLOCK_CELLS // len(rows))
    parts = [
        generator.multinomial(documents, alike / documents, size=min(block, draws - start)) @ rows
        for start in range(0, draws, block)
    ]
    return np.concatenate(parts)


def resampled_means(columns: Floats, draws: int, generator: np.random.Generator) -> Floats:
    """The same as means, of documents that each have a row of their own: shape (documents, k) gives (draws, k)."""
    n = len(columns)
    return resampled_sums(columns, np.ones(n, dtype=np.int64), draws, generator) / n
