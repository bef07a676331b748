"""Yen a year: what the saved time is worth less what the tool costs."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from evaluators.case import Case, Draws
from evaluators.grade import Source
from evaluators.intervals import wilson
from evaluators.quantity import Quantity, quantity_id
from evaluators.saving import Saving, drawn_quantity

N = TypeVar("N", float, Draws)
STREAM = 1
UNBOUNDED = "no-number-of-forms"
"""The method of a break-even without a value: at the most likely values, or among the middle share of the draws, are
such in which no number of forms pays."""


@dataclass(frozen=True)
class BreakEven:
    """Forms a year from which it pays; None where no number of forms does."""

    value: float | None
    """At the most likely values."""
    low: float | None
    high: float | None
    """None: among the middle share of the draws there are such in which no number of forms pays."""


@dataclass(frozen=True)
class Worth:
    """The net effect a year and how probable it is that it is above nothing."""

    net: Quantity
    pays: Quantity
    """Share of the draws in which the net effect is above 0. Its interval is that of the computation: how far the
    share would move with other draws. What is uncertain about the city is in the share itself."""
    break_even: BreakEven
    needed: Quantity
    """The same as a quantity, ``break_even`` in forms a year; undefined where one of the three is none."""

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """All that stand in accuracy.json."""
        return self.net, self.pays, self.needed


def worth(case: Case, saving: Saving, *, seed: int, level: float = 0.95) -> Worth | None:
    """Net yen a year: forms × minutes saved ÷ 60 × yen an hour − licence − set-up ÷ years.

    Time that becomes free is counted at the wage, which is money only where it is really not spent; that distinction
    needs more inputs than this case has and is for the reader to make.

    Args:
        case: the city's inputs.
        saving: minutes saved a form, with draws.
        seed: the same seed gives the same draws.
        level: of the interval.

    Returns:
        None where the minutes saved cannot be told, since there are too few forms.
    """
    # A stream of its own: with that of the minutes, a draw with slow typists would always be one with many forms.
    generator = np.random.default_rng([seed, STREAM])
    n = len(saving.saved_minutes)
    drawn = {name: entry.draws(n, generator) for name, entry in case.inputs.items()}
    likely = {name: entry.value for name, entry in case.inputs.items()}
    minutes = saving.quantity("minutes_saved")
    if minutes.value is None:
        return None
    assert minutes.engine is not None
    draws = _net(drawn, saving.saved_minutes)
    net = drawn_quantity(
        "net_yen",
        _net(likely, minutes.value),
        draws,
        unit="yen/year",
        engine=minutes.engine,
        n_documents=minutes.n_documents,
        grades=(minutes.grade, *(entry.grade for entry in case.inputs.values())),
        source=Source.MODELLED,
        level=level,
        scope=minutes.scope,
        cases="cost",
    )
    break_even = _break_even(case, drawn, saving, level)
    return Worth(net, _pays(net, draws, level), break_even, _needed_quantity(net, break_even))


def _pays(net: Quantity, draws: Draws, level: float) -> Quantity:
    above = int(np.count_nonzero(draws > 0))
    interval = wilson(above, len(draws), level)
    return Quantity.model_validate(
        net.model_dump()
        | {
            "id": quantity_id("pays", net.engine, None, net.scope),
            "metric": "pays",
            "numerator": float(above),
            "denominator": float(len(draws)),
            "value": above / len(draws),
            "low": interval.low,
            "high": interval.high,
            "unit": "ratio",
            "method": "wilson-over-draws",
        }
    )


def _needed_quantity(net: Quantity, found: BreakEven) -> Quantity:
    bounds = {"value": found.value, "low": found.low, "high": found.high}
    bounded = None not in bounds.values()
    return Quantity.model_validate(
        net.model_dump()
        | (bounds if bounded else dict.fromkeys(bounds))
        | {
            "id": quantity_id("break_even", net.engine, None, net.scope),
            "metric": "break_even",
            "unit": "forms/year",
            "method": net.method if bounded else UNBOUNDED,
        }
    )


def _net(inputs: dict[str, N], minutes_saved: N) -> N:
    gained = inputs["forms_per_year"] * minutes_saved / 60 * inputs["yen_per_hour"]
    return gained - inputs["licence_yen_per_year"] - inputs["setup_yen"] / inputs["years"]


def _break_even(case: Case, drawn: dict[str, Draws], saving: Saving, level: float) -> BreakEven:
    likely = {name: np.array([entry.value]) for name, entry in case.inputs.items()}
    value = _needed(likely, np.array([saving.quantity("minutes_saved").value]))[0]
    # No quantile between two draws: between a number and infinity there is none.
    bounds = [(1 - level) / 2, (1 + level) / 2]
    low, high = np.quantile(_needed(drawn, saving.saved_minutes), bounds, method="closest_observation")
    return BreakEven(_finite(value), _finite(min(low, value)), _finite(max(high, value)))


def _needed(inputs: dict[str, Draws], minutes_saved: Draws) -> Draws:
    """Forms a year; infinite where a form saves nothing."""
    fixed = inputs["licence_yen_per_year"] + inputs["setup_yen"] / inputs["years"]
    gained = minutes_saved / 60 * inputs["yen_per_hour"]
    needed = np.full(len(gained), np.inf)
    np.divide(fixed, gained, out=needed, where=gained > 0)
    return needed


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
