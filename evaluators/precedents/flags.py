"""What speaks against taking a published figure at its word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from evaluators.precedents.precedent import Precedent
from evaluators.precedents.printed import Figure
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
    for check in found.checks if found.verdict is Verdict.DIFFERS else ():
        if check.agreement == "differs":
            yield Flagged(Flag.CONTRADICTS_ITSELF, f"{check.printed.value:g}", f"{check.computed:.4g}")
    yield from _apart([claim.figure for claim in outcomes(row) if claim.means is Means.HOURS])
    yield from _apart([*([row.share] if row.share else []), *shares_said(row)], "%", 100)


def _apart(figures: Sequence[Figure], unit: str = "h", factor: float = 1.0) -> Iterator[Flagged]:
    """Two numbers for the same thing, none of which rounds to the other."""
    for one, other in combinations(figures, 2):
        if abs(one.value - other.value) > max(one.step, other.step) / 2 * (1 + 1e-9):
            yield Flagged(Flag.CONTRADICTS_ITSELF, f"{one.value * factor:g} {unit}", f"{other.value * factor:g} {unit}")


def _against_others(row: Precedent, others: Sequence[Precedent]) -> Iterator[Flagged]:
    for other in others:
        if other.id == row.id or (other.body, other.task, other.year) != (row.body, row.task, row.year):
            continue
        for one, another in _same_numbers(row, other):
            if one and another and abs(one.value - another.value) > max(one.step, another.step) / 2 * (1 + 1e-9):
                yield Flagged(Flag.CONTRADICTS_OTHER, f"{one.value:g}", f"{another.value:g}", other.id)


def _same_numbers(row: Precedent, other: Precedent) -> Iterator[tuple[Figure | None, Figure | None]]:
    """Numbers of the same meaning and unit. Rates of different units are never held against each other."""
    if row.unit == other.unit:
        yield row.before, other.before
        yield row.after, other.after
        yield row.saved, other.saved
    yield row.share, other.share
    if row.rate_unit == other.rate_unit:
        yield row.rate, other.rate


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
        yield Flagged(Flag.RATE_UNIT_UNSTATED, f"{row.rate.value * 100:g} %")
    if row.basis in UNKNOWN:
        yield Flagged(Flag.BASIS_UNKNOWN)
    elif row.basis not in FOUNDED:
        yield Flagged(Flag.NOT_MEASURED, row.basis)
