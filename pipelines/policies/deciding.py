"""For each field of a run: whether it may pass by a policy, or a person has to look at it, and why.

Where anything is in doubt the answer is to look: without a policy, without its signature, after a change.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboards.language import _
from evaluators.audit import AuditPlan, audit_plan, drawn
from evaluators.field_classes import class_of
from evaluators.passing import Rule, fields_of, passes
from pipelines.batches.forms import FormsBatch
from pipelines.contracts.policy import Policy, PolicyRule
from pipelines.policies.proposing import template_digests
from pipelines.runs.store import Run
from pipelines.tables import Row

PASS, REVIEW = "pass", "review"
OUTSIDE_AT_MOST = 0.05
"""Share of pages whose quality may lie outside the range of the policy. They are reviewed; with more of them the scans
are others than those it was judged on, and it is void."""


@dataclass(frozen=True)
class Decisions:
    """What a policy means for a run."""

    void: tuple[str, ...]
    """Why nothing passes, in words; empty where the policy holds."""
    rows: tuple[Row, ...]
    """``frames.DECISIONS``: every field of every document of the batch."""
    audit: AuditPlan | None
    """How many of the fields that pass have to be looked at all the same; their reason is ``audit``."""


def decide(
    run: Run, batch: FormsBatch, pages: Sequence[Row], readings: Sequence[Row], policy: Policy | None
) -> Decisions:
    """Say for each field whether it passes.

    Args:
        run: that read the batch.
        batch: what it read.
        pages: rows of its pages.csv.
        readings: rows of its readings.csv, with values as types make them today.
        policy: None where there is none.
    """
    asked = [
        (document.name, document.template, field)
        for document in batch.documents
        if document.template in batch.templates
        for field in batch.templates[document.template].fields
    ]
    void = (_("There is no policy."),) if policy is None else tuple(differences(run, pages, policy))
    if policy is None or void:
        reason = "unsigned" if policy is None or not policy.signed else "void"
        rows = tuple(_row(name, template, field.id, REVIEW, reason) for name, template, field in asked)
        return Decisions(void, rows, None)
    passing = _passing(batch, readings, policy)
    outside = {page["document"] for page in pages if not _inside(page, policy)}
    ruled = {(type_, rule.class_) for rule in policy.rules for type_ in rule.types}
    found = []
    for name, template, field in asked:
        key = (name, field.id)
        if template not in policy.templates:
            found.append(_row(name, template, field.id, REVIEW, "other_template"))
        elif (field.type, class_of(field.type)) not in ruled:
            found.append(_row(name, template, field.id, REVIEW, "no_rule"))
        elif name in outside:
            found.append(_row(name, template, field.id, REVIEW, "scan"))
        elif key not in passing:
            found.append(_row(name, template, field.id, REVIEW, "not_sure"))
        else:
            found.append(_row(name, template, field.id, PASS, "certified", *passing[key]))
    return _with_audit(run, found, policy)


def differences(run: Run, pages: Sequence[Row], policy: Policy) -> list[str]:
    """Why the policy does not hold for a run, in words; empty where it does."""
    found = []
    if not policy.signed:
        found.append(_("Nobody has signed it."))
    if not policy.intact:
        found.append(_("It was changed after it was proposed or signed."))
    if policy.origin != run.file.batch.origin:
        found.append(_("It was judged on invented forms and these are real, or the reverse."))
    now = {record.name: record.version for record in run.file.engines}
    for record in policy.engines:
        version = now.get(record.name)
        if version is None:
            found.append(_("Engine {engine} has read nothing here.", engine=record.name))
        elif version != record.version:
            changed = {"engine": record.name, "before": record.version, "now": version}
            found.append(_("Engine {engine} is another version: {before} before, {now} now.", **changed))
    templates = template_digests(run.file.files)
    for id in sorted(templates.keys() & policy.templates.keys()):
        if templates[id] != policy.templates[id]:
            found.append(_("Template {template} or its blank form was changed.", template=id))
    laid = [page for page in pages if page["status"] == "registered"]
    outside = sum(not _inside(page, policy) for page in laid)
    if outside > OUTSIDE_AT_MOST * len(laid):
        low, high = policy.scans.dpi
        found.append(
            _(
                "Scans are of another quality: {n} of {all} pages lie outside {low} to {high} dpi or further than "
                "{mm} mm from the blank form.",
                n=outside,
                all=len(laid),
                low=f"{low:g}",
                high=f"{high:g}",
                mm=f"{policy.scans.residual_mm:.3f}",
            )
        )
    return found


def _inside(page: Row, policy: Policy) -> bool:
    """Whether a page is of the quality that the policy was judged on; one that was not laid on its form is not."""
    if page["status"] != "registered" or not page["dpi"] or not page["residual_mm"]:
        return False
    low, high = policy.scans.dpi
    return low <= float(page["dpi"]) <= high and float(page["residual_mm"]) <= policy.scans.residual_mm


def _passing(batch: FormsBatch, readings: Sequence[Row], policy: Policy) -> dict[tuple[str, str], tuple[str, str]]:
    """Document and field of what rules let pass, with the engine whose reading it is and its value."""
    templates = {document.name: document.template for document in batch.documents}
    known = [row | {"type": field.type, "template": templates[row["document"]]}
             for row in readings if (field := batch.field_of(row))]  # fmt: skip
    if not known:
        return {}
    frame = pd.DataFrame(known, dtype=str)
    frame["confidence"] = pd.to_numeric(frame["confidence"])
    fields = fields_of(frame)
    values = {(row["document"], row["field"], row["engine"]): row["value"] for row in known}
    found = {}
    for rule in policy.rules:
        for document, field in fields.table.loc[passes(fields, _rule(rule)), ["document", "field"]].itertuples(
            index=False
        ):
            found[document, field] = (rule.engines[0], values[document, field, rule.engines[0]])
    return found


def _rule(rule: PolicyRule) -> Rule:
    return Rule(rule.engines, rule.types, rule.calibrated, rule.least)


def _with_audit(run: Run, rows: Sequence[Row], policy: Policy) -> Decisions:
    """Some of what passes is looked at all the same, drawn by the run's name so that nobody chooses."""
    names = [f"{row['document']}\n{row['field']}" for row in rows if row["decision"] == PASS]
    if not names:
        return Decisions((), tuple(rows), None)
    expected = sum(rule.errors for rule in policy.rules) / sum(rule.fields for rule in policy.rules)
    plan = audit_plan(len(names), policy.target, policy.sure, expected)
    audited = drawn(names, plan.sample, run.file.run)
    return Decisions(
        (),
        tuple(row | {"decision": REVIEW, "reason": "audit"} if f"{row['document']}\n{row['field']}" in audited else row
              for row in rows),
        plan,
    )  # fmt: skip


def _row(
    document: str, template: str, field: str, decision: str, reason: str, engine: str = "", value: str = ""
) -> Row:
    return {"document": document, "template": template, "field": field, "decision": decision, "reason": reason,
            "engine": engine, "value": value}  # fmt: skip
