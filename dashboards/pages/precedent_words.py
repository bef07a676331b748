"""Words for what published results say, and what is found of them."""

import math
from collections.abc import Mapping

from dashboards.language import _
from dashboards.pages.numbers import NONE, number
from evaluators.precedents.flags import Flag, Flagged
from evaluators.precedents.hours import HourCost
from evaluators.precedents.judging import Judged
from evaluators.precedents.placing import Position, Unequal
from evaluators.precedents.precedent import SECONDS, YEAR, Precedent, Unit
from evaluators.precedents.printed import Agreement, Figure
from evaluators.precedents.recomputing import Bounds, Verdict
from evaluators.precedents.volumes import TwoVolumes


def verdict_names() -> Mapping[Verdict, str]:
    """What can be said of a row."""
    return {
        Verdict.AGREES: _("agrees"),
        Verdict.DIFFERS: _("differs"),
        Verdict.NOT_RECOMPUTABLE: _("not recomputable"),
        Verdict.NO_OUTCOME: _("no outcome printed"),
        Verdict.RATE_ONLY: _("recognition rate only"),
    }


def agreement_names() -> Mapping[Agreement, str]:
    """What it takes for the computed number to be the printed one."""
    return {
        Agreement.EXACT: _("exactly"),
        Agreement.ROUNDED: _("rounded"),
        Agreement.CUT: _("digits cut off"),
        Agreement.INPUTS: _("only if inputs were rounded"),
        Agreement.DIFFERS: _("differs"),
    }


def verdict_text(case: Judged) -> str:
    """The verdict, and what it takes to agree."""
    name = verdict_names()[case.found.verdict]
    if case.found.verdict is not Verdict.AGREES or case.found.needs is None:
        return name
    return _("{verdict} ({how})", verdict=name, how=agreement_names()[case.found.needs])


def basis_names() -> Mapping[str, str]:
    """How a figure was come by, as far as the source says. Others are shown as they stand in the file."""
    return {
        "measured": _("measured"),
        "actual": _("actual"),
        "annualised": _("measured, for a year"),
        "trial": _("a trial"),
        "trial rate": _("the rate of a trial"),
        "accuracy": _("accuracy"),
        "estimated": _("estimated"),
        "before assumed": _("time before assumed"),
        "asked": _("what staff expect"),
        "target": _("a target"),
        "baseline": _("time before only"),
        "unknown": _("unknown"),
        "": _("unknown"),
    }


def basis_text(basis: str) -> str:
    """The basis in words."""
    return basis_names().get(basis, basis)


def check_names() -> Mapping[str, str]:
    """Whether the human check after AI is inside the time printed."""
    return {
        "yes": _("included"),
        "in flow": _("included"),
        "no": _("not included"),
        "unknown": _("not stated"),
        "": _("not stated"),
    }


def flag_text(flagged: Flagged) -> str:
    """One flag as a short sentence without its stop."""
    texts = {
        Flag.CONTRADICTS_ITSELF: _("contradicts itself: {first} and {second}"),
        Flag.CONTRADICTS_OTHER: _("contradicts {other}: {first} here, {second} there"),
        Flag.CHECK_LEFT_OUT: _("the check by a person is left out"),
        Flag.CHECK_UNSTATED: _("whether the check is included is not stated"),
        Flag.RATE_UNIT_UNSTATED: _("what the rate of {first} counts is not stated"),
        Flag.NOT_MEASURED: _("not measured: {basis}"),
        Flag.BASIS_UNKNOWN: _("how it was found is unknown"),
    }
    unit = {"": "", "%": "%", "h": " " + _("h")}[flagged.unit]
    return texts[flagged.flag].format(
        first=f"{flagged.first}{unit}",
        second=f"{flagged.second}{unit}",
        other=flagged.other,
        basis=basis_text(flagged.first),
    )


def unit_text(unit: Unit | None) -> str:
    """What a time is counted in."""
    if unit is None:
        return ""
    times = {"h": _("h"), "min": _("min"), "s": _("s")}
    time = next(times[name] for name, seconds in SECONDS.items() if seconds == unit.seconds)
    if not unit.of:
        return time
    words = {YEAR: _("year"), "sheets": _("sheets"), "item": _("item"), "h meeting": _("hour of meeting")}
    of = words.get(unit.of, unit.of)
    if unit.items is not None and unit.items != 1:
        of = _("{n} {things}", n=number(unit.items, 0), things=of)
    return f"{time}/{of}"


def printed_text(row: Precedent) -> str:
    """What was printed as outcome: the words, else the columns."""
    if row.printed:
        return row.printed
    parts = []
    if row.saved:
        parts.append(f"{_figure(row.saved)} {unit_text(row.unit)}".strip())
    if row.share:
        parts.append(f"{_figure(row.share.scaled(100))}%")
    return ", ".join(parts) or NONE


def times_text(row: Precedent) -> str:
    """Time before and after, as printed."""
    if not (row.before or row.after):
        return NONE
    before, after = (_figure(each) if each else "?" for each in (row.before, row.after))
    return f"{before} → {after} {unit_text(row.unit)}".rstrip()


def recomputed_text(case: Judged) -> str:
    """What follows from what was printed, with the bounds that rounding leaves."""
    found, unit = case.found, unit_text(case.row.unit)
    parts = []
    if case.row.before and case.row.after:
        if found.saved:
            digits = max(_decimals(case.row.before), _decimals(case.row.after))
            saved = _("saved {n}", n=f"{number(found.saved.value, digits)} {unit}".rstrip())
            parts.append(f"{saved} ({number(found.share.value * 100, 1)}%)" if found.share else saved)
    else:
        if found.before:
            parts.append(_("before {n}", n=_bounded(found.before, unit)))
        elif case.row.before and found.saved and not case.row.saved:
            parts.append(_("saved {n}", n=_bounded(found.saved, unit)))
        if found.after:
            parts.append(_("after {n}", n=_bounded(found.after, unit)))
    if found.seconds_per_item is not None and not (case.row.unit and case.row.unit.items == 1):
        parts.append(_("{n} each", n=_duration(found.seconds_per_item)))
    return _("; ").join(parts) or NONE


def arithmetic(case: Judged) -> tuple[str, ...]:
    """Time before and after as printed, and what follows; nothing where neither is there."""
    times, follows = times_text(case.row), recomputed_text(case)
    if (times, follows) == (NONE, NONE):
        return ()
    return (f"{times}  ⇒  {follows}" if times != NONE else f"⇒  {follows}",)


def volumes_text(pair: TwoVolumes) -> str:
    """Two volumes of one body, and what a part that is fixed explains."""
    few, many = (number(items, 0) for items in pair.items)
    words = {
        "body": pair.fewer.body,
        "few": few,
        "many": many,
        "short": number(pair.minutes[0], 0),
        "long": number(pair.minutes[1], 0),
        "expected": number(pair.expected, 0),
        "setup": number(pair.line.setup, 1),
        "each": number(pair.line.per_sheet, 3),
    }
    if pair.is_proportional:
        return _("{body}: {short} min for {few}, {long} min for {many}: about proportional.", **words)
    text = _(
        "{body}: {short} min for {few}, {long} min for {many}, where a time for each alone would give {expected} min. "
        "A fixed {setup} min and {each} min each give both; two figures leave no freedom to doubt that, so it proves "
        "nothing.",
        **words,
    )
    if pair.break_even is None:
        return text
    return _("{text} It would be earned back from about {n}.", text=text, n=number(pair.break_even, 0))


def hour_cost_text(cost: HourCost) -> str:
    """Yen an hour, with what the digits printed leave open."""
    value = _("{n} yen", n=number(cost.value, 0))
    if round(cost.low) == round(cost.value) == round(cost.high):
        return value
    return f"{value} [{number(cost.low, 0)} – {number(cost.high, 0)}]"


def unequal_names() -> Mapping[Unequal, str]:
    """Why a published figure and one's own are not on equal terms."""
    return {
        Unequal.OTHER_TOOL: _("other tools, or further ones, were used"),
        Unequal.CHECK_LEFT_OUT: _("the check by a person is left out"),
        Unequal.CHECK_UNSTATED: _("whether the check is included is not stated"),
        Unequal.NOT_MEASURED: _("it was not measured, or nobody says how"),
        Unequal.OTHER_RATE_UNIT: _("the rate counts something else"),
        Unequal.RATE_UNIT_UNSTATED: _("what the rate counts is not stated"),
        Unequal.OWN_CHECK_LEFT_OUT: _("our own time leaves the check out"),
    }


def position_names() -> Mapping[Position, str]:
    """Where one's own figure lies."""
    return {
        Position.ABOVE: _("ours is higher"),
        Position.WITHIN: _("no difference can be told"),
        Position.BELOW: _("ours is lower"),
    }


def _figure(printed: Figure) -> str:
    return number(printed.value, _decimals(printed))


def _decimals(printed: Figure) -> int:
    return max(0, round(-math.log10(printed.step)))


def _digits(value: float) -> int:
    return 0 if abs(value) >= 100 else 1


def _bounded(bounds: Bounds, unit: str) -> str:
    digits = _digits(bounds.value)
    value, low, high = (number(each, digits) for each in (bounds.value, bounds.low, bounds.high))
    return f"{value} [{low} – {high}] {unit}".rstrip()


def _duration(seconds: float) -> str:
    if seconds >= 600:
        return _("{n} min", n=number(seconds / 60, 0))
    return _("{n} s", n=number(seconds, 1))
