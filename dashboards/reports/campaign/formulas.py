"""How each number of a report is computed, in words short enough for a cell of its table."""

from collections.abc import Mapping

from dashboards.language import _
from evaluators.cost.together import AND
from evaluators.quantity import Quantity


def formula_of(quantity: Quantity) -> str:
    """How a quantity is computed; empty where nothing is computed."""
    if quantity.id.startswith("portfolio/") and quantity.metric == "hours_saved":
        return formulas()["hours_taken_over"]
    if quantity.metric == "errors_left" and quantity.scope.get("option", "").startswith("minutes"):
        return _("hours of meetings × terms that stay lost after checking, all years")
    if quantity.metric == "npv_by_input" and AND in quantity.scope["input"]:
        return _("2.5% and 97.5% points of what is expected given these inputs, which move together")
    return formulas().get(quantity.metric, "")


def formulas() -> Mapping[str, str]:
    """By metric."""
    return {
        "count": _("counted"),
        "field_accuracy": _("fields whose value is right ÷ fields that were to be read"),
        "filled_accuracy": _("filled fields whose value is right ÷ filled fields"),
        "document_accuracy": _("forms without a wrong field ÷ forms"),
        "missing_fields": _("filled fields in which nothing was read ÷ filled fields"),
        "invented_fields": _("empty fields in which something was read ÷ empty fields"),
        "cer": _("(substituted + missing + added characters) ÷ characters that are really there"),
        "refusal_precision": _("refused pages that belong to no form ÷ refused pages"),
        "refusal_recall": _("refused pages that belong to no form ÷ all such pages"),
        "agreement": _("fields on which both engines agree ÷ fields"),
        "agreed_accuracy": _("of the fields on which both agree, right ÷ all"),
        "speaker_right": _("characters given to their speaker ÷ characters heard right"),
        "term_recall": _("expected words that were heard ÷ expected words that were said"),
        "corrections": _("(fields to be read − fields right) ÷ forms"),
        "minutes_manual": _("keystrokes and acts of thinking, each times its time (keystroke-level model)"),
        "minutes_ai_all": _("scanning + looking at every field + mending the wrong ones (keystroke-level model)"),
        "minutes_saved": _("minutes by hand − minutes with AI"),
        "share_saved": _("(minutes by hand − minutes with AI) ÷ minutes by hand"),
        "seconds_saved": _("mean of the differences, item by item"),
        "seconds_saved_prepared": _("mean of the differences, item by item − time to prepare the batch ÷ forms of it"),
        "seconds_preparing": _("time to prepare the batch ÷ forms of it"),
        "characters_right": _("1 − (substituted + missing + added characters) ÷ characters that are really there"),
        "hours_saved": _("hours as now − hours in this way, all years"),
        "npv": _("(cost as now − cost in this way) of each year ÷ (1 + discount rate)^year, all years; their mean"),
        "npv_likely": _("the same once, with every input at its most likely value: the line of the sheet of formulas"),
        "npv_cash": _("the same of money really paid alone"),
        "pays": _("computed cases with a net present value above 0 ÷ computed cases"),
        "best": _("computed cases in which no other way is worth more ÷ computed cases"),
        "errors_left": _("forms × fields that stay wrong after checking, all years"),
        "bcr": _("present value of what is gained ÷ present value of what the tool costs, means of the cases"),
        "payback": _("years until the sum of mean net effects reaches the set-up"),
        "break_even_volume": _("volume at which the mean net present value is 0"),
        "break_even_wage": _("cost of an hour at which the mean net present value is 0"),
        "variance_share": _(
            "variance of what is expected given the input ÷ variance of the result (Sobol, first order)"
        ),
        "npv_by_input": _("what is expected at the 2.5% and 97.5% points of the input"),
        "evpi": _("mean of the best choice of each computed case − highest mean of a choice for all of them"),
        "forms_to_measure": _("number of forms with the highest value of what they show less their cost"),
        "evsi_less_cost": _("expected value of the best choice after measuring − value of the best choice now − cost"),
        "hours_now": _("cases a year × minutes ÷ 60"),
        "hours_taken_over": _("hours now × share of time saved"),
        "share_taken_over": _("hours taken over ÷ hours listed"),
        "hours_taken_over_likely": _("the same tasks once, with every number at its most likely value"),
        "share_taken_over_likely": _("the same tasks once, with every number at its most likely value"),
    }
