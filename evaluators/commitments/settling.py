"""Which promises are settled, by what, and since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from evaluators.commitments.facts import Facts, FigureFact
from evaluators.commitments.promises import FIGURES, Evidence, Opinion, Promise
from evaluators.grade import worst
from evaluators.quantity import Quantity

SCOPED = frozenset({"study", "cost"})
"""Kinds whose every figure is one of a way of working. Of other kinds, a figure of a part says nothing of the whole."""


class Lack(StrEnum):
    """What is missing for a piece of evidence, the nearest to settled last."""

    ABSENT = "absent"
    FEW = "few"
    """Fewer forms, meetings, tasks or cases than are wanted."""
    GRADE = "grade"
    """It rests on less than is accepted."""
    WIDE = "wide"
    """Its interval is wider than is accepted."""
    OLD = "old"
    """It was longer ago than is accepted."""
    CHANGED = "changed"
    """It was changed after it was signed."""
    FAILED = "failed"
    """The check was made and did not pass."""


class State(StrEnum):
    """Of a promise."""

    SETTLED = "settled"
    PARTLY = "partly"
    OPEN = "open"


@dataclass(frozen=True)
class Finding:
    """What was found of one piece of evidence."""

    evidence: Evidence
    lack: Lack | None
    """None: it is settled."""
    by: str = ""
    """Run, check or person."""
    since: str = ""
    """Day from which it holds."""
    quantity: Quantity | None = None
    says: str = ""
    """What a check saw, or a person signed."""
    n: int | None = None
    """Of precedents, how many there are."""

    @property
    def settled(self) -> bool:
        """Whether nothing is missing."""
        return self.lack is None


@dataclass(frozen=True)
class Settled:
    """A promise, and how it stands."""

    promise: Promise
    findings: tuple[Finding, ...]
    """In the order of its evidence."""

    @property
    def state(self) -> State:
        """Settled where all evidence is."""
        number = sum(finding.settled for finding in self.findings)
        return State.SETTLED if number == len(self.findings) else State.PARTLY if number else State.OPEN

    @property
    def since(self) -> str:
        """The day from which all of it holds; empty where it does not."""
        return max(finding.since for finding in self.findings) if self.state is State.SETTLED else ""


@dataclass(frozen=True)
class Answered:
    """A row of the city's table, and how its promises stand."""

    opinion: Opinion
    settled: tuple[Settled, ...]


def answered(opinion: Opinion, facts: Facts) -> Answered:
    """How the promises of a row stand."""
    return Answered(opinion, tuple(settle(promise, facts) for promise in opinion.promises))


def settle(promise: Promise, facts: Facts) -> Settled:
    """How a promise stands by what is there."""
    return Settled(promise, tuple(_finding(evidence, facts) for evidence in promise.evidence))


def _finding(evidence: Evidence, facts: Facts) -> Finding:
    if evidence.kind in FIGURES:
        return _of_figures(evidence, facts)
    order = list(Lack)
    # The one that comes nearest; of equals the first.
    found = {
        "check": _of_checks, "attestation": _of_attestations, "precedents": _of_precedents, "policy": _of_policy,
    }[evidence.kind]  # fmt: skip
    candidates = [*found(evidence, facts)] or [Finding(evidence, Lack.ABSENT)]
    return max(candidates, key=lambda each: len(order) if each.lack is None else order.index(each.lack))


def _of_figures(evidence: Evidence, facts: Facts) -> Finding:
    """The newest figure that settles it, since the first one that did; else the one that comes nearest."""
    fitting = [fact for fact in facts.figures if _speaks_of(fact, evidence)]
    judged = [(fact, _lack_of(fact.quantity, evidence)) for fact in fitting]
    settling = [fact for fact, lack in judged if lack is None]
    if settling:
        newest, since = settling[0], min(fact.since for fact in settling)
        return Finding(evidence, None, newest.by, since, newest.quantity)
    if not judged:
        return Finding(evidence, Lack.ABSENT)
    order = list(Lack)
    fact, lack = max(judged, key=lambda pair: order.index(pair[1] or Lack.ABSENT))
    return Finding(evidence, lack, fact.by, fact.since, fact.quantity)


def _speaks_of(fact: FigureFact, evidence: Evidence) -> bool:
    quantity = fact.quantity
    return (
        fact.kind == evidence.kind
        and quantity.metric == evidence.sought
        and quantity.value is not None
        and evidence.engine in (None, quantity.engine)
        and evidence.normaliser in (None, quantity.normaliser)
        and quantity.scope.items() >= evidence.scope.items()
        and (bool(evidence.scope) or evidence.kind in SCOPED or not quantity.scope)
    )


def _lack_of(quantity: Quantity, evidence: Evidence) -> Lack | None:
    if quantity.n_documents < evidence.least_n:
        return Lack.FEW
    if worst([quantity.grade, evidence.grade]) is not evidence.grade:
        return Lack.GRADE
    assert quantity.low is not None
    assert quantity.high is not None
    if evidence.widest is not None and quantity.high - quantity.low > evidence.widest:
        return Lack.WIDE
    return None


def _of_checks(evidence: Evidence, facts: Facts) -> Iterator[Finding]:
    for fact in facts.checks:
        if fact.check == evidence.check:
            lack = _age(evidence, fact.age_days) if fact.passed else Lack.FAILED
            yield Finding(evidence, lack, fact.check, fact.since, says=fact.seen)


def _of_attestations(evidence: Evidence, facts: Facts) -> Iterator[Finding]:
    for fact in facts.attestations:
        if fact.about == evidence.about:
            lack = _age(evidence, fact.age_days) if fact.intact else Lack.CHANGED
            yield Finding(evidence, lack, fact.signed_by, fact.signed_on, says=fact.says)


def _of_precedents(evidence: Evidence, facts: Facts) -> Iterator[Finding]:
    for fact in facts.precedents:
        accepted = worst([fact.grade, evidence.grade]) is evidence.grade
        lack = Lack.FEW if fact.n < evidence.least_n else None if accepted else Lack.GRADE
        yield Finding(evidence, lack, fact.by, fact.since, n=fact.n)


def _of_policy(evidence: Evidence, facts: Facts) -> Iterator[Finding]:
    for fact in facts.policy:
        yield Finding(evidence, None if fact.intact else Lack.CHANGED, fact.signed_by, fact.since)


def _age(evidence: Evidence, days: int) -> Lack | None:
    return Lack.OLD if evidence.valid_days is not None and days > evidence.valid_days else None
