"""An assessment of ways of working as a table for the terminal, as CSV and as JSON."""

import csv
import io
import json
import unicodedata
from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages import numbers, words
from dashboards.pages.cost_words import means_text, metric_names, option_name, tax_text, together_texts
from dashboards.reports.campaign.writing import input_name
from evaluators.campaigns.money import money
from evaluators.cost.outcome import Assessment, Outcome
from evaluators.cost.standing import standings
from evaluators.decisions.dominance import State
from evaluators.quantity import Quantity

SHOWN = (
    *(
        "hours",
        "hours_busiest",
        "hours_saved",
        "spent",
        "tool",
        "staff",
        "errors_left",
        "npv",
        "npv_likely",
        "npv_cash",
        "pays",
        "best",
        "bcr",
        "payback",
    ),
    *("break_even_volume", "break_even_wage", "break_even_accuracy"),
)
MOST_DRIVERS = 5
COLUMNS = ("id", "option", "metric", "year", "rate", "value", "low", "high", "level", "unit", "grade", "n", "method")


def as_table(found: Assessment) -> str:
    """A block for each way of working: a figure a line with interval and grade, then how they stand to each other."""
    case = found.case
    head = _(
        "{title}: {years} fiscal years from {first}, discounted at {rate} a year", title=case.title, years=found.years,
        first=found.first_year, rate=numbers.percent(case.discount_rate.value, 0),
    )  # fmt: skip
    lines = [head, tax_text(case)]
    if not found.ways:
        return "\n".join([*lines, "", _("Nothing can be compared yet: what is missing was told above.")]) + "\n"
    lines += [means_text(), *together_texts(case)]
    for outcome in found.outcomes:
        lines += ["", f"{option_name(outcome.option)}  [{outcome.option}]", *_figures(found, outcome)]
    for of_meetings in (False, True):
        lines += [*_standing(found, of_meetings), *_hangs_on(found, of_meetings)]
    note = _("Hours that become free are money only where they are really not paid: “{what}”.",
             what=metric_names()["npv_cash"])  # fmt: skip
    return "\n".join([*lines, "", note]) + "\n"


def _figures(found: Assessment, outcome: Outcome) -> Iterator[str]:
    names = metric_names()
    rows = [(names[metric], quantity) for metric in SHOWN if (quantity := found.quantity(outcome.option, metric))]
    for quantity in found.quantities:
        if quantity.metric == "npv" and quantity.scope["option"] == outcome.option and "rate" in quantity.scope:
            rate = numbers.percent(float(quantity.scope["rate"]), 0)
            rows.append((_("{what} at {rate}", what=names["npv"], rate=rate), quantity))
    width = max(_width(name) for name, _quantity in rows)
    for name, quantity in rows:
        value, interval = shown(found, quantity)
        grade = words.grade_names()[quantity.grade]
        yield f"  {name}{' ' * (width - _width(name))}  {value} {interval}  {grade}"


def shown(found: Assessment, quantity: Quantity) -> tuple[str, str]:
    """A figure and its interval, as they are written; of a break-even or payback “none” where there is none."""
    threshold = found.thresholds.get(quantity.id)
    if threshold is not None:
        return numbers.threshold(quantity, threshold)
    return numbers.amount(quantity, quantity.value), numbers.interval(quantity)


def _standing(found: Assessment, of_meetings: bool) -> Iterator[str]:
    rows = standings(found, of_meetings)
    if len(rows) < 2:
        return
    yield ""
    yield _("Cost and errors left, from the cheapest (means of present values, what errors cost left aside):")
    for row in rows:
        cost = _("{n} yen", n=numbers.number(round(row.cost, -3), 0))
        errors = _("{n} errors", n=numbers.number(row.errors, 0))
        yield f"  {option_name(row.option)}  {cost}  {errors}  {_state(row.state, row.icer)}"


def _state(state: State, icer: float | None) -> str:
    if state is State.DOMINATED:
        return _("another one costs no more and leaves no more errors")
    if state is State.EXTENDED:
        return _("a mixture of two others costs no more and leaves fewer errors")
    return "" if icer is None else _("{n} yen for each error avoided", n=numbers.number(icer, 0))


def _hangs_on(found: Assessment, of_meetings: bool) -> Iterator[str]:
    """Which inputs, and which grades of inputs, the result of the best way with AI is uncertain by."""
    known = money(found, of_meetings)
    if known is None or not known.by_grade:
        return
    yield ""
    yield _("What the net present value of “{option}” is uncertain by, in shares of its variance:",
            option=option_name(known.option))  # fmt: skip
    grades = words.grade_names()
    for driver in known.drivers[:MOST_DRIVERS]:
        share = numbers.percent(driver.share.value or 0.0, 0)
        yield f"  {share:>4}  {input_name(found, driver.key)}  {grades[driver.grade]}"
    shares = (f"{input_name(found, grade)} {numbers.percent(share.value or 0.0, 0)}"
              for grade, share in known.by_grade.items())  # fmt: skip
    yield _("By grade: {shares}", shares="・".join(shares))


def _width(text: str) -> int:
    """Columns of a terminal: characters of full width take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def as_csv(found: Assessment) -> str:
    """Every figure a row: by year and by rate as well. Numbers are whole, as computed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in found.quantities:
        writer.writerow(
            [
                each.id, each.scope["option"], each.metric, each.scope.get("year", ""), each.scope.get("rate", ""),
                *("" if bound is None else repr(bound) for bound in _bounds(found, each)),
                each.level, each.unit, each.grade.value, each.n_documents, each.method,
            ]
        )  # fmt: skip
    return text.getvalue()


def _bounds(found: Assessment, each: Quantity) -> tuple[float | None, float | None, float | None]:
    threshold = found.thresholds.get(each.id)
    of = each if threshold is None else threshold
    return of.value, of.low, of.high


def as_json(found: Assessment) -> str:
    """The figures as in accuracy.json, with the thresholds of which one bound may be none."""
    record = {
        "schema": 1,
        "title": found.case.title,
        "first_year": found.first_year,
        "years": found.years,
        "options": [outcome.option for outcome in found.outcomes],
        "quantities": [quantity.model_dump(mode="json") for quantity in found.quantities],
        "thresholds": {
            id: {"value": each.value, "low": each.low, "high": each.high} for id, each in found.thresholds.items()
        },
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
