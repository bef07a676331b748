"""What things are called, and the sentences that a claim may be put in."""

from collections.abc import Mapping
from datetime import datetime

from dashboards.language import _
from evaluators.answers import Answer, Claim, Question
from evaluators.quantity import Quantity

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
        "invented_fields": _("Empty boxes in which something was read"),
        "minutes_manual": _("Keying by hand"),
        "minutes_ai_all": _("Correcting what AI read, every field looked at"),
        "minutes_saved": _("Time saved a form"),
        "share_saved": _("Share of the keying time saved"),
        "net_yen": _("Net effect a year"),
    }


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
        "timeout": _("it took too long and was stopped"),
        "crashed": _("the program that read it ended"),
        "wrong_form_or_unreadable": _("another form, or unreadable"),
        "several_forms": _("another form of the batch fits as well"),
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


def sentence(answer: Answer, task: str, probability: float | None) -> str:
    """One sentence that says no more than the claim allows.

    Args:
        answer: the claim and its number.
        task: what the forms are.
        probability: that the net effect is above zero, for the third answer.
    """
    quantity = answer.quantity
    if quantity is None or answer.claim is Claim.UNANSWERABLE:
        return _unanswerable(answer.question)
    words = {
        "task": task,
        "engine": quantity.engine,
        "value": amount(quantity, quantity.value),
        "size": amount(quantity, abs(quantity.value or 0)),
        "interval": interval(quantity),
        "probability": f"{number((probability or 0) * 100, 0)}%",
    }
    return _sentences()[answer.question, answer.claim].format(**words)


def _sentences() -> Mapping[tuple[Question, Claim], str]:
    most, which, pays = Question.MOST_WORK, Question.WHICH_TASKS, Question.DOES_IT_PAY
    return {
        (most, Claim.MOST): _(
            "Of the time for keying “{task}”, AI would take over more than half, {value} {interval}; "
            "nothing is said of other work."
        ),
        (most, Claim.NOT_MOST): _(
            "Of the time for keying “{task}”, AI would take over less than half, {value} {interval}; "
            "nothing is said of other work."
        ),
        (most, Claim.UNDECIDED): _(
            "Of the time for keying “{task}”, AI would take over {value} {interval}; "
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
            "On these assumptions it would pay: {value} a year {interval}, above zero in {probability} of the cases "
            "computed."
        ),
        (pays, Claim.DOES_NOT_PAY): _(
            "On these assumptions it would not pay: {value} a year {interval}, above zero in {probability} of the "
            "cases computed."
        ),
        (pays, Claim.UNDECIDED): _(
            "On these assumptions whether it pays cannot be said: {value} a year {interval}, above zero in "
            "{probability} of the cases computed."
        ),
    }


def _unanswerable(question: Question) -> str:
    if question is Question.DOES_IT_PAY:
        return _("This cannot be answered yet: there is no case.toml with volume, wage and costs in the campaign.")
    return _("This cannot be answered yet: no form of the batch has truth to measure against.")
