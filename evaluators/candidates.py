"""Rules that might let fields of a class pass, made and ranked on the forms that choose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from evaluators.calibrations import recalibrators
from evaluators.mark_types import MARKS_ENGINE
from evaluators.passing import Fields, Rule, by_cluster, engine_sets, passes
from evaluators.recalibration import Recalibrator
from evaluators.residual import WHOLE, ClusteringLimit, Evidence, clustering_limit, evidence

THRESHOLDS = (None, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999)
"""Calibrated confidences that are asked for; None: any."""


@dataclass(frozen=True)
class Candidate:
    """A rule with what speaks for it."""

    rule: Rule
    clustering: ClusteringLimit
    evidence: Evidence
    """On the forms that choose."""
    doubt: float
    """p-value there."""


@dataclass(frozen=True)
class Choice:
    """The candidates of a class."""

    everything: tuple[Candidate, ...]
    sequence: tuple[Candidate, ...]
    """The order of testing: by p-value, and each lets more pass than all before it."""


Curves = Mapping[str, Mapping[str, Recalibrator]]
"""By engine and type, what a confidence is worth."""


def candidates(choosing: Fields, name: str, target: float, clusters: int, known: Curves) -> Choice:
    """The candidates of a class, on the forms that choose, with the :func:`curves` fitted there.

    Types of field of which a rule lets more than ``target`` pass wrong are left out of it: what is safe must not hide
    what is not.
    """
    inside = choosing.of((choosing.table["class"] == name).to_numpy())
    types = tuple(inside.types[1])
    found = []
    everyone = engine_sets(choosing, list(choosing.answered))
    for engines in everyone:
        spread = _clustering(choosing, engines, types, clusters)
        for rule in _rules(engines, types, known):
            kept = _kept(inside, rule, target)
            if not kept.types:
                continue
            errors, sizes = by_cluster(inside, engines[0], passes(inside, kept), clusters)
            seen = evidence(errors, sizes, spread.icc)
            found.append(Candidate(kept, spread, seen, seen.doubt(target)))
    ranked = sorted(
        found, key=lambda each: (each.doubt, -each.evidence.fields, each.rule.engines, each.rule.calibrated or 0)
    )
    sequence: list[Candidate] = []
    for each in ranked:
        if not sequence or each.evidence.fields > max(before.evidence.fields for before in sequence):
            sequence.append(each)
    return Choice(tuple(found), tuple(sequence))


def _rules(engines: tuple[str, ...], types: tuple[str, ...], known: Curves) -> Iterator[Rule]:
    for chance in THRESHOLDS:
        if chance is None:
            yield Rule(engines, types)
            continue
        least = {engine: _least(types, known[engine], chance) for engine in engines if known[engine]}
        reached = set(types).intersection(*least.values()) if least else set()
        if reached:
            yield Rule(engines, tuple(sorted(reached)), chance, least)


def _least(types: tuple[str, ...], curves: Mapping[str, Recalibrator], chance: float) -> dict[str, float]:
    found = {type_: curves[type_].least(chance) for type_ in types if type_ in curves}
    return {type_: least for type_, least in found.items() if least is not None}


def curves(fields: Fields) -> Curves:
    """What the confidences of every engine are worth, fitted on these fields."""
    return {engine: _curves(fields, engine) for engine in fields.answered}


def _curves(fields: Fields, engine: str) -> Mapping[str, Recalibrator]:
    """By type, what the engine's confidence is worth."""
    said = fields.answered[engine] & ~np.isnan(fields.confidence[engine])
    rows = pd.DataFrame(
        {
            "type": fields.table["type"].to_numpy()[said],
            "cluster": fields.table["cluster"].to_numpy()[said],
            "confidence": fields.confidence[engine][said],
            "right_typed": fields.right[engine][said],
        }
    )
    return recalibrators(rows)


def _kept(fields: Fields, rule: Rule, target: float) -> Rule:
    """The rule without the types of which more than the target would pass wrong, or none at all."""
    passed = passes(fields, rule)
    codes, names = fields.types
    sizes = np.bincount(codes[passed], minlength=len(names))
    wrong = np.bincount(codes[passed], 1 - fields.right[rule.engines[0]][passed], len(names))
    types = tuple(
        name for name, size, errors in zip(names, sizes, wrong, strict=True) if size > 0 and errors <= target * size
    )
    least = {engine: {each: of[each] for each in types} for engine, of in rule.least.items()}
    return Rule(rule.engines, types, rule.calibrated, least)


def _clustering(fields: Fields, engines: tuple[str, ...], types: tuple[str, ...], clusters: int) -> ClusteringLimit:
    """How errors cluster among what these engines let pass with no confidence asked for.

    Of the class; where that has too few errors of all classes; where those have too few, of what any two engines of
    text agree on, or one reads.
    """
    everything = tuple(fields.types[1])
    readers = [name for name in fields.answered if name != MARKS_ENGINE]
    others = sorted(engine_sets(fields, readers), key=lambda each: (-len(each), each))
    for among, of in [(engines, types), (engines, everything), *((other, everything) for other in others)]:
        errors, sizes = by_cluster(fields, among[0], passes(fields, Rule(among, of)), clusters)
        found = clustering_limit(errors, sizes)
        if found.estimated:
            return found
    return WHOLE
