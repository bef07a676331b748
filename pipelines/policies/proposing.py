"""A policy from a run: what its forms can certify."""

from collections.abc import Mapping, Sequence

import numpy as np

from evaluators.policy import ClassProposal, Proposal
from pipelines.contracts.policy import Policy, PolicyRule, ScanQuality
from pipelines.digests import MISSING, digest
from pipelines.runs.store import Run
from pipelines.tables import Row

WITHIN = 99
"""Of a hundred pages, those whose residual the range takes in."""


def policy_of(run: Run, pages: Sequence[Row], proposal: Proposal) -> Policy | None:
    """The proposal as a file that a person may sign; None where nothing was certified."""
    rules = tuple(_rule(each) for each in proposal.certified)
    if not rules:
        return None
    named = {engine for rule in rules for engine in rule.engines}
    bare = Policy(
        run=run.name,
        batch=run.file.batch.digest,
        origin=run.file.batch.origin,
        target=proposal.target,
        sure=proposal.sure,
        share=proposal.share,
        left_per_thousand=proposal.left_per_thousand[1],
        left_per_document=proposal.left_per_document[1],
        digest="0" * 64,
        scans=quality(pages),
        templates=template_digests(run.file.files),
        engines=tuple(record for record in run.file.engines if record.name in named),
        rules=rules,
    )
    return bare.model_copy(update={"digest": bare.content_digest()})


def _rule(found: ClassProposal) -> PolicyRule:
    if found.rule is None or found.held_out is None or found.bound is None:
        raise ValueError(f"class {found.name} is not certified")
    return PolicyRule.model_validate(
        {
            "class": found.name,
            "types": found.rule.types,
            "engines": found.rule.engines,
            "calibrated": found.rule.calibrated,
            "least": found.rule.least,
            "residual": found.bound,
            "sure": found.sure,
            "fields": found.held_out.fields,
            "errors": found.held_out.errors,
            "effective_fields": found.held_out.effective,
            "forms": found.held_out.clusters,
        }
    )


def quality(pages: Sequence[Row]) -> ScanQuality:
    """What the pages were like that were laid on their form."""
    dpi = [float(page["dpi"]) for page in pages if page["status"] == "registered" and page["dpi"]]
    residuals = [float(page["residual_mm"]) for page in pages if page["residual_mm"] and page["status"] == "registered"]
    return ScanQuality(
        dpi=(min(dpi, default=0.0), max(dpi, default=0.0)),
        residual_mm=float(np.percentile(residuals, WITHIN)) if residuals else 0.0,
    )


def template_digests(files: Mapping[str, str]) -> dict[str, str]:
    """By template, a digest over the files of a run that it consists of."""
    found: dict[str, dict[str, str]] = {}
    for path, of in files.items():
        folder, _slash, rest = path.partition("/")
        if folder == "templates" and of != MISSING:
            id, _slash, name = rest.partition("/")
            found.setdefault(id, {})[name] = of
    return {id: digest(parts) for id, parts in sorted(found.items())}
