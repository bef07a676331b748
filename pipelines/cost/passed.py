"""What of a run passes by the signed policy that a case names."""

from dataclasses import replace
from pathlib import Path

from dashboards.language import _
from evaluators.cost.case_forms import PolicyOfCase
from evaluators.cost.form_evidence import Judged
from pipelines.contracts.policy import Policy
from pipelines.cost.form_numbers import OfRun
from pipelines.cost.references import POLICY, Reference, file_of
from pipelines.errors import Problem, Severity
from pipelines.policies import files
from pipelines.policies.deciding import PASS, decide
from pipelines.runs.store import Run
from pipelines.scored import parsed
from pipelines.tables import read_table


def with_policy(run: Run, known: OfRun, policy: PolicyOfCase | None, file: Path, problems: list[Problem]) -> OfRun:
    """The same with what passes by a policy, and what that was judged on; as it is where there is none that holds.

    Args:
        run: that is decided on.
        known: what it holds.
        policy: as the case names it; numbers that are typed in decide nothing.
        file: the case.
        problems: to which is added why the policy does not hold.

    Raises:
        KoukaError: there is no such policy, or it cannot be read.
    """
    if policy is None or policy.from_ is None:
        return known
    reference = Reference(policy.from_, file, ("forms", "policy"))
    signed = files.read(file_of(reference, POLICY, "policy:policy.toml"))
    pages, readings = (read_table(run.folder / name).rows for name in ("pages.csv", "readings.csv"))
    decisions = decide(run, known.batch, pages, parsed(known.batch, readings), signed)
    if decisions.void:
        problems.append(
            Problem(
                _("The policy does not hold for {run}, so that nothing passes: {why}", run=run.name,
                  why=" ".join(decisions.void)),
                reference.place, severity=Severity.WARNING,
            )
        )  # fmt: skip
        return known
    passed = frozenset((row["document"], row["field"]) for row in decisions.rows if row["decision"] == PASS)
    return replace(known, passed=passed, judged=_judged(signed))


def _judged(policy: Policy) -> Judged:
    """What the rules were judged on, as independent fields."""
    effective = sum(rule.effective_fields for rule in policy.rules)
    errors = sum(rule.errors * rule.effective_fields / rule.fields for rule in policy.rules)
    return Judged(errors, effective)
