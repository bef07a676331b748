"""What became of a page or a field, and why it was not read."""

from collections.abc import Mapping

from dashboards.language import _


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


def reason(code: str) -> str:
    """Why something was not read, by its code."""
    kind, _colon, detail = code.partition(":")
    if kind == "failed" and detail:
        return _("the program that read it failed ({kind})", kind=detail)
    return reason_names().get(code, code)


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
