"""How a field, what stands in it and what was read are put into words."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, quote

from dashboards.language import _
from dashboards.pages import numbers, reason_words, words
from dashboards.web.index.asking import Index
from dashboards.web.index.filters import ERROR, TEXT, Filter
from dashboards.web.index.found import Case, Field
from dashboards.web.index.schema import Outcome
from evaluators.characters import Difference, differences
from evaluators.mark_types import MARK_TYPES
from evaluators.marks import marks_of
from evaluators.normalise import Normaliser, normalise

TICKED, UNTICKED = "☑", "☐"


def outcome_names() -> Mapping[str, str]:
    """What became of a field."""
    return {
        Outcome.RIGHT: _("right"),
        Outcome.WRONG: _("wrong"),
        Outcome.REFUSED: _("refused"),
        Outcome.FAILED: _("failed"),
        Outcome.MISSING: _("not in the run"),
        Outcome.DISAGREE: _("engines disagree"),
        Outcome.UNLABELLED: _("no truth"),
        Outcome.HIDDEN: _("individual number, not read"),
    }


def outcome_choices() -> Mapping[str, str]:
    """What can be asked for."""
    return {ERROR: _("anything wrong"), **outcome_names(), TEXT: _("text differs from the paper")}


def sort_names() -> Mapping[str, str]:
    """Orders."""
    return {
        "document": _("by document"),
        "field": _("by field"),
        "engine": _("by engine"),
        "outcome": _("by outcome"),
        "sure": _("surest first"),
        "unsure": _("least sure first"),
    }


def said(text: str | None, field: Field) -> str:
    """A text as people read it: options by what is printed beside them."""
    if text is None:
        return numbers.NONE
    if field.type == "checkbox":
        return TICKED if marks_of(text, field.type) else UNTICKED
    if field.type in MARK_TYPES:
        named = [label for id, label in field.options.items() if id in marks_of(text, field.type)]
        return " ".join(named) or _("(empty)")
    return text or _("(empty)")


def compared(case: Case) -> tuple[Difference, ...]:
    """What was read beside what stands on the paper; empty where they are not compared sign by sign."""
    if case.truth is None or case.outcome not in (Outcome.RIGHT, Outcome.WRONG) or case.field.type in MARK_TYPES:
        return ()
    return tuple(differences(*(normalise(text, Normaliser.NFKC, case.field.type) for text in (case.truth, case.text))))


def why(case: Case) -> str:
    """Why it was not read, or not understood; empty where it was."""
    return reason_words.reason(case.error) if case.error else ""


def sure(confidence: float | None) -> str:
    """A confidence."""
    return numbers.NONE if confidence is None else f"{confidence:.2f}"


Choices = list[tuple[str, str]]
"""Value and text of each."""


def engine_choices(index: Index) -> Choices:
    """Engines."""
    return [(name, words.engine_name(name)) for name in index.engines.values()]


def field_choices(index: Index, wanted: Filter) -> Choices:
    """Fields of the kind of form that is asked for; those of several kinds that have one name count as one."""
    found: dict[str, str] = {}
    for field in index.fields.values():
        if wanted.template in ("", field.template):
            found.setdefault(field.id, field.label)
    return [*found.items()]


def type_choices(index: Index) -> Choices:
    """Types of the fields that there are."""
    types = dict.fromkeys(field.type for field in index.fields.values())
    return [(type_, words.named("type", type_)) for type_ in types]


def condition_choices(name: str, values: list[str]) -> Choices:
    """What a condition can be."""
    return [(value, words.named(name, value)) for value in values]


def chosen(wanted: Filter, name: str) -> str:
    """The value of a condition that is asked for."""
    return dict(wanted.conditions).get(name, "")


def document_address(run: str, case: Case, wanted: Filter) -> str:
    """Where a case is seen on its document, within what is asked for."""
    query = wanted.query(at=case.field.id)
    return f"{run}/documents/{quote(case.document, safe='')}?{query}"


def kept(wanted: Filter) -> Choices:
    """What a form has to carry so that the filter is not lost."""
    return parse_qsl(wanted.query())
