"""Whether a study's design is sound and balanced, and what of it is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import pandas as pd

from evaluators.timing.design import FIRST, SECOND, TWO_PERSON

PLACE_TOLERANCE = 0.1
"""Of a person's whole order: by how much an arm's mean place may lie before or after the middle."""


class Kind(StrEnum):
    """What is wrong. The first four must not be; the others are a matter of numbers, and of how much."""

    SEEN_TWICE = "seen-twice"
    """Somebody gets an item a second time, and knows it: ``low`` is 1, ``high`` how often."""
    NO_PAIR = "two-person-incomplete"
    """An item's first and second typings are not as many, or one person does both."""
    PRACTICE_LATE = "practice-after-others"
    PLACES = "places-not-in-order"
    """A person's positions are not 1, 2, 3 …"""
    ARM_BY_PERSON = "arm-by-person"
    """Some do more of an arm (and of its part) than others: fewest and most."""
    LOAD = "items-by-person"
    """Some have more to do than others: fewest and most."""
    ARM_BY_STRATUM = "arm-by-stratum"
    """In one kind of items some arms have more of them than others: fewest and most."""
    ARM_BY_PLACE = "arm-by-place"
    """An arm lies early or late in people's orders: its mean place from 0 to 1 is ``low``, that of all is ``high``."""
    NEVER_COMPARED = "arms-never-on-one-item"
    """Two arms share fewer items than other pairs of arms or none: ``low`` of ``high`` items."""

    @property
    def is_fault(self) -> bool:
        """Whether a study must not start like this."""
        return self in (Kind.SEEN_TWICE, Kind.NO_PAIR, Kind.PRACTICE_LATE, Kind.PLACES)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, where, and how much."""

    kind: Kind
    where: str
    """Person, item, arm or stratum; two arms joined by ``|``."""
    low: float
    high: float


def findings(design: pd.DataFrame) -> list[Finding]:
    """All that is wrong with a design (columns of ``frames.DESIGN``); faults first. Nothing: sound and balanced.

    Numbers that differ by 1 are balanced: more people or items than divide evenly allow no better.
    """
    real = design[design["practice"] == 0]
    return [*_faults(design), *_by_person(real), *_by_stratum(real), *_by_place(real), *_compared(real)]


def _faults(design: pd.DataFrame) -> Iterator[Finding]:
    seen = (design["person"] + "|" + design["item"]).value_counts()
    for both, times in seen[seen > 1].items():
        yield Finding(Kind.SEEN_TWICE, str(both), 1, int(times))
    for item, rows in design[design["arm"] == TWO_PERSON].groupby("item"):
        firsts, seconds = (set(rows.loc[rows["part"] == part, "person"]) for part in (FIRST, SECOND))
        practised = rows["practice"].eq(1).all()
        if firsts & seconds or len(seconds) > len(firsts) or (len(firsts) > len(seconds) and not practised):
            yield Finding(Kind.NO_PAIR, str(item), len(seconds), len(firsts))
    for person, rows in design.groupby("person"):
        ordered = rows.sort_values("position")
        if not ordered["practice"].is_monotonic_decreasing:
            yield Finding(Kind.PRACTICE_LATE, str(person), 0, int(ordered["practice"].sum()))
        if ordered["position"].tolist() != list(range(1, len(ordered) + 1)):
            yield Finding(Kind.PLACES, str(person), int(ordered["position"].min()), int(ordered["position"].max()))


def _by_person(real: pd.DataFrame) -> Iterator[Finding]:
    if real.empty:
        return
    people = real["person"].unique()
    for (arm, part), rows in real.groupby(["arm", "part"]):
        counts = rows["person"].value_counts().reindex(people, fill_value=0)
        yield from _uneven(Kind.ARM_BY_PERSON, f"{arm}|{part}".strip("|"), counts)
    yield from _uneven(Kind.LOAD, "", real["person"].value_counts())


def _by_stratum(real: pd.DataFrame) -> Iterator[Finding]:
    arms = real["arm"].unique()
    for stratum, rows in real.groupby("stratum"):
        counts = rows.groupby("arm")["item"].nunique().reindex(arms, fill_value=0)
        yield from _uneven(Kind.ARM_BY_STRATUM, str(stratum), counts)


def _by_place(real: pd.DataFrame) -> Iterator[Finding]:
    """Places among those that count, from 0 for a person's first to 1 for the last."""
    rank = real.groupby("person")["position"].rank() - 1
    last = real.groupby("person")["position"].transform("count") - 1
    place = (rank / last.where(last > 0)).fillna(0.5)
    middle = float(place.mean()) if len(place) else 0.5
    for arm, mean in place.groupby(real["arm"]).mean().items():
        if abs(mean - middle) > PLACE_TOLERANCE:
            yield Finding(Kind.ARM_BY_PLACE, str(arm), float(mean), middle)


def _compared(real: pd.DataFrame) -> Iterator[Finding]:
    items = {str(arm): set(rows["item"]) for arm, rows in real.groupby("arm")}
    shared = {pair: len(items[pair[0]] & items[pair[1]]) for pair in combinations(items, 2)}
    most = max(shared.values(), default=0)
    for pair, count in shared.items():
        if count == 0 or count < most - 1:
            yield Finding(Kind.NEVER_COMPARED, "|".join(pair), count, most)


def _uneven(kind: Kind, where: str, counts: pd.Series) -> Iterator[Finding]:
    if counts.max() - counts.min() > 1:
        yield Finding(kind, where, int(counts.min()), int(counts.max()))
