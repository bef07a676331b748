"""How sure a product says that it is: 0 to 1, or 0 to 100, with or without a per cent sign."""

import unicodedata
from collections.abc import Iterable
from typing import Literal

from pipelines.tables import is_plain_number

Scale = Literal[1, 100]
LONGEST = 40
"""Characters of a cell that can be such a number."""


def scale_of(cells: Iterable[str]) -> Scale:
    """What stands for certainty: 100 where any cell is above 1 or has a per cent sign."""
    for cell in cells:
        number = _number(cell)
        if number is not None and (number > 1 or unicodedata.normalize("NFKC", cell).strip().endswith("%")):
            return 100
    return 1


def confidence_of(cell: str, scale: Scale) -> float | None:
    """A cell as 0 to 1; None where it is no number or beyond the scale."""
    number = _number(cell)
    return number / scale if number is not None and 0 <= number <= scale else None


def _number(cell: str) -> float | None:
    plain = unicodedata.normalize("NFKC", cell[:LONGEST]).strip().removesuffix("%").strip()
    return float(plain) if is_plain_number(plain) else None
