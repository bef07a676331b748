"""What ways of working, their figures and the inputs of a cost case are called."""

from collections.abc import Mapping

from dashboards.language import _
from dashboards.pages import numbers
from evaluators.cost import options
from evaluators.cost.case import Case


def option_name(option: str) -> str:
    """A way of working."""
    if option.startswith(options.PRODUCT):
        return _("Product {name}, all fields looked at", name=option.removeprefix(options.PRODUCT))
    return {
        options.AS_NOW: _("As now (by hand)"),
        options.AI_ALL: _("AI-OCR, all fields looked at"),
        options.AI_POLICY: _("AI-OCR with the signed policy"),
        options.TWO_ENGINES: _("Two engines, only disagreement looked at"),
        options.ONLINE: _("More applications online"),
        options.MINUTES_MANUAL: _("Minutes as now"),
        options.MINUTES_NEAR: _("Minutes from a draft, near microphone"),
        options.MINUTES_FAR: _("Minutes from a draft, far microphone"),
    }[option]


def metric_names() -> Mapping[str, str]:
    """Figures of a way of working over the whole horizon."""
    return {
        "hours": _("Hours of staff"),
        "hours_busiest": _("Hours in the busiest month of the first year"),
        "hours_saved": _("Hours that become free"),
        "spent": _("Money really paid"),
        "staff": _("Hours that are paid anyway, in yen"),
        "tool": _("Of the money, what is no wage"),
        "errors_left": _("Errors left"),
        "errors_yen": _("What errors left cost"),
        "npv": _("Net present value, mean of the cases computed"),
        "npv_likely": _("Net present value, every input at its most likely value"),
        "npv_cash": _("Net present value of money really paid alone"),
        "pays": _("Share of the cases computed in which it pays"),
        "best": _("Share of the cases computed in which it is the best way"),
        "bcr": _("Benefit over cost (B/C)"),
        "payback": _("Years until it is paid back"),
        "break_even_volume": _("Volume from which it pays"),
        "break_even_wage": _("Cost of an hour from which it pays"),
        "break_even_accuracy": _("Share of fields read right from which it pays"),
        "icer": _("Cost of each further error avoided (ICER)"),
    }


def part_names() -> Mapping[str, str]:
    """Parts of a case, by the first word of the keys of their inputs."""
    return {
        "forms": _("forms"),
        "ai": "AI-OCR",
        "online": _("online applications"),
        "meetings": _("meetings"),
    }


def input_name(case: Case, key: str) -> str:
    """An input of the case by its key, as from ``Case.inputs``; of others, such as the city's own, the key itself."""
    for kind in case.staff:
        name = _staff_names().get(key.removeprefix(f"staff_{kind.id}_"))
        if key.startswith(f"staff_{kind.id}_") and name is not None:
            basis = {"salary": _("salary"), "overtime": _("overtime"), "full": _("full cost")}[kind.basis]
            return _of(name, _("{staff}, {basis}", staff=kind.label, basis=basis))
    for number, product in enumerate(case.products, start=1):
        priced = _tool_names().get(key.removeprefix(f"product{number}_"))
        if key.startswith(f"product{number}_") and priced is not None:
            return _of(priced, product.name)
    part, _underscore, rest = key.partition("_")
    names = {"forms": _forms_names, "ai": _tool_names, "online": _online_names, "meetings": _meetings_names}
    if part in names and rest in names[part]():
        return _of(names[part]()[rest], part_names()[part])
    return _general_names().get(key, key)


def _of(input: str, whose: str) -> str:
    return _("{input} ({whose})", input=input, whose=whose)


def _general_names() -> Mapping[str, str]:
    return {"tax_rate": _("Consumption tax"), "discount_rate": _("Discount rate a year")}


def _staff_names() -> Mapping[str, str]:
    return {
        "yen_per_hour": _("Cost of an hour of staff"),
        "unpaid": _("Share of hours saved that is really not paid"),
    }


def _tool_names() -> Mapping[str, str]:
    return {
        "licence": _("Licence a year"),
        "per_page": _("Price of a page"),
        "maintenance": _("Maintenance a year"),
        "setup": _("Set-up, once"),
        "template_design": _("Design of one form template"),
        "training": _("Training, hours of staff in the first year"),
        "second_engine": _("A second engine, a year"),
    }


def _online_names() -> Mapping[str, str]:
    return {"share": _("Share applied for online"), "setup": _("Set-up, once"), "yearly": _("Operation a year")}


def _forms_names() -> Mapping[str, str]:
    return {
        "volume": _("Forms a year"),
        "trend": _("Forms of a year over those of the year before"),
        "online_share": _("Share that comes online anyway"),
        "minutes_online": _("Minutes on one that came online"),
        "errors_online": _("Fields of these that stay wrong"),
        "scanning": _("Handling of a sheet before it can be read"),
        "accuracy_fields": _("Fields of a form"),
        "accuracy_wrong": _("Fields read wrong"),
        "times_manual": _("Minutes of a form by hand"),
        "times_ai_all": _("Minutes of a form with AI, all fields looked at"),
        "policy_passing": _("Fields that nobody looks at"),
        "policy_wrong": _("Wrong of these"),
        "manual_errors": _("Fields wrong after keying by hand"),
        "slip": _("Wrong readings that whoever looks overlooks"),
        "error_yen": _("Cost of an error left"),
    }


def _meetings_names() -> Mapping[str, str]:
    return {
        "recorded": _("Hours of meeting a year"),
        "times_manual": _("Hours of work for an hour of meeting"),
        "times_near": _("Work with a draft over work without, near microphone"),
        "times_far": _("Work with a draft over work without, far microphone"),
        "accuracy_near": _("Words lost, near microphone"),
        "accuracy_far": _("Words lost, far microphone"),
        "terms": _("Words that must not be lost, an hour"),
        "manual_lost": _("Of these, lost without AI"),
        "slip": _("Words lost that whoever corrects overlooks"),
        "error_yen": _("Cost of an error left"),
        "licence": _("Licence a year"),
        "maintenance": _("Maintenance a year"),
        "setup": _("Set-up, once"),
        "microphones": _("Microphones, once"),
        "training": _("Training, hours of staff in the first year"),
    }


def unit_names() -> Mapping[str, str]:
    """Units of inputs of a case."""
    return {
        "ratio": "",
        "factor": _("times"),
        "hour": _("hours"),
        "hour/hour": _("hours an hour"),
        "hour/year": _("hours a year"),
        "min/form": _("minutes a form"),
        "fields/form": _("fields a form"),
        "s/sheet": _("seconds a sheet"),
        "terms/hour": _("words an hour"),
        "forms/year": _("forms a year"),
        "yen": _("yen"),
        "yen/hour": _("yen an hour"),
        "yen/year": _("yen a year"),
        "yen/page": _("yen a page"),
        "yen/template": _("yen a form template"),
        "yen/error": _("yen an error"),
    }


def tax_text(case: Case) -> str:
    """The basis of all prices."""
    return {"included": _("Prices are with consumption tax."), "excluded": _("Prices are without consumption tax.")}[
        case.tax
    ]


def together_texts(case: Case) -> list[str]:
    """Inputs that move together, one sentence a pair."""
    return [
        _(
            "Drawn together: {first} and {second}, rank correlation {rank} ({says}).",
            first=input_name(case, pair.inputs[0]), second=input_name(case, pair.inputs[1]),
            rank=numbers.number(pair.rank, 2), says=pair.says,
        )
        for pair in case.together
    ]  # fmt: skip


def means_text() -> str:
    """Which figure of many draws is shown."""
    return _(
        "Figures are means over all cases computed, since that is what a choice comes to on average; only what says so "
        "is computed from the most likely values alone."
    )
