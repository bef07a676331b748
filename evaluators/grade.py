"""How well founded a number is."""

from collections.abc import Iterable
from enum import StrEnum


class Grade(StrEnum):
    """Foundation of a number, best first. The order of the members is the order of trust."""

    MEASURED = "measured"
    """Engines on, or clocks over, real material of the city."""
    CITED = "cited"
    """A published case, with its page."""
    ESTIMATED = "estimated"
    """A model fed by measured inputs."""
    ASSUMED = "assumed"
    """Entered by hand: a timesheet, an expectation."""
    DEMONSTRATION = "demonstration"
    """Anything that rests on invented samples."""


class Source(StrEnum):
    """Where a value came from; it limits the grade but does not replace it."""

    MEASURED = "measured"
    CITED = "cited"
    MODELLED = "modelled"
    REPORTED = "reported"
    ASKED = "asked"


class Origin(StrEnum):
    """What a batch consists of."""

    REAL = "real"
    DEMONSTRATION = "demonstration"


def worst(grades: Iterable[Grade]) -> Grade:
    """The grade of a result: the worst among its inputs.

    Raises:
        ValueError: there is no input, so nothing can be said.
    """
    order = list(Grade)
    return max(grades, key=order.index)


def grade_of(origin: Origin, source: Source) -> Grade:
    """The grade that material of this origin can give to a value of this source."""
    if origin is Origin.DEMONSTRATION:
        return Grade.DEMONSTRATION
    return {
        Source.MEASURED: Grade.MEASURED,
        Source.CITED: Grade.CITED,
        Source.MODELLED: Grade.ESTIMATED,
        Source.REPORTED: Grade.ASSUMED,
        Source.ASKED: Grade.ASSUMED,
    }[source]
