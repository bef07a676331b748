"""Means over resampled documents, in memory that does not grow with their number."""

import numpy as np
import numpy.typing as npt

BLOCK_CELLS = 2_000_000
"""Weights held at once: 16 MB."""


def resampled_means(
    columns: npt.NDArray[np.float64], draws: int, generator: np.random.Generator
) -> npt.NDArray[np.float64]:
    """Column means of ``draws`` samples of the rows, each as many rows as there are, with replacement.

    Args:
        columns: shape (documents, k): what was counted in each document.
        draws: how many samples.
        generator: the same state gives the same draws.

    Returns:
        Shape (draws, k). One sample serves all columns of its row, so ratios and differences stay paired.
    """
    n = len(columns)
    block = max(1, BLOCK_CELLS // n)
    even = np.full(n, 1 / n)
    parts = [
        generator.multinomial(n, even, size=min(block, draws - start)) @ columns / n for start in range(0, draws, block)
    ]
    return np.concatenate(parts)
