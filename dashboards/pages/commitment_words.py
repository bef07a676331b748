"""How promises stand, in words: what settled them, and what is missing."""

from collections.abc import Iterator, Mapping

from dashboards.language import _
from dashboards.pages import cost_words
from dashboards.pages.metric_words import metric_names
from dashboards.pages.numbers import amount, interval
from dashboards.pages.timing_words import arm_names
from dashboards.pages.words import grade_names
from evaluators.commitments.promises import FIGURES, Evidence
from evaluators.commitments.settling import Finding, Lack, Settled, State
from evaluators.quantity import Quantity


def state_names() -> Mapping[State, str]:
    """How a promise stands."""
    return {State.SETTLED: _("verified"), State.PARTLY: _("verified in part"), State.OPEN: _("not verified yet")}


def category_names() -> Mapping[str, str]:
    """対応区分."""
    return {"reflected": _("Reflected"), "reference": _("For reference")}


def check_names() -> Mapping[str, str]:
    """The system's own checks."""
    return {
        "closed": _("no connection to the outside"),
        "access": _("access control is on"),
        "log": _("the log of use is intact"),
        "backup": _("the last backup and its restore test"),
    }


def promise_line(settled: Settled) -> str:
    """A promise and how it stands, in a line."""
    state = state_names()[settled.state]
    if settled.since:
        return _("[{state} since {day}] {promise}", state=state, day=settled.since, promise=settled.promise.says)
    return _("[{state}] {promise}", state=state, promise=settled.promise.says)


def finding_lines(settled: Settled) -> Iterator[str]:
    """What was found of each piece of its evidence."""
    for finding in settled.findings:
        yield finding_line(finding)


def finding_line(finding: Finding) -> str:
    """What settled a piece of evidence, or what it lacks."""
    what = sought(finding.evidence)
    if finding.lack is not None:
        return _("{what}: {lack}", what=what, lack=_lack(finding))
    if finding.quantity is not None:
        return _(
            "{what}: {value} {interval} ({n} items, {grade}; {by}, {day})",
            what=what, n=finding.quantity.n_documents, by=finding.by, day=finding.since, **_figure(finding.quantity),
        )  # fmt: skip
    if finding.evidence.kind == "attestation":
        return _("{what}: “{says}” ({name}, {day})", what=what, says=finding.says, name=finding.by, day=finding.since)
    if finding.evidence.kind == "precedents":
        return _("{what}: {n} published cases ({by})", what=what, n=finding.n, by=finding.by)
    if finding.evidence.kind == "policy":
        if not finding.by:
            return _("{what}: nothing passes without a person looking ({day})", what=what, day=finding.since)
        return _("{what}: signed by {name} ({day})", what=what, name=finding.by, day=finding.since)
    return _("{what}: passed since {day}", what=what, day=finding.since)


def sought(evidence: Evidence) -> str:
    """What a piece of evidence is, for a reader."""
    if evidence.kind in FIGURES:
        names = {"study": _study_names, "cost": cost_words.metric_names}.get(evidence.kind, metric_names)()
        name = names.get(evidence.sought, evidence.sought)
        within = _(", ").join(_part(key, value) for key, value in evidence.scope.items())
        return f"{name}（{within}）" if within else name
    if evidence.kind == "check":
        return _("Self-check: {name}", name=check_names()[evidence.check or ""])
    if evidence.kind == "attestation":
        return evidence.wants or ""
    if evidence.kind == "policy":
        return _("Policy by which fields pass")
    return _("Published cases set beside")


def _part(key: str, value: str) -> str:
    if key == "option":
        return cost_words.option_name(value)
    return arm_names().get(value, value)


def _study_names() -> Mapping[str, str]:
    return {"seconds_saved": _("Seconds saved an item"), "share_saved": _("Share of the time saved")}


def _figure(quantity: Quantity) -> dict[str, str]:
    return {
        "value": amount(quantity, quantity.value),
        "interval": interval(quantity),
        "grade": grade_names()[quantity.grade.value],
    }


def _lack(finding: Finding) -> str:
    evidence, quantity = finding.evidence, finding.quantity
    match finding.lack:
        case Lack.FEW:
            there = finding.n if quantity is None else quantity.n_documents
            return _("{n} items so far, {wanted} are wanted", n=there, wanted=evidence.least_n)
        case Lack.GRADE if quantity is not None:
            return _(
                "so far {grade} only: {value} {interval} ({by}, {day})",
                by=finding.by, day=finding.since, **_figure(quantity),
            )  # fmt: skip
        case Lack.GRADE:
            return _("there is no result of the city's own yet that could stand beside them")
        case Lack.WIDE if quantity is not None:
            return _("still too uncertain: {value} {interval} ({by}, {day})", by=finding.by, day=finding.since,
                     **_figure(quantity))  # fmt: skip
        case Lack.OLD:
            return _("too long ago ({day}; valid for {n} days)", day=finding.since, n=evidence.valid_days)
        case Lack.CHANGED:
            return _("it was changed after {name} signed it", name=finding.by)
        case Lack.FAILED:
            return _("did not pass ({day})", day=finding.since)
        case _nothing:
            return {
                "attestation": _("nobody has signed it yet"),
                "check": _("not made yet: kouka selfcheck"),
                "cost": _("not computed from the city's own numbers yet: case.toml, then kouka cost"),
                "precedents": _("not set beside yet: kouka precedents"),
            }.get(evidence.kind, _("not measured yet"))
