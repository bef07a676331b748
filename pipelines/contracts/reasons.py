"""What Pydantic finds wrong with a file, in the person's words."""

from collections.abc import Mapping

from pydantic_core import ErrorDetails

from dashboards.language import _
from pipelines.contracts.case_reasons import reason_in_case

SHOWN = 60
"""Characters of a value that is quoted in a message."""


def name_of(detail: ErrorDetails) -> str:
    """The key that is wrong, with its tables and the numbers of entries before it."""
    return ".".join(map(str, location_of(detail)))


class Misplaced(ValueError):
    """What is wrong with a part of a model, found by the validator of the whole: its words, and where the part is."""

    def __init__(self, what: str, *location: str | int) -> None:
        super().__init__(what)
        self.location = location


def location_of(detail: ErrorDetails) -> list[str | int]:
    """Where the key stands. An alias that only Python needs is left out."""
    context = detail.get("ctx", {})
    error = context.get("error")
    # A rule of a whole says as well which part of it is wrong.
    within = error.location if isinstance(error, Misplaced) else context.get("at", ())
    return [part for part in (*detail["loc"], *within) if part != "schema_"]


def explanation(detail: ErrorDetails) -> str:
    """One error, as a sentence."""
    name, context = name_of(detail), detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return _("Key “{name}” is missing.", name=name)
        case "extra_forbidden":
            return _("Key “{name}” is not known here.", name=name)
        case "literal_error" | "enum":
            return _(
                "“{found}” is not allowed for “{name}”; allowed: {allowed}.",
                found=cut(str(detail["input"])),
                name=name,
                allowed=str(context["expected"]).replace(" or ", ", ").replace("'", ""),
            )
        case "value_error":  # of our own, in the person's language
            return str(context["error"])
        case "not_in_order":
            return _("“{name}”: value {value} is not between low {low} and high {high}.", name=name, **context)
        case "wrong_unit":
            return _("“{name}” is in “{found}”; it has to be in “{unit}”.", name=name, **context)
        case "grade_not_earned":
            return _(
                "“{name}”: what comes from “{source}” is graded “{best}” at best, not “{grade}”.", name=name, **context
            )
        case "wants_key":
            return _("“{name}”: evidence of kind “{kind}” needs “{key}”.", name=name, **context)
        case "json_invalid":
            return _("This is not JSON: {reason}", reason=context["error"])
        case kind if (of_case := reason_in_case(kind, name, context)) is not None:
            return of_case
        case _:
            return _(
                "“{name}” cannot be {found}: {reason}.",
                name=name,
                found=_shown(detail["input"]),
                reason=_reason(detail["type"], context) or detail["msg"],
            )


def _shown(found: object) -> str:
    return cut(repr(found))


def cut(text: str) -> str:
    """A text that is quoted, no longer than a message bears."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _reason(kind: str, context: Mapping) -> str | None:
    """Why a value is refused, by Pydantic's name for it; None for what a person hardly meets."""
    match kind:
        case "string_type":
            return _("text in double quotes is wanted")
        case "int_type" | "int_parsing" | "int_from_float":
            return _("a whole number is wanted")
        case "float_type" | "float_parsing" | "finite_number":
            return _("a number is wanted")
        case "bool_type" | "bool_parsing":
            return _("true or false is wanted")
        case "date_type" | "date_parsing" | "date_from_datetime_parsing":
            return _("a date such as 2026-04-01 is wanted")
        case "tuple_type" | "list_type":
            return _("a list in square brackets, or [[…]] entries, is wanted")
        case "dict_type" | "model_type" | "model_attributes_type":
            return _("a table with keys is wanted")
        case "greater_than":
            return _("it has to be above {limit}", limit=_number(context["gt"]))
        case "greater_than_equal":
            return _("it has to be at least {limit}", limit=_number(context["ge"]))
        case "less_than":
            return _("it has to be below {limit}", limit=_number(context["lt"]))
        case "less_than_equal":
            return _("it has to be at most {limit}", limit=_number(context["le"]))
        case "string_too_short":
            return _("at least {n} characters are wanted", n=context["min_length"])
        case "string_too_long":
            return _("at most {n} characters are allowed", n=context["max_length"])
        case "too_short":
            return _("at least {n} entries are wanted", n=context["min_length"])
        case "too_long":
            return _("at most {n} entries are allowed", n=context["max_length"])
        case "string_pattern_mismatch":
            return _("it starts with a lower-case letter, and lower-case letters, digits, - and _ follow, 64 at most")
        case _:
            return None


def _number(limit: float) -> str:
    return f"{limit:g}"
