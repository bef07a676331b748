"""Which fields might pass unchecked, and how many of them would be wrong: chosen on some forms, judged on others.

Nothing passes by what is computed here. It is a proposal, which a person may sign.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from evaluators.candidates import Candidate, Choice, candidates, curves
from evaluators.clusters import clusters_of, parted
from evaluators.field_classes import CLASSES
from evaluators.intervals import Interval, clustered_proportion
from evaluators.passing import Fields, Flags, Rule, by_cluster, fields_of, passes
from evaluators.residual import ClusteringLimit, Evidence, evidence, needed

NOMINATED = 0.2
"""A class is judged where, on the forms that chose its rules, the p-value of the best was no more than this. The others
would fail, and would cost the promising ones their share of the permitted doubt."""

CERTIFIED, TOO_FEW, ABOVE, NOTHING = "certified", "too_few", "above", "nothing"


@dataclass(frozen=True)
class ClassProposal:
    """What is proposed for a class of fields."""

    name: str
    fields: int
    """Fields of the class on the forms that judge."""
    outcome: str
    """``certified``; ``too_few`` forms; wrong ``above`` the target; ``nothing`` that could pass."""
    rule: Rule | None
    """The rule that was certified, else the most promising one; None where there is none."""
    sure: float
    """Level at which the class was judged: higher than that of the whole where several classes were."""
    clustering: ClusteringLimit | None = None
    chosen_on: Evidence | None = None
    """What passed on the forms that chose."""
    held_out: Evidence | None = None
    """What passed on the forms that judge."""
    bound: float | None = None
    """Upper bound of the share wrong among what passes, from ``held_out``."""
    more: int | None = None
    """Where forms are too few: how many more, of the kinds that have such fields, in the whole batch."""
    passing: Interval | None = None
    """Of the share of the class that passes, on the forms that judge."""
    forms: int = 0
    """Those with fields of the class."""

    @property
    def certified(self) -> bool:
        """Whether a person may let it pass."""
        return self.outcome == CERTIFIED


@dataclass(frozen=True)
class Point:
    """A rule on the curve of residual error by share passed."""

    class_name: str
    engines: tuple[str, ...]
    calibrated: float | None
    coverage: float
    """Share of the class that passes, on the forms that judge."""
    held_out: Evidence
    bound: float


@dataclass(frozen=True)
class Proposal:
    """What might pass, with the numbers that a person needs to decide."""

    target: float
    sure: float
    seed: int
    clusters: tuple[int, int]
    """Forms that chose, and forms that judged."""
    documents: int
    """Documents that judged."""
    fields: int
    """Their fields."""
    by_form: bool
    """Whether the batch says which documents show the same form; else each document is a form."""
    classes: tuple[ClassProposal, ...]
    curve: tuple[Point, ...]
    passing: Interval | None = None
    """Of the share of all fields that passes; None where nothing does."""

    @property
    def certified(self) -> tuple[ClassProposal, ...]:
        """The classes of which something may pass."""
        return tuple(each for each in self.classes if each.certified)

    @property
    def passed(self) -> int:
        """Fields that pass on the documents that judged."""
        return sum(each.held_out.fields for each in self.certified if each.held_out)

    @property
    def errors(self) -> int:
        """Of these, wrong."""
        return sum(each.held_out.errors for each in self.certified if each.held_out)

    @property
    def share(self) -> float:
        """Share of fields that nobody would look at."""
        return self.passed / self.fields if self.fields else 0.0

    @property
    def left_per_thousand(self) -> tuple[float, float]:
        """Errors left in a thousand fields: as counted, and at most."""
        return self._left(1000 / self.fields if self.fields else 0.0)

    @property
    def left_per_document(self) -> tuple[float, float]:
        """Errors left in a document: as counted, and at most."""
        return self._left(1 / self.documents if self.documents else 0.0)

    def _left(self, scale: float) -> tuple[float, float]:
        most = sum(each.bound * each.held_out.fields for each in self.certified if each.bound and each.held_out)
        return self.errors * scale, most * scale


def propose(
    scored: pd.DataFrame, target: float, sure: float = 0.95, seed: int = 0, classes: Sequence[str] = CLASSES
) -> Proposal:
    """The policy that sends the fewest fields to a person while at most ``target`` of what passes is wrong.

    Forms are dealt into two halves. On the first, rules are made for each class (an engine alone, two that agree, with
    or without a least calibrated confidence; types of field whose own error is above the target left out) and put in
    order by how promising they are; each lets more pass than the one before. On the second they are tested in that
    order (fixed-sequence testing) until the first fails; the last that did not is certified. Where several classes are
    judged, the doubt that is permitted (1 - sure) is shared among them, so that all hold at once.

    Args:
        scored: ``frames.SCORED`` with its conditions; ``cond_form`` says which documents show the same form.
        target: most that may be wrong of what passes, for each class.
        sure: how sure.
        seed: how forms are dealt.
        classes: classes that may pass at all.

    Raises:
        ValueError: target or sure lies outside 0..1.
    """
    if not 0 < target < 1 or not 0 < sure < 1:
        raise ValueError("target and sure lie between 0 and 1")
    if scored.empty:
        return Proposal(target, sure, seed, (0, 0), 0, 0, False, (), ())
    fields = fields_of(scored)
    judge = _judging(fields, seed)
    choosing, judging = fields.of(~judge), fields.of(judge)
    clusters = int(fields.table["cluster"].max()) + 1
    known = curves(choosing)
    choices = {name: candidates(choosing, name, target, clusters, known) for name in classes}
    parts = {name: judging.of((judging.table["class"] == name).to_numpy()) for name in classes}
    named = [name for name, choice in choices.items() if choice.sequence and choice.sequence[0].doubt <= NOMINATED]
    strict = 1 - (1 - sure) / max(1, len(named))
    found = [
        _judged(parts[name], name, choices[name], target, strict if name in named else sure, clusters, name in named)
        for name in classes
        if (fields.table["class"] == name).any()
    ]
    return Proposal(
        target=target,
        sure=sure,
        seed=seed,
        clusters=(choosing.table["cluster"].nunique(), judging.table["cluster"].nunique()),
        documents=judging.table["document"].nunique(),
        fields=len(judging),
        by_form=bool(clusters_of(scored).str.startswith("form ").any()),
        classes=tuple(found),
        curve=tuple(_curve(parts, choices, sure, clusters)),
        passing=_passing(judging, [each.rule for each in found if each.certified and each.rule], clusters),
    )


def _passing(fields: Fields, rules: Sequence[Rule], clusters: int) -> Interval | None:
    """The interval of the share of these fields that passes by any of the rules; None without a rule or a field."""
    if not rules or not len(fields):
        return None
    passed = np.logical_or.reduce([passes(fields, rule) for rule in rules])
    code = fields.table["cluster"].to_numpy()
    part, whole = np.bincount(code[passed], minlength=clusters), np.bincount(code, minlength=clusters)
    return clustered_proportion(part.astype(np.float64), whole.astype(np.float64))


def _judging(fields: Fields, seed: int) -> Flags:
    """Which fields are of forms that judge. Forms are dealt by name, kinds of form apart."""
    return np.asarray(parted(fields.table["name"], fields.table["template"], 2, seed) == 1)


def _judged(
    judging: Fields, name: str, choice: Choice, target: float, sure: float, clusters: int, nominated: bool
) -> ClassProposal:
    size = len(judging)
    if not choice.sequence:
        return ClassProposal(name, size, NOTHING, None, sure)
    best, outcome = choice.sequence[0], TOO_FEW
    for candidate in choice.sequence if nominated else ():
        if _evidence(judging, candidate, clusters).doubt(target) > 1 - sure:
            break
        best, outcome = candidate, CERTIFIED
    held_out = _evidence(judging, best, clusters)
    more = None
    if outcome != CERTIFIED:
        more = _more(best.evidence, held_out, target, sure)
        outcome = ABOVE if more is None and held_out.fields else TOO_FEW
    return ClassProposal(
        name, size, outcome, best.rule, sure, best.clustering, best.evidence, held_out, held_out.bound(sure), more,
        _passing(judging, [best.rule], clusters), judging.table["cluster"].nunique(),
    )  # fmt: skip


def _evidence(fields: Fields, candidate: Candidate, clusters: int) -> Evidence:
    errors, sizes = by_cluster(fields, candidate.rule.engines[0], passes(fields, candidate.rule), clusters)
    return evidence(errors, sizes, candidate.clustering.icc)


def _more(chosen_on: Evidence, held_out: Evidence, target: float, sure: float) -> int | None:
    """Forms that are missing, if what passes stays as often wrong as on both halves together; at least one."""
    fields = chosen_on.fields + held_out.fields
    if not held_out.fields:
        return None
    enough = needed((chosen_on.errors + held_out.errors) / fields, target, sure)
    if enough is None:
        return None
    a_form = held_out.effective / held_out.clusters
    return max(1, 2 * math.ceil(enough / a_form) - chosen_on.clusters - held_out.clusters)


def _curve(parts: dict[str, Fields], choices: dict[str, Choice], sure: float, clusters: int) -> list[Point]:
    found = []
    for name, choice in choices.items():
        for candidate in choice.everything:
            held_out = _evidence(parts[name], candidate, clusters)
            if held_out.fields:
                rule = candidate.rule
                coverage = held_out.fields / len(parts[name])
                bound = held_out.bound(sure)
                found.append(Point(name, rule.engines, rule.calibrated, coverage, held_out, bound))
    return sorted(found, key=lambda point: (CLASSES.index(point.class_name), point.coverage, point.engines))
