"""A city's own result among the published ones, on equal terms only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from evaluators.precedents.flags import CHECKED, FOUNDED
from evaluators.precedents.precedent import Precedent
from evaluators.precedents.recomputing import recompute
from evaluators.quantity import Quantity

SHARE_SAVED = "share_saved"
NO_RATES: Mapping[str, Quantity] = MappingProxyType({})


class Unequal(StrEnum):
    """Why a published figure and one's own are not on equal terms."""

    OTHER_TOOL = "other_tool"
    """Something else was used, or something more: RPA that also types into another system."""
    CHECK_LEFT_OUT = "check_left_out"
    """Theirs leaves the human check out."""
    CHECK_UNSTATED = "check_unstated"
    NOT_MEASURED = "not_measured"
    """Theirs was estimated, asked, a target, or nobody knows."""
    OTHER_RATE_UNIT = "other_rate_unit"
    """Theirs counts something else: characters against fields."""
    RATE_UNIT_UNSTATED = "rate_unit_unstated"
    OWN_CHECK_LEFT_OUT = "own_check_left_out"
    """One's own time leaves the check out."""


class Position(StrEnum):
    """Where one's own figure lies."""

    ABOVE = "above"
    """The whole own interval is above theirs."""
    WITHIN = "within"
    """Theirs lies inside the own interval: no difference can be told."""
    BELOW = "below"


@dataclass(frozen=True)
class Own:
    """What the city has found itself."""

    tool: str
    """``ocr`` or ``minutes``."""
    share_saved: Quantity | None = None
    """Of the time by hand, 0 to 1."""
    check_included: bool = True
    rates: Mapping[str, Quantity] = field(default_factory=lambda: NO_RATES)
    """Rate of what was right, 0 to 1, by what is counted: ``field``, ``character``."""


@dataclass(frozen=True)
class Placed:
    """One published figure beside one's own."""

    row: Precedent
    metric: str
    """``share_saved``, or ``rate``."""
    theirs: float
    own: Quantity | None
    """None where they are not on equal terms."""
    unequal: tuple[Unequal, ...]
    position: Position | None


def placed(own: Own, rows: Sequence[Precedent]) -> tuple[Placed, ...]:
    """Each published share of time saved and each recognition rate: one's own place, or why there is none.

    What was published without an interval is taken at its word once the terms are equal; only one's own interval tells
    whether there is a difference. Figures for which there is nothing of one's own are left out.
    """
    return tuple(each for row in rows for each in (*_by_time(own, row), *_by_rate(own, row)))


def _by_time(own: Own, row: Precedent) -> Iterator[Placed]:
    share = recompute(row).share
    if own.share_saved is None or own.share_saved.value is None or share is None:
        return
    reasons = tuple(_time_terms(own, row))
    yield _placed(row, SHARE_SAVED, share.value, own.share_saved, reasons)


def _time_terms(own: Own, row: Precedent) -> Iterator[Unequal]:
    if row.tools != {own.tool}:
        yield Unequal.OTHER_TOOL
    if row.check == "no":
        yield Unequal.CHECK_LEFT_OUT
    elif row.check not in CHECKED:
        yield Unequal.CHECK_UNSTATED
    if row.basis not in FOUNDED:
        yield Unequal.NOT_MEASURED
    if not own.check_included:
        yield Unequal.OWN_CHECK_LEFT_OUT


def _by_rate(own: Own, row: Precedent) -> Iterator[Placed]:
    if row.rate is None or not own.rates:
        return
    mine = own.rates.get(row.rate_unit)
    reasons = tuple(_rate_terms(own, row, mine))
    yield _placed(row, "rate", row.rate.value, mine, reasons)


def _rate_terms(own: Own, row: Precedent, mine: Quantity | None) -> Iterator[Unequal]:
    if own.tool not in row.tools:
        yield Unequal.OTHER_TOOL
    if row.rate_unit in ("", "unstated"):
        yield Unequal.RATE_UNIT_UNSTATED
    elif mine is None or mine.value is None:
        yield Unequal.OTHER_RATE_UNIT


def _placed(row: Precedent, metric: str, theirs: float, own: Quantity | None, reasons: tuple[Unequal, ...]) -> Placed:
    if reasons or own is None or own.low is None or own.high is None:
        return Placed(row, metric, theirs, None, reasons, None)
    position = Position.WITHIN
    if own.low > theirs:
        position = Position.ABOVE
    if own.high < theirs:
        position = Position.BELOW
    return Placed(row, metric, theirs, own, (), position)
