"""What a proposed policy comes to, as quantities: one entry each in accuracy.json, which the page and the report cite.

All are of forms that did not choose the rules.
"""

from collections.abc import Iterator

from evaluators.grade import Grade, Origin, Source, grade_of
from evaluators.intervals import Interval
from evaluators.policy import ClassProposal, Proposal
from evaluators.quantity import Quantity
from evaluators.rates import estimated

CASES = "policy"
"""The anchor of what might pass."""
PASSED, RESIDUAL, TRIED = "policy_passed", "policy_residual", "policy_residual_tried"
PER_THOUSAND, PER_DOCUMENT = "policy_left_per_thousand", "policy_left_per_document"
ONE_SIDED, SUM = "clopper-pearson-upper", "sum-of-upper-bounds"


def rule_name(found: ClassProposal) -> str | None:
    """The engines of a class's rule joined by ``+``, as the engine of its quantities; None without a rule."""
    return "+".join(found.rule.engines) if found.rule else None


def policy_scope(target: float, class_name: str | None = None) -> dict[str, str]:
    """The scope of a policy's quantities: its target, and the class that one is of.

    >>> policy_scope(0.01, "digits")
    {'target': '0.01', 'class': 'digits'}
    """
    return {"target": f"{target:g}"} | ({"class": class_name} if class_name else {})


def policy_quantities(found: Proposal, origin: Origin) -> list[Quantity]:
    """The numbers of a proposal, by ``target`` and ``class`` of fields, the engine being that of the rule.

    - ``policy_passed``: fields that pass over fields of the class; over all fields where something was certified.
    - ``policy_residual``: wrong over passed, where the class was certified, and ``policy_residual_tried`` of its most
      promising rule where it was not. One-sided: ``low`` is 0, and with the chance ``level`` no more than ``high`` is
      wrong. ``effective_n`` is the independent fields that those which passed are worth.
    - ``policy_left_per_thousand`` and ``policy_left_per_document``: errors that nobody would see in 1,000 fields and
      in a document, where something was certified; ``high`` adds up the bounds of the classes.

    A class of which nothing passes has none.
    """
    grade = grade_of(origin, Source.MEASURED)
    return [*_whole(found, grade), *(quantity for each in found.classes for quantity in _class(each, found, grade))]


def _class(each: ClassProposal, found: Proposal, grade: Grade) -> Iterator[Quantity]:
    if each.held_out is None or not each.held_out.fields or each.bound is None or each.passing is None:
        return
    engine, scope, held_out = rule_name(each), policy_scope(found.target, each.name), each.held_out
    passed, wrong = held_out.fields, held_out.errors
    yield estimated(
        PASSED, engine, scope, passed / each.fields, each.passing, counts=(passed, each.fields),
        n_documents=each.forms, grade=grade, cases=CASES,
    )  # fmt: skip
    bound = Interval(0.0, each.bound, ONE_SIDED, held_out.effective)
    yield estimated(
        RESIDUAL if each.certified else TRIED, engine, scope, wrong / passed, bound, counts=(wrong, passed),
        n_documents=held_out.clusters, level=each.sure, grade=grade, cases=CASES,
    )  # fmt: skip


def _whole(found: Proposal, grade: Grade) -> Iterator[Quantity]:
    if found.passing is None:
        return
    scope, forms = policy_scope(found.target), found.clusters[1]
    yield estimated(
        PASSED, None, scope, found.share, found.passing, counts=(found.passed, found.fields),
        n_documents=forms, grade=grade, cases=CASES,
    )  # fmt: skip
    left = (
        (PER_THOUSAND, found.left_per_thousand, found.fields, "1/1000 fields"),
        (PER_DOCUMENT, found.left_per_document, found.documents, "1/document"),
    )
    for metric, (value, most), whole, unit in left:
        bound = Interval(0.0, max(most, value), SUM, None)
        yield estimated(
            metric, None, scope, value, bound, counts=(found.errors, whole), unit=unit,
            n_documents=forms, level=found.sure, grade=grade, cases=CASES,
        )  # fmt: skip
