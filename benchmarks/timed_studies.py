"""Studies whose truth is known: people, items and noise drawn by a seed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from evaluators.timing.design import design
from evaluators.timing.frames import TIMINGS


@dataclass(frozen=True)
class World:
    """What times are made of: logarithms of seconds are sums of normal parts with these spreads."""

    ratios: tuple[tuple[str, float], ...] = (("manual", 1.0), ("ai_all", 0.6))
    """Of each arm the time against that of the first."""
    seconds: float = 60.0
    by_item: float = 0.5
    by_person: float = 0.25
    by_person_and_arm: float = 0.1
    """How differently the arms suit people: the spread of their own logarithms of the ratio."""
    noise: float = 0.25
    learning: float = 0.0
    """Slope of the logarithm over that of the place in the person's order."""


def study(world: World, items: int, people: int, seed: int, strata: int = 1) -> pd.DataFrame:
    """Rows of timings.csv of a whole study, drawn by its own design."""
    random = np.random.default_rng([seed, items, people])
    arms = dict(world.ratios)
    names = {f"{number:03d}.pdf": f"form{number % strata}" for number in range(items)}
    drawn = design(names, [f"p{number}" for number in range(people)], [*arms], seed=seed)
    item_log = dict(zip(names, random.normal(0, world.by_item, items), strict=True))
    person_log = {person: random.normal(0, world.by_person) for person in sorted(drawn["person"].unique())}
    suits = {(person, arm): random.normal(0, world.by_person_and_arm / 2**0.5) for person in person_log for arm in arms}
    logs = (
        np.log(world.seconds)
        + drawn["arm"].map(arms).map(np.log)
        + drawn["item"].map(item_log)
        + drawn["person"].map(person_log)
        + [suits[both] for both in zip(drawn["person"], drawn["arm"], strict=True)]
        + world.learning * np.log(drawn["position"])
        + random.normal(0, world.noise, len(drawn))
    )
    begun = pd.Timestamp("2026-06-01T09:00:00") + pd.to_timedelta(drawn["position"] * 120, unit="s")
    rows = drawn.rename(columns={"arm": "method", "person": "worker", "position": "sequence"})
    return rows.assign(
        started=begun.dt.strftime("%Y-%m-%dT%H:%M:%S"),
        seconds=np.exp(logs),
        idle_seconds=0.0,
        keystrokes=0,
        errors_left=0,
        source="measured",
    )[TIMINGS.names]
