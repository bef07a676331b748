"""An answer as the page shows it: the same texts whether the page is loaded or a slider is moved."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboards.language import _
from dashboards.pages import numbers
from evaluators.answers import Claim, claim_against
from evaluators.cost.what_if import Answer, Dial, Measured, nice
from evaluators.quantity import Quantity

METRICS = (
    *("npv", "npv_likely", "pays", "npv_cash", "hours_saved", "bcr", "payback"),
    *("break_even_volume", "break_even_wage", "break_even_accuracy"),
)
"""In the order of the page."""
PERCENT = 100.0
ROOM = 1.25
"""Of the axis, beyond the interval."""


@dataclass(frozen=True)
class Cell:
    """A figure as text."""

    value: str
    interval: str


@dataclass(frozen=True)
class Bar:
    """The net present value over a line on which 0 is in the middle: places from 0 to 100."""

    low: float
    value: float
    high: float
    reach: str
    """What the ends of the line stand for, without their sign."""


@dataclass(frozen=True)
class Shown:
    """One answer."""

    said: str
    """One sentence, which screen readers are told."""
    cells: Mapping[str, Cell]
    bar: Bar | None


def shown(measured: Measured, answer: Answer) -> Shown:
    """An answer in the language spoken."""
    cells = {metric: _cell(answer, metric) for metric in METRICS if metric in answer.quantities}
    return Shown(_said(measured, answer, cells), cells, _bar(answer.quantities["npv"]))


def scale(dial: Dial) -> float:
    """What a value of a dial is multiplied by on the page: shares are turned in per cent."""
    return PERCENT if dial.unit == "ratio" else 1.0


def on_page(dial: Dial, value: float) -> str:
    """A value of a dial as it stands in a field of the page and in its address."""
    return f"{round(value * PERCENT, 1):g}" if dial.unit == "ratio" else f"{value:.10g}"


def is_of_case(dial: Dial, value: float) -> bool:
    """Whether a value is that of the case, as far as the page shows it."""
    return abs(value - dial.value) <= dial.step * (0.5 if dial.unit == "ratio" else 1e-3)


def _cell(answer: Answer, metric: str) -> Cell:
    quantity, threshold = answer.quantities[metric], answer.thresholds.get(metric)
    if threshold is not None:
        value, interval = numbers.threshold(quantity, threshold)
        # Where there is none at either bound, the range would only say so twice more.
        return Cell(value, "" if threshold.value is None and threshold.low is None else interval)
    return Cell(numbers.amount(quantity, quantity.value), numbers.interval(quantity))


def _said(measured: Measured, answer: Answer, cells: Mapping[str, Cell]) -> str:
    npv = answer.quantities["npv"]
    claim = claim_against(npv, 0.0, Claim.PAYS, Claim.DOES_NOT_PAY)
    texts = {
        Claim.PAYS: _(
            "It would pay: over {years} years {value} on average {interval}; above zero in {share} of the cases "
            "computed."
        ),
        Claim.DOES_NOT_PAY: _(
            "It would not pay: over {years} years {value} on average {interval}; above zero in {share} of the cases "
            "computed."
        ),
        Claim.UNDECIDED: _(
            "Whether it pays cannot be said: over {years} years {value} on average {interval}; above zero in {share} "
            "of the cases computed."
        ),
    }
    text = texts.get(claim) or _("Whether it pays cannot be said.")
    return text.format(
        years=measured.case.years, value=cells["npv"].value, interval=cells["npv"].interval, share=cells["pays"].value
    )


def _bar(npv: Quantity) -> Bar | None:
    if npv.value is None or npv.low is None or npv.high is None:
        return None
    reach = nice(ROOM * max(abs(npv.low), abs(npv.high)))
    low, value, high = (50 + 50 * each / reach for each in (npv.low, npv.value, npv.high))
    return Bar(low, value, high, _("{n} yen", n=numbers.number(reach, 0)))
