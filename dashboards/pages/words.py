"""What things are called."""

import unicodedata
from collections.abc import Mapping

from dashboards.language import _


def grade_names() -> Mapping[str, str]:
    """Grades, best first."""
    return {
        "measured": _("measured"),
        "cited": _("published case"),
        "estimated": _("estimated"),
        "assumed": _("assumed"),
        "demonstration": _("demonstration"),
    }


def language_names() -> Mapping[str, str]:
    """Languages, each by its own name, whatever language is spoken."""
    return {"ja": "日本語", "en": "English"}


def source_names() -> Mapping[str, str]:
    """Where a value came from."""
    return {
        "measured": _("measured"),
        "cited": _("published case"),
        "modelled": _("computed by a model"),
        "reported": _("timesheet"),
        "asked": _("expectation"),
    }


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
        "hours_with_people": _("Hours that stay with people"),
        "hours_checking": _("of these, checking and correcting what AI made"),
        "hours_not_measured": _("Hours of forms and minutes that nobody has measured"),
        "share_taken_over": _("Share of the hours listed that AI can take over"),
        "hours_now": _("Hours a year as it is done now"),
        "hours_saved": _("Hours a year that AI takes over"),
    }


def type_names() -> Mapping[str, str]:
    """Types of fields."""
    return {
        "text": _("free text"),
        "name": _("name"),
        "kana": _("kana"),
        "date": _("date"),
        "postal_code": _("postal code"),
        "phone": _("telephone"),
        "number": _("number"),
        "money": _("amount of money"),
        "account": _("account number"),
        "address": _("address"),
        "checkbox": _("check box"),
        "choice": _("choice"),
        "my_number": _("individual number"),
    }


def condition_names() -> Mapping[str, str]:
    """Conditions of the bundled batch, and what they can be. Others are called as their column is."""
    return {
        "cond_pen": _("How it was filled in"),
        "cond_font": _("Hand or typeface"),
        "cond_scan": _("How it was scanned"),
        "cond_skew": _("How far it leans"),
        "cond_trouble": _("Trouble on the paper"),
        "print": _("typed"),
        "hand": _("by hand"),
        "grey200": _("scanner, grey, 200 dpi"),
        "grey300": _("scanner, grey, 300 dpi"),
        "fax": _("fax, black and white"),
        "photo": _("photograph"),
        "straight": _("straight"),
        "slight": _("slightly"),
        "strong": _("strongly"),
        "upside_down": _("upside down"),
        "gothic": _("Gothic type"),
        "mincho": _("Mincho type"),
        "kiloji": _("handwriting-like font Kiloji"),
        "klee": _("pen-like font Klee"),
        "seto": _("handwriting-like font Seto"),
        "yozfont": _("handwriting-like font YOzFont"),
        "none": _("none"),
        "outside": _("written over the edge"),
        "seal": _("seal over the name"),
        "corrected": _("crossed out, written again"),
        "close_marks": _("stamp close to a box"),
        "show_through": _("the reverse is seen"),
    }


def engine_name(engine: str) -> str:
    """What an engine is called: by its own name, but for what is no engine of a maker's."""
    return {"marks": _("marks"), "consensus": _("consensus")}.get(engine, engine)


def reason(code: str) -> str:
    """Why something was not read, by its code."""
    kind, _colon, detail = code.partition(":")
    if kind == "failed" and detail:
        return _("the program that read it failed ({kind})", kind=detail)
    return reason_names().get(code, code)


def named(key: str, value: str) -> str:
    """What a value of a scope is called."""
    if key == "type":
        return type_names().get(value, value)
    return condition_names().get(value, value)


def heading(key: str) -> str:
    """What a condition is called."""
    return condition_names().get(key, key.removeprefix("cond_"))


def character(text: str) -> str:
    """A character as it can be seen on its own."""
    return _("(blank)") if text and not text.strip() else text


def code(text: str) -> str:
    """The code points of a sign that looks like another one, such as a dash; empty for letters and digits."""
    if not text or unicodedata.category(text[0])[0] in "LN":
        return ""
    return " ".join(f"U+{ord(one):04X}" for one in text)


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
        "document-bootstrap-and-input-draws": _("forms resampled, inputs drawn from their ranges"),
        "stretch-bootstrap": _("stretches of about a minute resampled"),
        "meeting-bootstrap": _("meetings resampled"),
        "korn-graubard-stretch": _("Clopper–Pearson on the effective sample size, with stretches of a minute as units"),
        "korn-graubard-meeting": _("Clopper–Pearson on the effective sample size, with meetings as units"),
        "clopper-pearson-stretch": _("Clopper–Pearson with the stretch of a minute as the unit"),
        "clopper-pearson-meeting": _("Clopper–Pearson with the meeting as the unit"),
        "obuchowski": _("Obuchowski, with the form as the unit"),
        "clopper-pearson-upper": _("one-sided Clopper–Pearson bound on the independent fields that they are worth"),
        "sum-of-upper-bounds": _("one-sided bounds of the classes, added up"),
        "wilson-over-draws": _("Wilson, of the computation alone: with other draws the share would move within it"),
        "input-draws": _("inputs drawn from their ranges"),
        "most-likely-inputs": _("no interval: every input at its most likely value"),
        "none-in-some-draws": _("cases were computed in which there is none"),
        "not-linear": _("cannot be told, since a line of the case does not rise evenly with it"),
        "not-estimable": _("cannot be estimated from so few forms"),
        "not-estimable-batch": _("cannot be estimated from one batch"),
        "not-estimable-stretch": _("cannot be estimated from so few stretches"),
        "not-estimable-meeting": _("cannot be estimated from so few meetings"),
        "too-few-forms": _("no interval: too few forms"),
    }


def reason_names() -> Mapping[str, str]:
    """Why something was not read."""
    return {
        "missing": _("the scan is missing"),
        "empty": _("the scan is empty"),
        "encrypted": _("the PDF is protected by a password"),
        "broken": _("the file is damaged"),
        "too_large": _("the page is larger than is read"),
        "too_many_pages": _("the file has more pages than are read"),
        "no_such_page": _("the file has no such page"),
        "several_forms": _("fits more than one form of the batch"),
        "timeout": _("it took too long and was stopped"),
        "crashed": _("the program that read it ended"),
        "changed": _("the file changed while the run went on"),
        "wrong_form_or_unreadable": _("another form, or unreadable"),
        "engine_error": _("the engine reported an error"),
        "engine_rubbish": _("the engine returned what is no text"),
        "not_returned": _("the product returned nothing for it"),
        "no_column": _("no column of the product is of this field"),
        "not_a_date": _("not a date"),
        "no_such_day": _("no such day in the calendar"),
        "outside_era": _("no such year in this era"),
        "not_a_number": _("not a number"),
        "not_kana": _("not katakana"),
        "not_a_postal_code": _("not a postal code"),
        "not_a_phone_number": _("not a telephone number"),
        "not_an_account": _("not an account number of seven digits"),
        "not_money": _("not an amount of money"),
        "not_a_checkbox": _("neither ticked nor empty"),
        "not_a_choice": _("none of the answers"),
        "several_marks": _("several answers marked where one is asked for"),
        "my_number": _("an individual number, which is blacked out"),
        "not_my_number": _("not an individual number"),
    }


def status_names() -> Mapping[str, str]:
    """What became of a page or a field."""
    return {
        "registered": _("laid on the form"),
        "read": _("read"),
        "refused": _("refused"),
        "failed": _("failed"),
        "missing": _("not in the run"),
        "disagree": _("engines disagree"),
    }


def input_names() -> Mapping[str, str]:
    """Inputs of the keystroke-level model."""
    return {
        "key": _("One key"),
        "think": _("One act of thinking: find, compare"),
        "keys_kana": _("Keys for a kana"),
        "keys_kanji": _("Keys for a kanji, conversion included"),
        "keys_other": _("Keys for a digit or letter"),
        "handling": _("Scanning a form, preparation included"),
    }


def unit_names() -> Mapping[str, str]:
    """Units of its inputs."""
    return {
        "s": _("s"),
        "keys": _("keys"),
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
