"""What speaks against taking a published figure at its word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evaluators.precedents.precedent import SECONDS, Precedent
from evaluators.precedents.printed import EQUAL, Agreement, Figure
from evaluators.precedents.recomputing import Recomputed, Verdict, outcomes, shares_said
from evaluators.precedents.wording import Means


class Flag(StrEnum):
    """Why a figure is to be doubted."""

    CONTRADICTS_ITSELF = "contradicts_itself"
    """Two of its own numbers cannot both be right."""
    CONTRADICTS_OTHER = "contradicts_other"
    """Another row prints another number for the same body, task and year."""
    CHECK_LEFT_OUT = "check_left_out"
    """The human check after AI is not inside: the time saved is too large."""
    CHECK_UNSTATED = "check_unstated"
    """Nothing says whether it is inside."""
    RATE_UNIT_UNSTATED = "rate_unit_unstated"
    """A recognition rate that does not say what it counts."""
    NOT_MEASURED = "not_measured"
    """Estimated, asked, a target, or with a beginning that was assumed."""
    BASIS_UNKNOWN = "basis_unknown"


@dataclass(frozen=True)
class Flagged:
    """A flag, and what raised it."""

    flag: Flag
    first: str = ""
    """The number or word that raised it."""
    second: str = ""
    """What it stands against."""
    unit: str = ""
    """Of both numbers: ``h`` or ``%``; empty where they are in the unit of their column."""
    other: str = ""
    """Id of the other row."""


FOUNDED = frozenset({"measured", "actual", "annualised", "trial", "accuracy", "baseline"})
"""Bases by which something was measured: also one trial, or what it comes to in a year."""
UNKNOWN = frozenset({"", "unknown"})
CHECKED = frozenset({"yes", "in flow"})


def flags(row: Precedent, found: Recomputed, others: Sequence[Precedent] = ()) -> tuple[Flagged, ...]:
    """All flags of a row.

    Args:
        row: the row.
        found: what was recomputed of it.
        others: rows that it could contradict; itself among them does no harm.
    """
    return (*_against_itself(row, found), *_against_others(row, others), *_of_the_check(row), *_of_the_basis(row))


def _against_itself(row: Precedent, found: Recomputed) -> Iterator[Flagged]:
    for check in found.checks:
        if check.agreement is Agreement.DIFFERS:
            factor, unit = (1.0, "") if check.of == "saved" else (100.0, "%")
            printed, computed = f"{check.printed.value * factor:g}", f"{check.computed * factor:.4g}"
            yield Flagged(Flag.CONTRADICTS_ITSELF, printed, computed, unit)
    if found.verdict is not Verdict.DIFFERS:
        yield from _apart(_times_said(row), "h", 1 / SECONDS["h"])
        yield from _apart([*([row.share] if row.share else []), *shares_said(row)], "%", 100.0)


def _times_said(row: Precedent) -> list[Figure]:
    """Time saved in seconds, by the column and by the words."""
    said = [row.saved.scaled(row.unit.seconds)] if row.saved and row.unit else []
    seconds = {Means.HOURS: SECONDS["h"], Means.MINUTES: SECONDS["min"]}
    return [*said, *(claim.figure.scaled(seconds[claim.means]) for claim in outcomes(row) if claim.means in seconds)]


def _apart(figures: Sequence[Figure], unit: str, factor: float) -> Iterator[Flagged]:
    """The two of these numbers for one thing that are farthest apart, where neither rounds to the other."""
    if not figures:
        return
    least, most = (pick(figures, key=lambda figure: figure.value) for pick in (min, max))
    if _differ(least, most):
        yield Flagged(Flag.CONTRADICTS_ITSELF, f"{least.value * factor:g}", f"{most.value * factor:g}", unit)


def _against_others(row: Precedent, others: Sequence[Precedent]) -> Iterator[Flagged]:
    for other in others:
        if other.id == row.id or (other.body, other.task, other.year) != (row.body, row.task, row.year):
            continue
        for one, another, factor, unit in _same_numbers(row, other):
            if one and another and _differ(one, another):
                here, there = (f"{figure.value * factor:g}" for figure in (one, another))
                yield Flagged(Flag.CONTRADICTS_OTHER, here, there, unit, other.id)


def _same_numbers(row: Precedent, other: Precedent) -> Iterator[tuple[Figure | None, Figure | None, float, str]]:
    """Numbers of the same meaning and unit. Rates of different units are never held against each other."""
    if row.unit == other.unit:
        yield row.before, other.before, 1.0, ""
        yield row.after, other.after, 1.0, ""
        yield row.saved, other.saved, 1.0, ""
    yield row.share, other.share, 100.0, "%"
    if row.rate_unit == other.rate_unit:
        yield row.rate, other.rate, 100.0, "%"


def _differ(one: Figure, other: Figure) -> bool:
    """Whether neither rounds to the other."""
    return abs(one.value - other.value) > max(one.step, other.step) / 2 * (1 + EQUAL)


def _of_the_check(row: Precedent) -> Iterator[Flagged]:
    if row.check == "no":
        yield Flagged(Flag.CHECK_LEFT_OUT)
    elif row.check not in CHECKED and _claims_time(row):
        yield Flagged(Flag.CHECK_UNSTATED)


def _claims_time(row: Precedent) -> bool:
    wording = outcomes(row) or (row.printed and not row.claims)
    return bool(row.after or row.saved or row.share or wording)


def _of_the_basis(row: Precedent) -> Iterator[Flagged]:
    if row.rate and row.rate_unit in ("", "unstated"):
        yield Flagged(Flag.RATE_UNIT_UNSTATED, f"{row.rate.value * 100:g}", unit="%")
    if row.basis in UNKNOWN:
        yield Flagged(Flag.BASIS_UNKNOWN)
    elif row.basis not in FOUNDED:
        yield Flagged(Flag.NOT_MEASURED, row.basis)
