"""How many fields and documents a question needs: for an interval of some width, and to accept a rate as reached."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from scipy import special

from evaluators.intervals import clopper_pearson

MOST = 10**9
"""Fields beyond which no one counts: a plan that needs more is refused."""


def fields_for_margin(rate: float, margin: float, level: float = 0.95) -> int:
    """Independent fields for an interval of rate ± margin by the usual formula z² p(1 - p) / margin².

    >>> fields_for_margin(0.95, 0.01)
    1825

    Raises:
        ValueError: the rate lies outside 0..1, the margin or the level is not between 0 and 1.
    """
    _check(rate, margin, level)
    z = float(special.ndtri((1 + level) / 2))
    return math.ceil(z * z * rate * (1 - rate) / margin**2)


def fields_for_interval(rate: float, margin: float, level: float = 0.95) -> int:
    """Independent fields for a Clopper–Pearson interval no wider than 2 · margin, if the rate comes out as given.

    It is what intervals of fields rest on; near 1 the usual formula asks for too few.

    Raises:
        ValueError: as for :func:`fields_for_margin`, or more than ``MOST`` are needed.
    """
    _check(rate, margin, level)

    def enough(n: int) -> bool:
        exact = clopper_pearson(rate * n, n, level)
        return exact.high - exact.low <= 2 * margin

    return _smallest(enough)


def design_effect(fields: float, icc: float) -> float:
    """How many times the fields one needs where ``fields`` stand in a document: 1 + (fields - 1) · icc, at least 1.

    >>> design_effect(20, 0.05)
    1.95

    Raises:
        ValueError: less than one field a document, or a correlation outside -1..1.
    """
    if fields < 1:
        raise ValueError(f"{fields} fields a document are too few")
    if not -1 <= icc <= 1:
        raise ValueError(f"{icc} is no correlation")
    return max(1.0, 1 + (fields - 1) * icc)


def fields_to_accept(least: float, errors: int = 0, level: float = 0.95) -> int:
    """Independent fields to check so that, with ``errors`` or fewer wrong, the rate is ``least`` or more.

    That is ``level`` sure: n is the smallest for which so few errors have at most the probability 1 - level there.

    >>> [fields_to_accept(0.95, errors) for errors in (0, 1, 2)], fields_to_accept(0.99)
    ([59, 93, 124], 299)

    Raises:
        ValueError: least or level is not between 0 and 1, errors are negative, or more than ``MOST`` are needed.
    """
    if not 0 < least < 1 or not 0 < level < 1 or errors < 0:
        raise ValueError("a rate and a level between 0 and 1 and no negative errors are needed")
    return _smallest(lambda n: n > errors and float(special.bdtr(errors, n, 1 - least)) <= 1 - level)


@dataclass(frozen=True)
class Acceptance:
    """Check so much, and accept where no more is wrong."""

    independent: int
    """Fields, if each stood on a document of its own."""
    documents: int
    """Enough with the design effect that was assumed."""
    fields: int
    """In these documents, about."""
    errors: int
    """Wrong fields allowed among ``fields``."""
    documents_with_error: int
    """Documents with an error allowed among ``independent`` documents: the plan for any clustering."""


def acceptance(least: float, errors: int, fields: float, effect: float, level: float = 0.95) -> Acceptance:
    """A plan for fields that cluster: as many independent ones as :func:`fields_to_accept` says, times the effect.

    ``errors`` are those of independent fields; where a field counts for 1 / effect, as many times the effect may be
    wrong. Where the clustering is not known, ``independent`` is a number of documents, of which ``errors`` may hold an
    error: what is shown then is that at least ``least`` of documents have none, and no fewer of fields.

    Raises:
        ValueError: as for :func:`fields_to_accept`, or the effect is below 1 or above the fields of a document.
    """
    if not 1 <= effect <= max(1.0, fields):
        raise ValueError(f"a design effect of {effect} does not go with {fields} fields a document")
    independent = fields_to_accept(least, errors, level)
    documents = math.ceil(_rounded(independent * effect / fields))
    return Acceptance(
        independent, documents, math.ceil(_rounded(documents * fields)), math.floor(_rounded(errors * effect)), errors
    )


def documents_for_interval(rate: float, margin: float, fields: float, effect: float, level: float = 0.95) -> int:
    """Documents with ``fields`` fields each for an interval of fields right no wider than 2 · margin.

    Raises:
        ValueError: as for :func:`fields_for_interval`.
    """
    return math.ceil(_rounded(fields_for_interval(rate, margin, level) * effect / fields))


def _rounded(value: float) -> float:
    """Without the last digits of a float, so that 20 · 1.95 is 39 and not a little more."""
    return round(value, 6)


def _smallest(enough: Callable[[int], bool]) -> int:
    """The smallest n that is enough, where every larger one is too."""
    high = 1
    while not enough(high):
        high *= 2
        if high > MOST:
            raise ValueError(f"more than {MOST} fields would be needed")
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _check(rate: float, margin: float, level: float) -> None:
    if not 0 <= rate <= 1:
        raise ValueError(f"{rate} is no rate")
    if not 0 < margin < 1 or not 0 < level < 1:
        raise ValueError("a margin and a level lie between 0 and 1")
