"""What a term for set-up explains in published pairs of volume and time, and what two figures cannot prove."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A fixed part and a part per sheet that give two published figures exactly: no freedom is left to doubt them."""

    setup: float
    per_sheet: float

    def at(self, sheets: float) -> float:
        """Time for so many sheets, in the unit of the figures."""
        return self.setup + self.per_sheet * sheets


def through(fewer: tuple[float, float], more: tuple[float, float]) -> Line:
    """The line through two pairs of sheets and time. It always exists, so that it exists shows nothing.

    >>> line = through((100, 70), (1000, 540))
    >>> round(line.setup, 2), round(line.per_sheet, 4)
    (17.78, 0.5222)

    Raises:
        ValueError: the numbers of sheets are the same.
    """
    (few, short), (many, long) = fewer, more
    if few == many:
        raise ValueError("two figures of one volume make no line")
    per_sheet = (long - short) / (many - few)
    return Line(short - per_sheet * few, per_sheet)


def proportional(figure: tuple[float, float], sheets: float) -> float:
    """What a model without set-up makes of one figure for another volume."""
    return figure[1] / figure[0] * sheets


def break_even(by_hand: float, line: Line) -> float | None:
    """Sheets from which the set-up is earned back; None where a sheet costs no less than by hand.

    Args:
        by_hand: time a sheet without AI.
        line: with AI.
    """
    if by_hand <= line.per_sheet:
        return None
    return max(0.0, line.setup / (by_hand - line.per_sheet))
