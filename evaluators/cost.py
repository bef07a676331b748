"""Yen a year: what the saved time is worth less what the tool costs."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from evaluators.case import Case, Draws
from evaluators.grade import Source
from evaluators.quantity import Quantity
from evaluators.saving import Saving, drawn_quantity

N = TypeVar("N", float, Draws)


@dataclass(frozen=True)
class Worth:
    """The net effect a year and how probable it is that it is above nothing."""

    net: Quantity
    probability: float
    """Share of the draws in which the net effect is above 0."""
    break_even_forms: float | None
    """Forms a year from which it pays at the most likely values; None where no number of forms does."""


def worth(case: Case, saving: Saving, *, seed: int, level: float = 0.95) -> Worth:
    """Net yen a year: forms × minutes saved ÷ 60 × yen an hour − licence − set-up ÷ years.

    Time that becomes free is counted at the wage, which is money only where it is really not spent; that distinction
    needs more inputs than this case has and is for the reader to make.

    Args:
        case: the city's inputs.
        saving: minutes saved a form, with draws.
        seed: the same seed gives the same draws.
        level: of the interval.
    """
    generator = np.random.default_rng(seed)
    n = len(saving.saved_minutes)
    drawn = {name: entry.draws(n, generator) for name, entry in case.inputs.items()}
    likely = {name: entry.value for name, entry in case.inputs.items()}
    minutes = saving.quantity("minutes_saved")
    assert minutes.value is not None
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
    )
    return Worth(net, float(np.mean(draws > 0)), _break_even(likely, minutes.value))


def _net(inputs: dict[str, N], minutes_saved: N) -> N:
    gained = inputs["forms_per_year"] * minutes_saved / 60 * inputs["yen_per_hour"]
    return gained - inputs["licence_yen_per_year"] - inputs["setup_yen"] / inputs["years"]


def _break_even(likely: dict[str, float], minutes_saved: float) -> float | None:
    if minutes_saved <= 0:
        return None
    fixed = likely["licence_yen_per_year"] + likely["setup_yen"] / likely["years"]
    return fixed / (minutes_saved / 60 * likely["yen_per_hour"])
