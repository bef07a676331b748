"""What an hour of staff is said to be worth: published pairs of hours and yen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluators.precedents.precedent import Precedent
from evaluators.precedents.printed import Agreement, Figure, agreement, figure
from evaluators.precedents.wording import Means


@dataclass(frozen=True)
class HourCost:
    """Yen an hour that a body printed, or that follow from what it printed."""

    body: str
    year: str
    value: float
    """Yen an hour: implied by hours and yen, else as printed."""
    low: float
    high: float
    """What the digits printed leave open."""
    printed: Figure | None
    agreement: Agreement | None
    """Of what was printed with what is implied; None where only one of them is there."""
    basis: str
    source: str


def hour_cost(row: Mapping[str, str]) -> HourCost | None:
    """A row of ``precedents.frames.UNIT_COSTS``; None where it has neither both hours and yen nor yen an hour."""
    hours, yen = figure(row["hours"], about=True), figure(row["yen"], about=True)
    printed = figure(row["yen_per_hour"])
    if hours and yen and hours.low > 0:
        value, low, high = yen.value / hours.value, yen.low / hours.high, yen.high / hours.low
        agrees = agreement(value, printed, low, high) if printed else None
    elif printed:
        value, low, high, agrees = printed.value, printed.low, printed.high, None
    else:
        return None
    return HourCost(row["body"], row["year"], value, low, high, printed, agrees, row["basis"], row["source"])


def hour_costs_said(rows: Sequence[Precedent]) -> tuple[HourCost, ...]:
    """Yen an hour implied by outcomes whose wording names both hours and yen: 3632時間 1193万円."""
    return tuple(found for row in rows if (found := _said(row)))


def _said(row: Precedent) -> HourCost | None:
    hours = [claim.figure for claim in row.claims if claim.means is Means.HOURS]
    yen = [claim.figure for claim in row.claims if claim.means is Means.YEN]
    if len(hours) != 1 or len(yen) != 1 or hours[0].low <= 0:
        return None
    (time,), (money,) = hours, yen
    low, high = money.low / time.high, money.high / time.low
    return HourCost(row.body, row.year, money.value / time.value, low, high, None, None, row.basis, row.source)
