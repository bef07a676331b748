"""What numbers are called, what is folded before texts are compared, and how intervals were made."""

from collections.abc import Mapping

from dashboards.language import _
from evaluators import methods


def metric_names() -> Mapping[str, str]:
    """What is counted."""
    return {
        "field_accuracy": _("Fields read right"),
        "cer": _("Character error rate"),
        "cer_bounded": _("Character error rate, bounded"),
        "filled_accuracy": _("Fields read right, of those with something in them"),
        "document_accuracy": _("Forms with every field of the engine right"),
        "missing_fields": _("Filled boxes in which nothing was read"),
        "invented_fields": _("Empty boxes in which something was read"),
        "mark_precision": _("Marks read that are on the paper (precision)"),
        "mark_recall": _("Marks on the paper that were read (recall)"),
        "refusal_precision": _("Refused pages that belong to no form (precision)"),
        "refusal_recall": _("Pages of no form that were refused (recall)"),
        "agreement": _("Fields on which both engines agree"),
        "agreed_accuracy": _("Of these, read right"),
        "fallback_accuracy": _("Read right where, on disagreement, the better engine decides"),
        "cpcer": _("Character error rate by speaker (cpCER)"),
        "tcpcer": _("Character error rate by speaker and time (tcpCER)"),
        "der": _("Time given to the wrong speaker or none (DER)"),
        "speaker_right": _("Characters given to their speaker, of those heard right"),
        "term_recall": _("Words to expect that were heard (recall)"),
        "term_precision": _("Words to expect in the draft that were said (precision)"),
        "punctuation_recall": _("Punctuation marks that are there (recall)"),
        "punctuation_precision": _("Punctuation marks in the draft that belong there (precision)"),
        "fillers_written": _("Fillers (えー、あのー) in the draft, of those said"),
        "omitted_speech": _("Speech of which nothing was written, in seconds"),
        "inserted_speech": _("Text too much where somebody speaks, in seconds"),
        "invented_speech": _("Text where nobody speaks, in seconds"),
        "minutes_manual": _("Keying by hand"),
        "minutes_ai_all": _("Scanning, and correcting what AI read, every field looked at"),
        "minutes_saved": _("Time saved a form"),
        "reliability": _("Right, by confidence"),
        "calibration_error": _("Calibration error (ECE)"),
        "calibration_error_recalibrated": _("Calibration error (ECE) after recalibration"),
        "auroc": "AUROC",
        "brier": "Brier",
        "brier_recalibrated": _("Brier after recalibration"),
        "policy_passed": _("Would pass without a person looking"),
        "policy_residual": _("Wrong of what would pass"),
        "policy_residual_tried": _("Wrong of what would pass, not certified"),
        "policy_left_per_thousand": _("Errors left in 1,000 fields"),
        "policy_left_per_document": _("Errors left in a document"),
        "share_saved": _("Share of the keying time saved"),
        "hours_listed": _("Hours a year listed"),
        "hours_taken_over": _("Hours that AI can take over"),
        "hours_taken_over_likely": _("Hours that AI can take over, every number at its most likely value"),
        "hours_with_people": _("Hours that stay with people"),
        "hours_checking": _("of these, checking and correcting what AI made"),
        "hours_not_measured": _("Hours of forms and minutes that nobody has measured"),
        "share_taken_over": _("Share of the hours listed that AI can take over"),
        "share_taken_over_likely": _(
            "Share of the hours listed that AI can take over, every number at its most likely value"
        ),
        "hours_now": _("Hours a year as it is done now"),
        "hours_saved": _("Hours a year that AI takes over"),
    }


def normaliser_names() -> Mapping[str, str]:
    """What is folded before texts are compared."""
    return {
        "raw": _("exactly as written"),
        "nfc": _("combined characters folded"),
        "nfkc": _("full and half width folded"),
        "typed": _("by meaning (dates, numbers)"),
        "nopunct": _("without punctuation and width"),
        "numbers": _("and numbers in digits"),
        "reading": _("by reading, in kana"),
        "nofillers": _("without punctuation and fillers"),
    }


def method_names() -> Mapping[str, str]:
    """How an interval was made."""
    return {
        "korn-graubard": _("Clopper–Pearson on the effective sample size (Korn–Graubard)"),
        "clopper-pearson": _("Clopper–Pearson over forms"),
        "clopper-pearson-documents": _("Clopper–Pearson with the form as the unit"),
        "document-bootstrap": _("forms resampled"),
        methods.FORMS_AND_INPUTS: _("forms resampled, inputs drawn from their ranges"),
        "stretch-bootstrap": _("stretches of about a minute resampled"),
        "meeting-bootstrap": _("meetings resampled"),
        "korn-graubard-stretch": _("Clopper–Pearson on the effective sample size, with stretches of a minute as units"),
        "korn-graubard-meeting": _("Clopper–Pearson on the effective sample size, with meetings as units"),
        "clopper-pearson-stretch": _("Clopper–Pearson with the stretch of a minute as the unit"),
        "clopper-pearson-meeting": _("Clopper–Pearson with the meeting as the unit"),
        "obuchowski": _("Obuchowski, with the form as the unit"),
        "clopper-pearson-upper": _("one-sided Clopper–Pearson bound on the independent fields that they are worth"),
        "sum-of-upper-bounds": _("one-sided bounds of the classes, added up"),
        methods.OVER_DRAWS: _("Wilson, of the computation alone: with other draws the share would move within it"),
        methods.INPUTS: _("inputs drawn from their ranges"),
        methods.LIKELY: _("no interval: every input at its most likely value"),
        methods.NONE_IN_SOME: _("cases were computed in which there is none"),
        methods.NOT_LINEAR: _("cannot be told, since a line of the case does not rise evenly with it"),
        "not-estimable": _("cannot be estimated from so few forms"),
        "not-estimable-batch": _("cannot be estimated from one batch"),
        "not-estimable-stretch": _("cannot be estimated from so few stretches"),
        "not-estimable-meeting": _("cannot be estimated from so few meetings"),
        methods.TOO_FEW: _("no interval: too few forms"),
        "undefined": _("no interval: there was nothing of it to count"),
    }


OF_ITEMS = ("item-and-person-bootstrap", "item-bootstrap", "log-linear-mixed", "chi-square")
"""Methods of people's times, which are of forms or of minutes."""


def sampled(n: int, method: str) -> str:
    """What intervals resample, and how many of them."""
    if "stretch" in method:
        return _("{n} stretches", n=n)
    if "meeting" in method:
        return _("{n} meetings", n=n)
    if method in OF_ITEMS:
        return _("{n} items", n=n)
    return _("{n} forms", n=n)
