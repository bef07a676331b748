"""How numbers are written wherever they are shown: value, bounds and counts of one quantity alike."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from dashboards.language import _
from evaluators.methods import LIKELY, NOT_LINEAR, OVER_DRAWS
from evaluators.quantity import Quantity

if TYPE_CHECKING:  # numpy and scipy take a while to import, and showing a run must not wait for them
    from evaluators.cost.outcome import Threshold
    from evaluators.inputs import ByYear, Input

MINUS = "−"
NONE = "–"
YEN_IN_THOUSANDS = 100_000
"""Sums of which one bound reaches this are written in whole thousands, as far as their digits mean anything."""
ENTERED_DECIMALS = 3


def number(value: float, digits: int) -> str:
    """With thousands separators and a real minus sign, and none before a zero."""
    return f"{round(value, digits) + 0.0:,.{digits}f}".replace("-", MINUS)


def percent(ratio: float, digits: int) -> str:
    """A ratio in per cent. What is not quite nothing or all is not rounded to it."""
    least = 10.0**-digits
    if 0 < ratio * 100 <= least / 2:
        return _("under {n}", n=f"{number(least, digits)}%")
    if 100 - least / 2 <= ratio * 100 < 100:
        return _("over {n}", n=f"{number(100 - least, digits)}%")
    return f"{number(ratio * 100, digits)}%"


def amount(quantity: Quantity, value: float | None) -> str:
    """A value in its quantity's unit, as short as its precision allows; a dash where there is none."""
    if value is None:
        return NONE
    match quantity.unit:
        case "ratio":
            return percent(value, 0 if quantity.method == OVER_DRAWS else 1)
        case "score":
            return number(value, 3)
        case "1/1000 fields":
            return _("{n} in 1,000 fields", n=number(value, 1))
        case "1/document":
            return _("{n} in a document", n=number(value, 2))
        case "min/document":
            return _("{n} min", n=number(value, 2))
        case "s/item":
            return _("{n} s", n=number(value, 1))
        case "s/batch" | "s/sheet" | "s/field" | "s/character":
            return _("{n} s", n=number(value, 2))
        case "s":
            return _("{n} h", n=number(value / 3600, 1))
        case "fields/document":
            return _("{n} fields", n=number(value, 2))
        case "hours/year":
            return _("{n} hours", n=number(value, 0))
        case "yen" | "yen/year":
            return _("{n} yen", n=number(round(value, -3) if _is_large(quantity) else value, 0))
        case "yen/hour":
            return _("{n} yen an hour", n=number(value, 0))
        case "yen/error":
            return _("{n} yen for each error avoided", n=number(value, 0))
        case "hour" | "hour/year" | "hour/month":
            return _("{n} h", n=number(value, 0))
        case "error" | "error/year":
            return _("{n} errors", n=number(value, 0))
        case "forms/year":
            return _("{n} forms a year", n=number(value, 0))
        case "year":
            return _("{n} years", n=number(value, 1))
        case "times":
            return number(value, 2)
        case _unit:
            return f"{number(value, 2)} {quantity.unit}"


def _is_large(quantity: Quantity) -> bool:
    bounds = (quantity.low, quantity.value, quantity.high)
    return max(abs(bound) for bound in bounds if bound is not None) >= YEN_IN_THOUSANDS


def interval(quantity: Quantity) -> str:
    """The interval in square brackets; empty where there is none. Bounds that say nothing are not written as one."""
    if quantity.low is None or quantity.high is None or quantity.method in (OVER_DRAWS, LIKELY):
        return ""
    if quantity.method.startswith("not-estimable"):
        return _("[cannot be estimated]")
    return _bracketed(amount(quantity, quantity.low), amount(quantity, quantity.high))


def counts(quantity: Quantity) -> str:
    """Numerator and denominator, where the quantity has them."""
    if quantity.numerator is None or quantity.denominator is None:
        return ""
    return f"{number(quantity.numerator, 0)} / {number(quantity.denominator, 0)}"


def entered(input: "Input | ByYear") -> tuple[str, str]:
    """Value and range of an input, all with the decimals that were entered; of one by year the first and last year."""
    found = [_entered(*bounds) for bounds in _years(input)]
    value, low, high = ("→".join(dict.fromkeys(each)) for each in zip(*found, strict=True))
    return value, _bracketed(low, high)


def _years(input: "Input | ByYear") -> list[tuple[float, float, float]]:
    if isinstance(input.value, tuple):
        rows = list(zip(input.value, input.low, input.high, strict=True))
        return [rows[0], rows[-1]]
    return [(input.value, input.low, input.high)]


def _entered(*bounds: float) -> list[str]:
    decimals = min(ENTERED_DECIMALS, max(_decimals(bound) for bound in bounds))
    return [number(bound, decimals) for bound in bounds]


def _decimals(value: float) -> int:
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def threshold(quantity: Quantity, found: "Threshold") -> tuple[str, str]:
    """A value from which it pays, or after which money has come back, and its range; “none” where there is none.

    A dash where nobody can tell whether there is one.
    """
    if quantity.method == NOT_LINEAR:
        return NONE, ""
    value, low, high = (
        _("none") if bound is None else amount(quantity, bound) for bound in (found.value, found.low, found.high)
    )
    return value, _bracketed(low, high)


def _bracketed(low: str, high: str) -> str:
    return f"[{low} – {high}]"


def moment(iso: str) -> str:
    """A point in time to the minute, in the zone in which it was written down."""
    return datetime.fromisoformat(iso).strftime("%Y-%m-%d %H:%M")


def moment_here(iso: str) -> str:
    """The same in the zone of this machine, for what is written down in UTC."""
    return moment(datetime.fromisoformat(iso).astimezone().isoformat())
