"""What things are called, and the sentences that a claim may be put in."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from dashboards.language import _
from evaluators.answers import Answer, Claim, Question
from evaluators.quantity import Quantity


class Gap(StrEnum):
    """What is missing for an answer."""

    TRUTH = "truth"
    CASE = "case"
    TEMPLATE = "template"


MINUS = "−"


def number(value: float, digits: int) -> str:
    """With thousands separators and a real minus sign."""
    return f"{value:,.{digits}f}".replace("-", MINUS)


def amount(quantity: Quantity, value: float | None) -> str:
    """A value in its quantity's unit, as short as its precision allows; a dash where there is none."""
    if value is None:
        return "–"
    match quantity.unit:
        case "ratio":
            return f"{number(value * 100, 1)}%"
        case "min/document":
            return _("{n} min", n=number(value, 2))
        case "yen/year":
            return _("{n} yen", n=number(round(value, -3), 0))
        case _unit:
            return f"{number(value, 2)} {quantity.unit}"


def interval(quantity: Quantity) -> str:
    """The interval in square brackets; empty where there is none."""
    if quantity.low is None or quantity.high is None:
        return ""
    return f"[{amount(quantity, quantity.low)} – {amount(quantity, quantity.high)}]"


def counts(quantity: Quantity) -> str:
    """Numerator and denominator, where the quantity has them."""
    if quantity.numerator is None or quantity.denominator is None:
        return ""
    return f"{number(quantity.numerator, 0)} / {number(quantity.denominator, 0)}"


def moment(iso: str) -> str:
    """A point in time to the minute, in the zone in which it was written down."""
    return datetime.fromisoformat(iso).strftime("%Y-%m-%d %H:%M")


def grade_names() -> Mapping[str, str]:
    """Grades, best first."""
    return {
        "measured": _("measured"),
        "cited": _("published case"),
        "estimated": _("estimated"),
        "assumed": _("assumed"),
        "demonstration": _("demonstration"),
    }


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
        "document_accuracy": _("Forms with every field right"),
        "missing_fields": _("Filled boxes in which nothing was read"),
        "invented_fields": _("Empty boxes in which something was read"),
        "mark_precision": _("Marks read that are on the paper (precision)"),
        "mark_recall": _("Marks on the paper that were read (recall)"),
        "refusal_precision": _("Refused pages that belong to no form (precision)"),
        "refusal_recall": _("Pages of no form that were refused (recall)"),
        "agreement": _("Fields on which both engines agree"),
        "agreed_accuracy": _("Of these, read right"),
        "fallback_accuracy": _("Read right where, on disagreement, the better engine decides"),
        "minutes_manual": _("Keying by hand"),
        "minutes_ai_all": _("Correcting what AI read, every field looked at"),
        "minutes_saved": _("Time saved a form"),
        "share_saved": _("Share of the keying time saved"),
        "net_yen": _("Net effect a year"),
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
        "none": _("none"),
        "outside": _("written over the edge"),
        "seal": _("seal over the name"),
        "corrected": _("crossed out, written again"),
        "close_marks": _("stamp close to a box"),
        "show_through": _("the reverse is seen"),
    }


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
    }


def method_names() -> Mapping[str, str]:
    """How an interval was made."""
    return {
        "korn-graubard": _("Clopper–Pearson on the effective sample size (Korn–Graubard)"),
        "clopper-pearson": _("Clopper–Pearson over forms"),
        "clopper-pearson-documents": _("Clopper–Pearson with the form as the unit"),
        "document-bootstrap": _("forms resampled"),
        "document-bootstrap-and-input-draws": _("forms resampled, inputs drawn from their ranges"),
        "not-estimable": _("cannot be estimated from one form"),
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
        "wrong_form_or_unreadable": _("another form, or unreadable"),
        "engine_error": _("the engine reported an error"),
        "engine_rubbish": _("the engine returned what is no text"),
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
    """Inputs of the cost case."""
    return {
        "forms_per_year": _("Forms a year"),
        "yen_per_hour": _("Cost of an hour of staff"),
        "licence_yen_per_year": _("Licence a year"),
        "setup_yen": _("Set-up, once"),
        "years": _("Years over which the set-up is spread"),
    }


def unit_names() -> Mapping[str, str]:
    """Units of inputs."""
    return {
        "forms/year": _("forms a year"),
        "yen/hour": _("yen an hour"),
        "yen/year": _("yen a year"),
        "yen": _("yen"),
        "year": _("years"),
        "s": _("s"),
    }


def question_text(question: Question) -> str:
    """The question as it was asked."""
    return {
        Question.MOST_WORK: _("Will AI do most of the work?"),
        Question.WHICH_TASKS: _("Which tasks become more efficient?"),
        Question.DOES_IT_PAY: _("Are the effects worth more than the costs?"),
    }[question]


def sentence(answer: Answer, task: str, probability: float | None, gap: Gap = Gap.TRUTH) -> str:
    """One sentence that says no more than the claim allows.

    Args:
        answer: the claim and its number.
        task: what the forms are.
        probability: that the net effect is above zero, for the third answer.
        gap: what is missing where there is no answer.
    """
    quantity = answer.quantity
    if quantity is None or answer.claim is Claim.UNANSWERABLE:
        return gap_text(gap)
    words = {
        "task": task,
        "engine": quantity.engine,
        "value": amount(quantity, quantity.value),
        "size": amount(quantity, abs(quantity.value or 0)),
        "interval": interval(quantity),
        "probability": f"{number((probability or 0) * 100, 0)}%",
    }
    if answer.kinds > 1:
        return _kinds_sentences()[answer.claim].format(**words, kinds=answer.kinds, shorter=answer.shorter)
    return _sentences()[answer.question, answer.claim].format(**words)


def _sentences() -> Mapping[tuple[Question, Claim], str]:
    most, which, pays = Question.MOST_WORK, Question.WHICH_TASKS, Question.DOES_IT_PAY
    return {
        (most, Claim.MOST): _(
            "The time for keying “{task}” would fall by more than half, {value} {interval}; "
            "nothing is said of other work."
        ),
        (most, Claim.NOT_MOST): _(
            "The time for keying “{task}” would fall by less than half, {value} {interval}; "
            "nothing is said of other work."
        ),
        (most, Claim.UNDECIDED): _(
            "The time for keying “{task}” would fall by {value} {interval}; "
            "whether that is more than half cannot be said, and nothing is said of other work."
        ),
        (which, Claim.SHORTER): _("Keying “{task}” would become shorter by {size} a form {interval}, with {engine}."),
        (which, Claim.LONGER): _(
            "Keying “{task}” would become longer: {value} saved a form {interval}, with {engine}."
        ),
        (which, Claim.UNDECIDED): _(
            "For “{task}” no difference in time can be confirmed: {value} saved a form {interval}, with {engine}."
        ),
        (pays, Claim.PAYS): _(
            "For “{task}”, on these assumptions, it would pay: {value} a year {interval}, above zero in "
            "{probability} of the cases "
            "computed."
        ),
        (pays, Claim.DOES_NOT_PAY): _(
            "For “{task}”, on these assumptions, it would not pay: {value} a year {interval}, above zero in "
            "{probability} of the "
            "cases computed."
        ),
        (pays, Claim.UNDECIDED): _(
            "For “{task}”, on these assumptions, whether it pays cannot be said: {value} a year {interval}, "
            "above zero in "
            "{probability} of the cases computed."
        ),
    }


def _kinds_sentences() -> Mapping[Claim, str]:
    """For the second question, where several kinds of form were compared."""
    return {
        Claim.SHORTER: _(
            "Of {kinds} kinds of form, keying would become shorter for {shorter} (whole interval above zero), most for "
            "“{task}”: by {size} a form {interval}, with {engine}."
        ),
        Claim.LONGER: _(
            "Keying would become longer for all {kinds} kinds of form, least for “{task}”: {value} saved a form "
            "{interval}, with {engine}."
        ),
        Claim.UNDECIDED: _(
            "Of {kinds} kinds of form, keying would become shorter for {shorter} (whole interval above zero); for the "
            "one that gains most, “{task}”, it cannot be confirmed: {value} saved a form {interval}, with {engine}."
        ),
    }


def gap_text(gap: Gap) -> str:
    """Why there is no answer yet."""
    return {
        Gap.TRUTH: _("This cannot be answered yet: no form of the batch has truth to measure against."),
        Gap.CASE: _("This cannot be answered yet: there is no case.toml with volume, wage and costs in the campaign."),
        Gap.TEMPLATE: _(
            "This cannot be answered yet: “template” in case.toml does not name the kind of form that the "
            "case speaks of."
        ),
    }[gap]
