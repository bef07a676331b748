"""Blank forms as pictures on the grid of their registered pages."""

from functools import lru_cache
from pathlib import Path

import numpy as np

from pipelines.forms.rasterise import Grey, rasterise

WHITE = 255


@lru_cache(maxsize=8)
def blank_page(blank: Path, page: int, dpi: int, shape: tuple[int, int]) -> Grey:
    """A page of a blank form, cut or filled up with white to the shape (height, width) of the registered page.

    Raises:
        Unreadable: as from ``rasterise``.
    """
    (drawn,) = rasterise(blank, page, page, dpi)
    fitted = np.full(shape, WHITE, dtype=np.uint8)
    height, width = min(shape[0], drawn.shape[0]), min(shape[1], drawn.shape[1])
    fitted[:height, :width] = drawn[:height, :width]
    return fitted
