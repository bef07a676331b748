"""How sure it is that a way of working pays, as lines for the terminal."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages import numbers
from dashboards.pages.cost_words import option_name, unit_names
from dashboards.pages.words import grade_names
from dashboards.reports.campaign.writing import input_name
from evaluators.campaigns.money import Money, money
from evaluators.cost.one_at_a_time import Turning, bars
from evaluators.cost.outcome import Assessment
from evaluators.cost.together import AND
from evaluators.cost.value_of_hour import over_value_of_hour
from evaluators.cost.verifying import Verifying, verifying
from evaluators.cost.what_if import Measured

MOST_BARS = 8


def how_sure(assessment: Assessment, measured: Measured) -> Iterator[str]:
    """For forms and for minutes: what an hour has to be worth, what the result hangs on, and whether to look closer."""
    kinds = {of_meetings: money(assessment, of_meetings) for of_meetings in (False, True)}
    if not any(kinds.values()):
        yield _("No way of working with AI is compared, of which it could be said how sure it is.")
    for of_meetings, found in kinds.items():
        if found is None:
            continue
        yield option_name(found.option)
        yield from _indented(_of_one(found))
        yield from _indented(_over_hours(measured, of_meetings))
        yield from _indented(_bars(assessment, bars(measured, found.option)[:MOST_BARS]))
        look = None if of_meetings else verifying(measured)
        if look is not None:
            yield from _indented(_look(look))
        yield ""


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _of_one(found: Money) -> Iterator[str]:
    pays = found.of(found.option, "pays")
    if pays is not None:
        yield _("Pays in {share} of the cases computed.", share=numbers.amount(pays, pays.value))
    yield from _chosen(found)
    shares = [
        _("{what} {share}", what=grade_names().get(grade) or input_name(found.assessment, grade),
          share=numbers.percent(each.value or 0.0, 0))
        for grade, each in found.by_grade.items()
    ]  # fmt: skip
    if shares:
        yield _("What the uncertainty comes from: {shares}.", shares=_(", ").join(shares))
    yield _("Knowing everything would be worth {yen} at most.", yen=_yen(found.perfect.value or 0.0))


def _chosen(found: Money) -> Iterator[str]:
    """What is chosen by the mean, and what comes out at the most likely values, which may be something else."""
    best, mean, likely = (found.of(found.option, metric) for metric in ("best", "npv", "npv_likely"))
    if best is not None:
        yield _("Is the best of all ways in {share} of the cases computed.", share=numbers.amount(best, best.value))
    if mean is not None and likely is not None:
        yield _(
            "The net present value is {mean} on average over the cases computed, and {likely} with every input at its "
            "most likely value.",
            mean=_yen(mean.value or 0.0), likely=_yen(likely.value or 0.0),
        )  # fmt: skip
    yield _("By the mean, the way to choose is “{way}”.", way=option_name(found.choice))


def _over_hours(measured: Measured, of_meetings: bool) -> Iterator[str]:
    found = over_value_of_hour(measured, of_meetings)
    if found is None:
        return
    ways, curve = found
    yield _("The best way of working, by what an hour of staff is held to be worth:")
    changes = [place for place in range(len(curve.values)) if place == 0 or curve.best[place] != curve.best[place - 1]]
    for begin, end in zip(changes, [*changes[1:], len(curve.values)], strict=True):
        shares = curve.frontier[begin:end]
        least, most = (numbers.percent(float(share), 0) for share in (shares.min(), shares.max()))
        yield "  " + _(
            "{low} to {high} yen: {way}, the best in {share} of the cases",
            low=numbers.number(curve.values[begin], 0), high=numbers.number(curve.values[end - 1], 0),
            way=option_name(ways[curve.best[begin]]),
            share=least if least == most else _("{least} to {most}", least=least, most=most),
        )  # fmt: skip


def _bars(assessment: Assessment, found: tuple[Turning, ...]) -> Iterator[str]:
    yield _("Net present value with one number at the ends of its range, and all others most likely:")
    for each in found:
        text = f"  {input_name(assessment, each.bar.input)}: {_yen(each.bar.at_low)} … {_yen(each.bar.at_high)}"
        if each.turns_at is not None:
            value = f"{_plain(each.turns_at)} {unit_names().get(each.unit, each.unit)}".rstrip()
            text += "  " + _("the answer turns at {value}", value=value)
        elif each.bar.crosses:
            text += "  " + _("this alone turns the answer")
        yield text
    if any(AND in each.bar.input for each in found):
        yield _(
            "Inputs that move together stand in one line: the first named is at the ends of its range, and the others "
            "where they are to be expected with it."
        )


def _plain(value: float) -> str:
    return numbers.number(value, 0 if abs(value) >= 100 else 3 if abs(value) < 1 else 1)


def _look(found: Verifying) -> Iterator[str]:
    if any(round(worth) for worth in found.plan.worth):
        yield _(
            "Measuring more forms than these {n}, at {yen} a form (typed by two people), would be worth:",
            n=found.known, yen=_yen(found.yen_a_form),
        )  # fmt: skip
    for size, worth, cost in zip(found.plan.sizes, found.plan.worth, found.plan.costs, strict=True):
        if round(worth) == 0:
            continue
        yield "  " + _(
            "{n} forms: {worth}, costing {cost}", n=numbers.number(size, 0), worth=_yen(worth), cost=_yen(cost)
        )
    best = found.plan.best
    if best is None:
        yield _("No number of further forms is worth its cost: decide by what is known.")
    else:
        yield _("Best are {n} more forms: they bring {gain} more than they cost.", n=numbers.number(best, 0),
                gain=_yen(found.plan.gain))  # fmt: skip


def _yen(value: float) -> str:
    large = abs(value) >= numbers.YEN_IN_THOUSANDS
    return _("{n} yen", n=numbers.number(round(value, -3) if large else value, 0))
