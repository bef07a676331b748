"""The cost case as live sheets: what is entered, and every line of every way of working, by fiscal year.

The formulas are those that Python computes, at the most likely value of every input: whoever changes a wage sees every
sum follow. The mean over the draws, by which the report answers, no formula of a cell can follow: it stands below.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from dashboards.language import _
from dashboards.pages.cost_words import option_name
from dashboards.pages.numbers import NONE
from dashboards.pages.words import grade_names
from dashboards.reports.campaign.line_words import line_name, unit_name
from dashboards.reports.campaign.sheet import Content, Formula, Sheet, number_format
from dashboards.reports.campaign.words import fiscal_year
from dashboards.reports.campaign.writing import input_name
from evaluators.cost import options
from evaluators.cost.drawn import Drawn
from evaluators.cost.evaluating import calendar, lines_computed
from evaluators.cost.formulas import for_workbook
from evaluators.cost.lines import CALENDAR, formulas_of, lines_of
from evaluators.cost.outcome import Assessment
from evaluators.decisions.discounting import npv

FIRST = 5
"""Column of the first fiscal year, on both sheets."""
RATE = "discount_rate"


@dataclass(frozen=True)
class Names:
    """Where a formula of one way of working finds its numbers."""

    entered: str
    """Title of the sheet with inputs."""
    inputs: Mapping[str, int]
    """Rows there."""
    by_year: frozenset[str]
    """Those with a value of its own for each year."""
    lines: Mapping[str, int]
    """Rows on the sheet of the formula itself."""

    def cell(self, name: str, year: int) -> str:
        """The cell of a number in a year."""
        if name in self.lines:
            return f"{get_column_letter(FIRST + year)}{self.lines[name]}"
        column = get_column_letter(FIRST + (year if name in self.by_year else 0))
        return f"'{self.entered}'!${column}${self.inputs[name]}"


def money_sheets(book: Workbook, found: Assessment) -> list[Sheet]:
    """Two sheets: inputs, and lines."""
    entered, inputs = _inputs(book, found)
    names = Names(
        entered.sheet.title,
        inputs,
        frozenset(name for name, values in found.likely.items() if len(values) > 1),
        {},
    )
    return [entered, _lines(book, found, names)]


def _inputs(book: Workbook, found: Assessment) -> tuple[Sheet, dict[str, int]]:
    """Every number that a line names. Those in the first column of years hold in all of them."""
    years = [fiscal_year(found.first_year + place) for place in range(found.years)]
    sheet = Sheet.added(book, _("Inputs"), (28, 44, 16, 10, *[14] * found.years, 40))
    sheet.note(
        _(
            "These are the most likely values. Change one, and every sum on the next sheet follows. Answers, means "
            "over all cases computed, intervals and the list of numbers stay as they were reported."
        )
    )
    sheet.head((_("Name"), _("What it is"), _("Unit"), _("Grade"), *years, _("Who says so")))
    rows: dict[str, int] = {}
    case_inputs = found.case.inputs
    for name, values in found.likely.items():
        entry = case_inputs.get(name)
        unit = unit_name(entry.unit) if entry else ""
        grade = grade_names()[found.input_grades[name]] if name in found.input_grades else NONE
        cells: list[Content] = [float(value) for value in values]
        cells += [None] * (found.years - len(cells))
        says = entry.says if entry else _("from runs and studies")
        sheet.add((name, input_name(found, name), unit, grade, *cells, says), "#,##0.####")
        rows[name] = sheet.row
    sheet.sheet.freeze_panes = f"{get_column_letter(FIRST)}3"
    return sheet, rows


def _lines(book: Workbook, found: Assessment, names: Names) -> Sheet:
    sheet = Sheet.added(book, _("Computation"), (28, 34, 16, 60, *[16] * found.years, 18))
    years = [fiscal_year(found.first_year + place) for place in range(found.years)]
    sheet.head((_("Line"), _("What it is"), _("Unit"), _("Formula"), *years, _("Sum")))
    times = calendar(found.case)
    shared = {}
    for name in CALENDAR:
        sheet.add((name, line_name(name), "", "", *(float(value) for value in times[name])))
        shared[name] = sheet.row
    costs: dict[str, int] = {}
    for outcome in found.outcomes:
        sheet.skip()
        sheet.title(option_name(outcome.option), 11)
        costs[outcome.option] = _block(sheet, found, outcome.option, names, shared)
        if outcome.option != options.baseline_of(outcome.option):
            _compared(sheet, found, outcome.option, costs, names, shared)
    sheet.sheet.freeze_panes = f"{get_column_letter(FIRST)}2"
    return sheet


def _block(sheet: Sheet, found: Assessment, option: str, names: Names, shared: Mapping[str, int]) -> int:
    """The lines of one way of working; the row of its cost."""
    table, values = lines_of(found.case, option), _values(found, option)
    places = {line.name: sheet.row + number for number, line in enumerate(table, 1)}
    here = Names(names.entered, names.inputs, names.by_year, {**shared, **places})
    for line in table:
        formulas = [
            Formula(for_workbook(line.formula, lambda name, year=year: here.cell(name, year)), value)  # type: ignore[misc]
            for year, value in enumerate(values[line.name])
        ]
        _add(sheet, (line.name, line_name(line.name), unit_name(line.unit), line.formula), line.unit, formulas)
    return places["cost"]


def _values(found: Assessment, option: str) -> dict[str, list[float]]:
    numbers = {
        name: Drawn(likely, likely[None, :], found.outcomes[0].grades[0], "") for name, likely in found.likely.items()
    }
    computed = lines_computed(found.case, formulas_of(found.case, option), numbers, "likely")
    return {name: np.broadcast_to(each, (found.years,)).tolist() for name, each in computed.items()}


def _compared(
    sheet: Sheet,
    found: Assessment,
    option: str,
    costs: Mapping[str, int],
    names: Names,
    shared: Mapping[str, int],
) -> None:
    """What it brings against the present way, by year, and its net present value."""
    before, after = costs[options.baseline_of(option)], costs[option]
    costs_before, costs_after = (_values(found, each)["cost"] for each in (options.baseline_of(option), option))
    gained = np.subtract(costs_before, costs_after)
    rate = float(found.likely[RATE][0])
    letters = [get_column_letter(FIRST + year) for year in range(found.years)]
    _add(
        sheet, ("net", line_name("net"), unit_name("yen/year"), ""), "yen/year",
        [Formula(f"{at}{before}-{at}{after}", float(value)) for at, value in zip(letters, gained, strict=True)],
    )  # fmt: skip
    row, rate_cell = sheet.row, names.cell(RATE, 0)
    today = [float(npv(np.where(np.arange(found.years) == year, gained, 0.0), rate)) for year in range(found.years)]
    _add(
        sheet, ("npv", line_name("npv"), unit_name("yen"), ""), "yen",
        [
            Formula(f"{at}{row}/(1+{rate_cell})^{at}{shared['year']}", value)
            for at, value in zip(letters, today, strict=True)
        ],
    )  # fmt: skip
    reported = found.quantity(option, "npv")
    if reported is not None and reported.value is not None:
        years: list[Content] = [None] * found.years
        words = ("", line_name("npv_mean"), unit_name("yen"), _("as reported; does not follow what is changed"))
        sheet.add((*words, *years, reported.value), number_format("yen"))


def _add(sheet: Sheet, words: Sequence[str], unit: str, formulas: Sequence[Formula]) -> None:
    """A row, with the sum of its years at the end where they add up: minutes on a form and yen an hour do not."""
    if not (unit == "yen" or unit.endswith("/year")):
        sheet.add((*words, *formulas), number_format(unit))
        return
    row = sheet.row + 1
    first, last = get_column_letter(FIRST), get_column_letter(FIRST + len(formulas) - 1)
    total = Formula(f"SUM({first}{row}:{last}{row})", float(sum(formula.value for formula in formulas)))
    sheet.add((*words, *formulas, total), number_format(unit))
