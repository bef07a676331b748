"""One row of published results, with its numbers as printed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from evaluators.precedents.printed import Figure, figure
from evaluators.precedents.wording import Claim, claims

SECONDS = {"h": 3600.0, "min": 60.0, "s": 1.0}
UNIT = re.compile(r"(?P<time>h|min|s)(?:/(?P<count>\d{0,9})\s*(?P<of>\D.*))?")
COUNT = re.compile(r"(?<!\d)\d[\d,]{0,14}(?![\d,])")
YEAR = "yr"


@dataclass(frozen=True)
class Unit:
    """What a time is counted in."""

    seconds: float
    """Of one of it."""
    items: float | None
    """How many items the time is for: 100 of min/100sheets, 1 of s/item; None where it is for all, or for a year."""
    of: str
    """What is counted: sheets, item, yr; empty where nothing is said."""


@dataclass(frozen=True)
class Precedent:
    """What one row says. A number that was not printed is None."""

    id: str
    body: str
    year: str
    kind: str
    task: str
    volume: Figure | None
    before: Figure | None
    after: Figure | None
    unit: Unit | None
    """None where there is none, or it is no unit of time."""
    saved: Figure | None
    share: Figure | None
    """Share of the time saved, 0 to 1."""
    printed: str
    claims: tuple[Claim, ...]
    basis: str
    check: str
    rate: Figure | None
    """Recognition rate, 0 to 1."""
    rate_unit: str
    source: str

    @property
    def tools(self) -> frozenset[str]:
        """What was used: ocr, rpa, minutes."""
        return frozenset(self.kind.split("+"))


def precedent(row: Mapping[str, str]) -> Precedent:
    """A row of the columns of ``precedents.frames.PRECEDENTS``, which were checked before."""
    percent, rate = figure(row["percent_printed"]), figure(row["rate_percent"])
    return Precedent(
        id=row["id"],
        body=row["body"],
        year=row["year"],
        kind=row["kind"],
        task=row["task"],
        volume=_count(row["volume"]),
        before=figure(row["before"]),
        after=figure(row["after"]),
        unit=unit(row["unit"]),
        saved=figure(row["saved_printed"]),
        share=percent.scaled(0.01) if percent else None,
        printed=row["printed"],
        claims=claims(row["printed"]),
        basis=row["basis"],
        check=row["check_included"],
        rate=rate.scaled(0.01) if rate else None,
        rate_unit=row["rate_unit"],
        source=row["source"],
    )


def unit(text: str) -> Unit | None:
    """What a time is counted in; None for what is no time.

    >>> unit("min/100sheets")
    Unit(seconds=60.0, items=100.0, of='sheets')
    """
    found = UNIT.fullmatch(text.strip())
    if found is None:
        return None
    of = found["of"] or ""
    items = None if of in ("", YEAR) else float(found["count"] or 1)
    return Unit(SECONDS[found["time"]], items, of)


def _count(text: str) -> Figure | None:
    found = COUNT.search(text)
    return figure(found[0], about="約" in text) if found else None
