"""Numbers as they are printed: with the last digit that is given, and whether a computed one agrees with them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

EQUAL = 1e-9
"""Share of a last digit up to which floating-point numbers are the same."""


@dataclass(frozen=True)
class Figure:
    """A printed number, and the size of one of its last digits."""

    value: float
    step: float

    def scaled(self, factor: float) -> "Figure":
        """In another unit."""
        return Figure(self.value * factor, self.step * factor)

    @property
    def low(self) -> float:
        """The least number that rounds to it."""
        return self.value - self.step / 2

    @property
    def high(self) -> float:
        """Up to which numbers round to it."""
        return self.value + self.step / 2


def figure(digits: str, about: bool = False) -> Figure | None:
    """The number that a cell holds; None where it is blank.

    >>> figure("19.8"), figure("330", about=True)
    (Figure(value=19.8, step=0.1), Figure(value=330.0, step=10.0))

    Args:
        digits: as printed, with or without commas.
        about: whether it is called approximate (約): then zeros at its end are not digits but places.
    """
    text = digits.replace(",", "").strip()
    if not text:
        return None
    number = Decimal(text)
    exponent = number.normalize().as_tuple().exponent if about and number else number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Figure(float(number), 10.0**exponent)


class Agreement(StrEnum):
    """What it takes for a computed number to be the printed one, least first."""

    EXACT = "exact"
    ROUNDED = "rounded"
    """To the digits printed."""
    CUT = "cut"
    """Further digits were cut off: 78.8 % printed as 78 %."""
    INPUTS = "inputs"
    """Only if the printed inputs were rounded themselves."""
    DIFFERS = "differs"


def agreement(computed: float, printed: Figure, low: float, high: float) -> Agreement:
    """How a computed number agrees with the printed one.

    Args:
        computed: from the inputs as printed.
        printed: the outcome as printed.
        low: the least that it could be with inputs that round to those printed.
        high: the most.
    """
    slack = EQUAL * printed.step + 1e-12 * abs(printed.value)
    off = computed - printed.value
    if abs(off) <= slack:
        return Agreement.EXACT
    if abs(off) <= printed.step / 2 + slack:
        return Agreement.ROUNDED
    if 0 <= off < printed.step - slack:
        return Agreement.CUT
    if low <= printed.high + slack and high >= printed.low - slack:
        return Agreement.INPUTS
    return Agreement.DIFFERS
