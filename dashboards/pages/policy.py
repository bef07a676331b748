"""What a proposed policy is said to be, on the page and on the terminal."""

import json
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from dashboards.language import _
from dashboards.pages import numbers, words
from dashboards.pages.calibration import Rate
from evaluators.audit import AuditPlan, audit_plan
from evaluators.grade import Grade
from evaluators.intervals import Interval
from evaluators.passing import Rule
from evaluators.policy import ClassProposal, Point, Proposal
from evaluators.policy_quantities import CASES, ONE_SIDED, PASSED, RESIDUAL, TRIED, policy_scope, rule_name
from evaluators.quantity import Quantity
from evaluators.rates import estimated

GENERATED = "generated/policy.json"
"""What was proposed from 600 generated documents: benchmarks/policy.py writes it."""


def generated() -> Sequence[Mapping[str, Any]]:
    """The tables from the generated documents, one for each batch and target."""
    file = resources.files("dashboards.pages") / GENERATED
    found: list[Mapping[str, Any]] = json.loads(file.read_text("utf-8"))["proposals"]
    return found


def class_names() -> Mapping[str, str]:
    """Classes of fields."""
    return {
        "marks": _("check boxes and choices"),
        "digits": _("dates, numbers and amounts"),
        "writing": _("names, addresses and free text"),
    }


def reason_names() -> Mapping[str, str]:
    """Why a person has to look at a field."""
    return {
        "unsigned": _("no signed policy"),
        "void": _("the policy is void"),
        "other_template": _("a kind of form that the policy does not know"),
        "no_rule": _("a type of field of which nothing may pass"),
        "scan": _("the scan is of another quality, or was not read"),
        "not_sure": _("engines are not sure enough, or disagree"),
        "audit": _("drawn for the audit"),
    }


def passed(rate: Rate, found: ClassProposal, target: float) -> Quantity | None:
    """Share of a class that would pass, as the run has it."""
    return rate(PASSED, rule_name(found), None, policy_scope(target, found.name))


def wrong(rate: Rate, found: ClassProposal, target: float) -> Quantity | None:
    """Wrong of what would pass of a class, as the run has it."""
    return rate(RESIDUAL if found.certified else TRIED, rule_name(found), None, policy_scope(target, found.name))


def residual_of(batch: Mapping[str, Any], found: Mapping[str, Any]) -> Quantity | None:
    """Wrong of what would pass of a class of generated documents; None where nothing would."""
    if not found["passed"]:
        return None
    return estimated(
        RESIDUAL if found["outcome"] == "certified" else TRIED,
        "+".join(found["engines"]),
        policy_scope(batch["target"], found["name"]),
        found["errors"] / found["passed"],
        Interval(0.0, found["bound"], ONE_SIDED, found["effective"]),
        counts=(found["errors"], found["passed"]),
        n_documents=found["forms"],
        level=found["sure"],
        grade=Grade.DEMONSTRATION,
        cases=CASES,
    )


def batch_text(batch: Mapping[str, Any]) -> str:
    """What generated documents these are, what would pass of them at which target, and what would stay wrong."""
    forms = _("{forms} forms, {documents} documents", forms=batch["forms"], documents=batch["documents"])
    told = {"batch": forms, "target": numbers.percent(batch["target"], 1)}
    if not batch["share"]:
        return _("{batch}; target {target}: nothing passes", **told)
    return _(
        "{batch}; target {target}: {share} of all fields would pass, with at most {most} errors left in 1,000 fields",
        share=numbers.percent(batch["share"], 1),
        most=numbers.number(batch["left_per_thousand"], 1),
        **told,
    )


def rule_text(rule: Rule) -> str:
    """What lets a field pass."""
    return how(rule.engines, rule.calibrated)


def how(engines: Sequence[str], calibrated: float | None) -> str:
    """Whose reading passes, and at which calibrated confidence."""
    names = [words.engine_name(engine) for engine in engines]
    who = _("{first} and {second} agree", first=names[0], second=names[1]) if len(names) > 1 else names[0]
    if calibrated is None:
        return who if len(names) > 1 else _("whatever {engine} reads", engine=who)
    return _("{who}, calibrated confidence {least} or more", who=who, least=f"{calibrated:g}")


def type_list(rule: Rule) -> str:
    """The types of field that a rule speaks of."""
    return _(", ").join(words.named("type", each) for each in rule.types)


def outcome(found: ClassProposal, target: float) -> str:
    """What came out for a class."""
    limit = numbers.percent(target, 1)
    if found.certified and found.bound is not None:
        return _("can pass: at most {bound} wrong", bound=numbers.percent(found.bound, 2))
    if found.outcome == "too_few" and found.more is None:
        return _("cannot be certified at {target}: too few forms to judge by", target=limit)
    if found.outcome == "too_few":
        return _("cannot be certified at {target}: about {n} more forms needed", target=limit, n=number(found.more))
    if found.outcome == "above":
        return _("cannot be certified at {target}: more than that is wrong of what would pass", target=limit)
    return _("nothing is safe enough to be tried")


def number(value: int | None) -> str:
    """A whole number, or a dash."""
    return numbers.NONE if value is None else numbers.number(value, 0)


def clustering_text(found: ClassProposal) -> str:
    """How fields were turned into independent ones."""
    if found.clustering is None or found.held_out is None:
        return ""
    if not found.clustering.estimated:
        return _("too few errors to see how they cluster: the form counts as one")
    return _(
        "worth {n} independent fields (intraclass correlation at most {icc})",
        n=numbers.number(found.held_out.effective, 0),
        icc=f"{found.clustering.icc:.2f}",
    )


def audit(proposal: Proposal, fields: int = 10_000) -> AuditPlan | None:
    """The audit of so many fields that pass; None where nothing does."""
    if not proposal.passed:
        return None
    return audit_plan(fields, proposal.target, proposal.sure, proposal.errors / proposal.passed)


def curve(proposal: Proposal, name: str) -> list[Point]:
    """The rules of a class of which none lets as much pass with as low a bound; by share passed."""
    kept: list[Point] = []
    points = [point for point in proposal.curve if point.class_name == name]
    for point in sorted(points, key=lambda each: (-each.coverage, each.bound)):
        if not kept or point.bound < kept[-1].bound:
            kept.append(point)
    return kept[::-1]


def summary(proposal: Proposal) -> list[str]:
    """The proposal in lines for a terminal."""
    chose, judged = proposal.clusters
    lines = [
        _(
            "Chosen on {chose} forms, judged on {judged} others: at most {target} wrong of what passes, {sure} sure.",
            chose=chose,
            judged=judged,
            target=numbers.percent(proposal.target, 1),
            sure=numbers.percent(proposal.sure, 0),
        )
    ]
    for found in proposal.classes:
        line = f"{class_names()[found.name]}: {outcome(found, proposal.target)}"
        if found.rule is not None and found.held_out is not None:
            wrong = _("{errors} of {fields} wrong", errors=found.held_out.errors, fields=found.held_out.fields)
            line += f"  [{rule_text(found.rule)}; {type_list(found.rule)}; {wrong}; {clustering_text(found)}]"
        lines.append(line)
    if proposal.certified:
        lines.append(passed_text(proposal))
    return lines


def passed_text(proposal: Proposal) -> str:
    """What would pass, what would stay wrong, what a person would still look at."""
    counted, most = proposal.left_per_thousand
    of_document, at_most = proposal.left_per_document
    return _(
        "{share} of all fields would pass. Errors left in 1,000 fields: {counted} counted, at most {most}; in a "
        "document: {of_document} counted, at most {at_most}. A person looks at the other {rest}.",
        share=numbers.percent(proposal.share, 1),
        rest=numbers.percent(1 - proposal.share, 1),
        counted=numbers.number(counted, 1),
        most=numbers.number(most, 1),
        of_document=numbers.number(of_document, 2),
        at_most=numbers.number(at_most, 2),
    )
