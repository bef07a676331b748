"""Stretches of time in which somebody speaks and nothing is written, or the other way round."""

from collections.abc import Iterable

import numpy as np

Span = tuple[float, float]


def united(spans: Iterable[Span]) -> list[Span]:
    """Spans that touch or overlap made one, in order.

    >>> united([(3, 4), (0, 2), (1, 2.5)])
    [(0, 2.5), (3, 4)]
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif end > start:
            found.append((start, end))
    return found


def without(spans: Iterable[Span], others: Iterable[Span], shortest: float = 0.0) -> list[Span]:
    """What of some spans none of the others covers, in pieces longer than ``shortest`` seconds.

    Of speech in the truth and segments of the draft it is what was omitted; of segments and speech what was invented.

    >>> without([(0, 10)], [(2, 3), (9, 12)])
    [(0, 2), (3, 9)]
    """
    covers = united(others)
    starts = np.array([start for start, _end in covers])
    left: list[Span] = []
    for start, end in united(spans):
        place = max(0, int(np.searchsorted(starts, start, "right")) - 1)
        while place < len(covers) and covers[place][0] < end:
            cover_start, cover_end = covers[place]
            if cover_start > start:
                left.append((start, cover_start))
            start = max(start, cover_end)
            place += 1
        if end > start:
            left.append((start, end))
    return [(start, end) for start, end in left if end - start > shortest]


def seconds(spans: Iterable[Span]) -> float:
    """How long they are together."""
    return float(sum(end - start for start, end in spans))
