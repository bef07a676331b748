"""What the lines of the cost model are called."""

from collections.abc import Mapping

from dashboards.language import _
from dashboards.pages.cost_words import unit_names
from dashboards.pages.keystroke_words import input_names
from evaluators.cost import options
from evaluators.cost.case import Case


def line_name(name: str) -> str:
    """A line of the model; lines of the city's own go by their name."""
    return _names().get(name, name)


def _names() -> Mapping[str, str]:
    return {
        "year": _("Years after the first"),
        "first": _("1 in the first year"),
        "forms": _("Forms a year"),
        "online_forms": _("Of these, online"),
        "paper": _("Of these, on paper"),
        "minutes_of_form": _("Minutes on a form"),
        "wrong_of_form": _("Fields of a form that stay wrong"),
        "scan_hours": _("Hours of scanning"),
        "training_hours": _("Hours of training"),
        "work_hours": _("Hours of work"),
        "hours": _("Hours of staff"),
        "errors_left": _("Errors left"),
        "set_up_yen": _("Set-up"),
        "page_yen": _("Price of pages"),
        "tool": _("Tool: licences, pages, set-up"),
        "errors_yen": _("What errors left cost"),
        "hour_paid": _("Of the cost of an hour, what is really paid or saved"),
        "hour_free": _("Of the cost of an hour, what is paid anyway"),
        "paid_yen": _("Hours that are really paid or saved"),
        "spent": _("Money really paid"),
        "staff": _("Hours that are paid anyway"),
        "cost": _("Cost, all together"),
        "net": _("Net effect against the present way"),
        "npv": _("The same, discounted: net present value at the most likely values"),
        "npv_mean": _("Net present value, mean of the cases computed"),
    }


def unit_name(unit: str) -> str:
    """A unit of a line or an input."""
    return {**unit_names(), "errors/year": _("errors a year")}.get(unit, unit)


def measured_name(name: str, case: Case) -> str:
    """A number that lines take from runs and studies, such as ``ai_all_wrong_seen``."""
    products = {options.way_of(options.PRODUCT + each.name, case): each.name for each in case.products}
    known = {
        "fields": _("Fields of a form"),
        "sheets": _("Sheets of a form"),
        "minutes_manual": _("Minutes of a form by hand"),
    }
    known |= input_names()
    if name in known:
        return known[name]
    for ending, words in _parts().items():
        if name.endswith(f"_{ending}"):
            way = name.removesuffix(f"_{ending}")
            return _("{what} ({way})", what=words, way={**_ways(), **products}.get(way, way))
    return name


def _parts() -> Mapping[str, str]:
    return {
        "looking": _("Minutes to look at a form"),
        "correcting": _("Minutes to correct a field"),
        "wrong_seen": _("Fields read wrong that somebody looks at"),
        "wrong_unseen": _("Fields read wrong that nobody looks at"),
        "factor": _("Work with a draft over work without"),
        "lost": _("Words lost in the draft"),
    }


def _ways() -> Mapping[str, str]:
    return {
        "ai_all": _("all fields looked at"),
        "ai_policy": _("with the policy"),
        "two_engines": _("two engines"),
        "minutes_near": _("near microphone"),
        "minutes_far": _("far microphone"),
    }
