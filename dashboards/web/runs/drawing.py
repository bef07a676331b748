"""What figures of pages have in common."""

from collections.abc import Iterable
from typing import Protocol


class Point(Protocol):
    """A place in a figure, in units of its view box."""

    @property
    def x(self) -> float:
        """From the left."""
        ...

    @property
    def y(self) -> float:
        """From the top."""
        ...


def line_through(points: Iterable[Point]) -> str:
    """The points of a line, as SVG writes them."""
    return " ".join(f"{point.x:.2f},{point.y:.2f}" for point in points)
