"""How each number of a report is computed, in words short enough for a cell of its table."""

from collections.abc import Mapping

from dashboards.language import _
from evaluators.quantity import Quantity


def formula_of(quantity: Quantity) -> str:
    """How a quantity is computed; empty where nothing is computed."""
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
        "net_yen": _("forms × minutes saved ÷ 60 × yen an hour − licence − set-up ÷ years"),
        "pays": _("computed cases with a net effect above 0 ÷ computed cases"),
        "break_even": _("(licence + set-up ÷ years) ÷ (minutes saved ÷ 60 × yen an hour)"),
    }
