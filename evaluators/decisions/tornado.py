"""How far each input moves the result, one at a time, with the others at their most likely values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """Low, likely and high value of an input."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True)
class Bar:
    """One bar of a tornado."""

    input: str
    at_low: float
    """The result with this input at its low value."""
    at_high: float
    crosses: bool
    """Whether it pays at one end and does not at the other: this input alone can turn the answer."""

    @property
    def width(self) -> float:
        """How far the result moves."""
        return abs(self.at_high - self.at_low)


def tornado(f: Callable[[Mapping[str, float]], float], inputs: Mapping[str, Span]) -> tuple[Bar, ...]:
    """Bars from the widest; of equal ones as the inputs come.

    Args:
        f: the net effect at values of all inputs.
        inputs: by key.
    """
    likely = {key: span.likely for key, span in inputs.items()}
    bars = []
    for key, span in inputs.items():
        low, high = (float(f({**likely, key: value})) for value in (span.low, span.high))
        bars.append(Bar(key, low, high, (low > 0) != (high > 0)))
    return tuple(sorted(bars, key=lambda bar: -bar.width))
