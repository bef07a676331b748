"""What if: a few inputs set to other values, and what a way of working then comes to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from pydantic import Field

from evaluators.contract import Contract
from evaluators.cost import options
from evaluators.cost.assessing import outcome
from evaluators.cost.case import Case
from evaluators.cost.drawn import Drawn, drawn_inputs
from evaluators.cost.figures import compared, thresholds_of
from evaluators.cost.making import Basis
from evaluators.cost.outcome import Assessment, Threshold
from evaluators.cost.sizes import ACCURACY, WAGE, names_of, size_of
from evaluators.quantity import Quantity

DIALS = ("volume", "wage", "licence", "accuracy")
"""What can be set, beside the way of working."""
REACH = 3.0
"""Times the value of the case to which a dial reaches."""
LICENCE_FROM_NOTHING = 1_000_000.0
"""Yen a year to which the dial of a licence reaches that costs nothing in the case."""
STEPS = 200
LEAST = 1e-6
"""Times the value of the case that is taken where 0 is set: what the result would be at other values, and with it where
it breaks even, cannot be told from nothing at all."""
MOST = 1e12
"""That can be set: beyond it sums over years lose their last yen."""


class Setting(Contract):
    """Values in the place of those of the case; None: as the case has it."""

    option: str
    """The way of working: who checks what, by which tool."""
    volume: float | None = Field(default=None, ge=0, le=MOST)
    """Forms (hours of meeting) in the first year."""
    wage: float | None = Field(default=None, ge=0, le=MOST)
    """Mean yen an hour over kinds of staff, which keep their distances in proportion."""
    licence: float | None = Field(default=None, ge=0, le=MOST)
    """Yen a year of the tool of this way of working."""
    accuracy: float | None = Field(default=None, ge=0, le=1)
    """Share of the fields that are read right; of minutes, of the words to expect."""


@dataclass(frozen=True)
class Dial:
    """One thing that can be set for a way of working, and how far."""

    name: str
    unit: str
    value: float
    """In the case, most likely."""
    low: float
    high: float
    step: float


@dataclass(frozen=True)
class Measured:
    """A case with all its numbers, drawn."""

    case: Case
    numbers: Mapping[str, Drawn]
    n_documents: int = 0
    engine: str | None = None
    scope: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Case, measured: Mapping[str, Drawn], n: int, seed: int, n_documents: int = 0) -> "Measured":
        """A case with what was measured for it: its inputs are drawn as an assessment draws them."""
        return cls(case, {**drawn_inputs(case, n, seed), **measured}, n_documents)

    @property
    def n(self) -> int:
        """Draws."""
        return max(len(number.draws) for number in self.numbers.values())

    @property
    def ways(self) -> tuple[str, ...]:
        """Ways of working that something can be said of, without those they are compared with."""
        return options.without_baselines(options.options_of(self.case, self.numbers))


@dataclass(frozen=True)
class Answer:
    """What a way of working comes to under a setting."""

    quantities: Mapping[str, Quantity]
    """Over the horizon, by metric: ``npv``, ``pays``, ``hours_saved``, ``payback``, ``break_even_volume`` …"""
    thresholds: Mapping[str, Threshold]
    """By metric, for those of which a quantity may be undefined."""


@dataclass(frozen=True)
class Scenario:
    """A setting that somebody saved, and what it comes to."""

    name: str
    author: str
    saved: str
    """ISO 8601."""
    note: str
    setting: Setting
    dials: tuple[Dial, ...]
    quantities: tuple[Quantity, ...]
    """Those of the answer; their ids and scopes name the scenario."""


def scenario(name: str, author: str, saved: str, note: str, setting: Setting, measured: Measured) -> Scenario:
    """What a saved setting comes to.

    Raises:
        KeyError: nothing can be said of its way of working.
    """
    of_name = {"scenario": name}
    quantities = tuple(
        each.model_copy(update={"id": f"{each.id}/scenario={name}", "scope": {**each.scope, **of_name}})
        for each in answer(measured, setting).quantities.values()
    )
    return Scenario(name, author, saved, note, setting, dials(measured, setting.option), quantities)


def dials(measured: Measured, option: str) -> tuple[Dial, ...]:
    """What can be set for a way of working."""
    return tuple(_dials(measured, option))


def answer(measured: Measured, setting: Setting) -> Answer:
    """What the way of working of a setting comes to, by the code that assesses a campaign.

    Raises:
        KeyError: nothing can be said of that way of working.
    """
    if setting.option not in measured.ways:
        raise KeyError(setting.option)
    numbers = changed(measured, setting)
    case = measured.case
    both = (options.baseline_of(setting.option), setting.option)
    outcomes = tuple(outcome(case, option, numbers, measured.n) for option in both)
    assessment = Assessment(case, outcomes, inputs={}, input_grades={}, quantities=())
    basis = Basis(assessment, numbers, measured.n_documents, measured.engine, measured.scope)
    quantities = {each.metric: each for each in compared(basis, outcomes[1]) if "rate" not in each.scope}
    found = {quantity.metric: (quantity, threshold) for quantity, threshold in thresholds_of(basis, outcomes[1])}
    return Answer(
        quantities | {metric: quantity for metric, (quantity, _) in found.items()},
        {metric: threshold for metric, (_, threshold) in found.items()},
    )


def changed(measured: Measured, setting: Setting) -> dict[str, Drawn]:
    """The numbers with what is set at its new values.

    A number is taken so many times, likely value and draws alike: what is uncertain stays so in proportion. One that
    is 0 in the case has no proportion, and becomes the value without any spread.
    """
    found = dict(measured.numbers)
    for dial in dials(measured, setting.option):
        wanted = getattr(setting, dial.name)
        if wanted is None or wanted == dial.value:
            continue
        names = names_of(measured.case, setting.option, dial.name)
        wrong = dial.name == ACCURACY
        before, after = (1 - dial.value, 1 - wanted) if wrong else (dial.value, wanted)
        for name in names:
            if before > 0:
                found[name] = _times(found[name], max(after / before, LEAST))
            elif name == names[0] or dial.name == WAGE:
                found[name] = _fixed(found, name, after, measured.case, setting.option)
    return found


def _times(number: Drawn, factor: float) -> Drawn:
    return replace(number, likely=number.likely * factor, draws=number.draws * factor)


def _fixed(numbers: Mapping[str, Drawn], name: str, value: float, case: Case, option: str) -> Drawn:
    number = numbers[name]
    if name.endswith("_wrong_seen"):
        fields = numbers["fields"]
        return replace(number, likely=fields.likely * value, draws=fields.draws * value)
    return replace(number, likely=np.full(1, value), draws=np.full((len(number.draws), 1), value))


def _dials(measured: Measured, option: str) -> Iterator[Dial]:
    case, numbers = measured.case, measured.numbers
    meetings = options.is_of_meetings(option)
    for name in DIALS:
        names = names_of(case, option, name)
        if not names or not set(names) <= set(numbers):
            continue
        value = _value(case, numbers, option, name)
        match name:
            case "accuracy":
                yield Dial(name, "ratio", value, 0.0 if value < 0.5 else 0.5, 1.0, 0.001)
            case "volume":
                yield _dial(name, "hour/year" if meetings else "forms/year", value, value)
            case "wage":
                yield _dial(name, "yen/hour", value, value)
            case _:
                yield _dial(name, "yen/year", value, value or LICENCE_FROM_NOTHING / REACH)


def _dial(name: str, unit: str, value: float, size: float) -> Dial:
    step = nice(size * REACH / STEPS)
    return Dial(name, unit, value, 0.0, float(step * np.ceil(size * REACH / step)), step)


def nice(size: float) -> float:
    """The nearest of 1, 2, 5 and 10 times a power of ten that is no smaller.

    >>> nice(37), nice(0.12), nice(0)
    (50.0, 0.2, 1.0)
    """
    if size <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(size))
    return float(next(power * times for times in (1, 2, 5, 10) if power * times >= size * (1 - 1e-9)))


def _value(case: Case, numbers: Mapping[str, Drawn], option: str, dial: str) -> float:
    size = float(size_of(numbers, case, option, dial, "likely")[0])
    return 1 - size if dial == ACCURACY else size
