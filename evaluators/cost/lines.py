"""The model: for each way of working a table of lines, every one a formula of inputs and other lines.

A line is a number for each fiscal year. ``year`` is 0, 1, 2 … and ``first`` is 1 in the first fiscal year and 0 after.
Streams of an outcome are the lines ``hours``, ``spent``, ``staff``, ``errors_left``, ``errors_yen`` and ``tool``;
``cost`` is what all of it comes to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from evaluators.cost import options
from evaluators.cost.case import Case, Staff
from evaluators.cost.case_tools import Product
from evaluators.cost.entries import Price

CALENDAR = ("year", "first")


@dataclass(frozen=True)
class Line:
    """One line of a way of working."""

    name: str
    formula: str
    unit: str


def lines_of(case: Case, option: str) -> tuple[Line, ...]:
    """The lines of a way of working, in the order in which a person would read them.

    Args:
        case: the city's inputs.
        option: an id of ``evaluators.cost.options``, of which the case has what it needs.
    """
    table = [
        *(_meetings(case, option) if options.is_of_meetings(option) else _forms(case, option)),
        *_money(case, option),
    ]
    mine = [line for line in case.lines if line.option == option]
    added = {target: [line.name for line in mine if line.adds_to == target] for target in ADDED}
    table = [
        Line(line.name, " + ".join([line.formula, *added[_target(line.name)]]), line.unit)
        if _target(line.name) in added
        else line
        for line in table
    ]
    return (*(Line(line.name, line.formula, ADDED[line.adds_to]) for line in mine), *table)


ADDED: Mapping[str, str] = MappingProxyType({"hours": "hour/year", "tool": "yen/year", "errors": "errors/year"})
"""What a line of the case may add to, and its unit."""


def _target(name: str) -> str:
    return "errors" if name == "errors_left" else name


def formulas_of(case: Case, option: str) -> dict[str, str]:
    """The formulas of :func:`lines_of` by the name of their line."""
    return {line.name: line.formula for line in lines_of(case, option)}


def _forms(case: Case, option: str) -> Iterator[Line]:
    share = "online_share" if option == options.ONLINE else "forms_online_share"
    yield Line("forms", "forms_volume * forms_trend ** year", "forms/year")
    yield Line("online_forms", f"forms * {share}", "forms/year")
    yield Line("paper", "forms - online_forms", "forms/year")
    if option in (options.AS_NOW, options.ONLINE):
        yield Line("minutes_of_form", "minutes_manual", "min/form")
        yield Line("wrong_of_form", "fields * forms_manual_errors", "fields/form")
    else:
        way = options.way_of(option, case)
        yield Line("minutes_of_form", f"{way}_looking + {way}_wrong_seen * {way}_correcting", "min/form")
        yield Line("wrong_of_form", f"{way}_wrong_unseen + {way}_wrong_seen * forms_slip", "fields/form")
        yield Line("scan_hours", "paper * sheets * forms_scanning / 3600", "hour/year")
        yield Line("training_hours", f"{_tool_key(case, option)}_training * first", "hour/year")
    yield Line("work_hours", "(paper * minutes_of_form + online_forms * forms_minutes_online) / 60", "hour/year")
    extra = "" if option in (options.AS_NOW, options.ONLINE) else " + scan_hours + training_hours"
    yield Line("hours", f"work_hours{extra}", "hour/year")
    yield Line("errors_left", "paper * wrong_of_form + online_forms * fields * forms_errors_online", "errors/year")
    yield from _forms_tool(case, option)
    yield Line("errors_yen", "errors_left * forms_error_yen", "yen/year")


def _forms_tool(case: Case, option: str) -> Iterator[Line]:
    if option == options.AS_NOW:
        yield Line("tool", "0", "yen/year")
        return
    if option == options.ONLINE:
        assert case.online is not None
        yield Line("set_up_yen", f"{_priced(case, 'online_setup', case.online.setup)} * first", "yen/year")
        yield Line("tool", f"{_priced(case, 'online_yearly', case.online.yearly)} + set_up_yen", "yen/year")
        return
    tool, key = options.tool_of(option, case), _tool_key(case, option)
    priced = {
        name: _priced(case, f"{key}_{name}", getattr(tool, name))
        for name in ("licence", "maintenance", "per_page", "setup", "template_design")
    }
    second = ""
    if option == options.TWO_ENGINES and case.ai is not None and case.ai.second_engine is not None:
        second = f" + {_priced(case, 'ai_second_engine', case.ai.second_engine)}"
    yield Line(
        "set_up_yen", f"({priced['setup']} + {tool.templates} * {priced['template_design']}) * first", "yen/year"
    )
    yield Line("page_yen", f"paper * sheets * {priced['per_page']}", "yen/year")
    yield Line("tool", f"{priced['licence']} + {priced['maintenance']}{second} + page_yen + set_up_yen", "yen/year")


def _tool_key(case: Case, option: str) -> str:
    tool = options.tool_of(option, case)
    return f"product{case.products.index(tool) + 1}" if isinstance(tool, Product) else "ai"


def _meetings(case: Case, option: str) -> Iterator[Line]:
    found = case.meetings
    assert found is not None
    way = options.way_of(option, case)
    lost = "meetings_manual_lost" if option == options.MINUTES_MANUAL else f"{way}_lost * meetings_slip"
    factor = "" if option == options.MINUTES_MANUAL else f" * {way}_factor"
    yield Line("work_hours", f"meetings_recorded * meetings_times_manual{factor}", "hour/year")
    if option == options.MINUTES_MANUAL:
        yield Line("hours", "work_hours", "hour/year")
        yield Line("tool", "0", "yen/year")
    else:
        yield Line("training_hours", "meetings_training * first", "hour/year")
        yield Line("hours", "work_hours + training_hours", "hour/year")
        priced = {
            name: _priced(case, f"meetings_{name}", getattr(found, name))
            for name in ("licence", "maintenance", "setup", "microphones")
        }
        once = priced["setup"] + (f" + {priced['microphones']}" if option == options.MINUTES_NEAR else "")
        yield Line("set_up_yen", f"({once}) * first", "yen/year")
        yield Line("tool", f"{priced['licence']} + {priced['maintenance']} + set_up_yen", "yen/year")
    yield Line("errors_left", f"meetings_recorded * meetings_terms * {lost}", "errors/year")
    yield Line("errors_yen", "errors_left * meetings_error_yen", "yen/year")


def _money(case: Case, option: str) -> Iterator[Line]:
    yield Line("hour_paid", _of_staff(case.staff, "{yen} * {unpaid}"), "yen/hour")
    yield Line("hour_free", _of_staff(case.staff, "{yen} * (1 - {unpaid})"), "yen/hour")
    yield Line("paid_yen", "hours * hour_paid", "yen/year")
    yield Line("spent", "tool + paid_yen", "yen/year")
    yield Line("staff", "hours * hour_free", "yen/year")
    yield Line("cost", "spent + staff + errors_yen", "yen/year")


def _of_staff(staff: tuple[Staff, ...], part: str) -> str:
    """The mean over kinds of staff, by their share of the hours."""
    parts = (
        f"{kind.share!r} * " + part.format(yen=f"staff_{kind.id}_yen_per_hour", unpaid=f"staff_{kind.id}_unpaid")
        for kind in staff
    )
    return " + ".join(parts)


def _priced(case: Case, key: str, price: Price) -> str:
    """A price on the basis of the case."""
    if price.tax == case.tax:
        return key
    return f"({key} * (1 + tax_rate))" if case.tax == "included" else f"({key} / (1 + tax_rate))"
