"""What things are called."""

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


def named(key: str, value: str) -> str:
    """What a value of a scope is called."""
    if key == "type":
        return type_names().get(value, value)
    return condition_names().get(value, value)


def heading(key: str) -> str:
    """What a condition is called."""
    return condition_names().get(key, key.removeprefix("cond_"))
