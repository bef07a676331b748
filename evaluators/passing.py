"""Which fields a rule lets pass: what one engine is sure of, what two engines agree on, or both at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluators.agreement import CONSENSUS_ENGINE, compared_by
from evaluators.clusters import clusters_of
from evaluators.field_classes import class_of
from evaluators.fields import ANSWERED

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_KEY = ["document", "template", "field"]


@dataclass(frozen=True)
class Fields:
    """What engines read in each field, as arrays over the rows of ``table``."""

    table: pd.DataFrame
    """document, template, field, type, ``class``, ``cluster`` (its number) and ``name`` (of the cluster), sorted by the
    first three."""
    answered: Mapping[str, Flags]
    """By engine, whether it was asked and gave an answer."""
    right: Mapping[str, Floats]
    """By engine, 1 where its value is right; 0 throughout where nothing says so."""
    confidence: Mapping[str, Floats]
    """By engine, its own; NaN where there is none."""
    said: Mapping[str, Codes]
    """By engine, a number for what it is compared by: engines agree where it is the same."""

    @cached_property
    def types(self) -> tuple[Codes, list[str]]:
        """The type of each field as a number, and what the numbers mean. Comparing texts takes much longer."""
        codes, names = pd.factorize(self.table["type"], sort=True)
        return codes.astype(np.int64), [str(name) for name in names]

    def __len__(self) -> int:
        return len(self.table)

    def of(self, chosen: Flags) -> "Fields":
        """Some of the fields."""
        parts = [{name: each[chosen] for name, each in arrays.items()} for arrays in self._arrays()]
        return Fields(self.table[chosen].reset_index(drop=True), *parts)  # type: ignore[arg-type]

    def _arrays(self) -> tuple[Mapping[str, npt.NDArray[np.generic]], ...]:
        return (self.answered, self.right, self.confidence, self.said)


@dataclass(frozen=True)
class Rule:
    """What lets a field pass."""

    engines: tuple[str, ...]
    """One, whose reading is taken, or two, which have to agree; the value is that of the first."""
    types: tuple[str, ...]
    """Types of field that it speaks of."""
    calibrated: float | None = None
    """The calibrated confidence that is asked for; None: any, and none at all."""
    least: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """By engine and type, the engine's own confidence that this comes to. A field of a type that an engine has no entry
    for does not pass by that engine's confidence; an engine without entries is not asked for any."""


def fields_of(rows: pd.DataFrame) -> Fields:
    """The fields of ``frames.SCORED``, or of readings joined with the type and template of their field.

    Without ``right_typed`` nothing counts as right. Rows of ``consensus`` are passed over: agreement is computed from
    what the engines read.
    """
    rows = rows[rows["engine"] != CONSENSUS_ENGINE]
    groups = rows.groupby(_KEY, sort=True)
    code = groups.ngroup().to_numpy()
    first = rows.assign(cluster=clusters_of(rows), _code=code).drop_duplicates("_code").sort_values("_code")
    table = first[[*_KEY, "type"]].reset_index(drop=True)
    table["class"] = table["type"].map({each: class_of(each) for each in table["type"].unique()})
    table["cluster"], table["name"] = pd.factorize(first["cluster"], sort=True)[0], first["cluster"].to_numpy()
    known = _compared(rows)
    right = rows["right_typed"].to_numpy(dtype=np.float64) if "right_typed" in rows else np.zeros(len(rows))
    answers = rows["status"].isin(ANSWERED).to_numpy()
    sure = rows["confidence"].to_numpy(dtype=np.float64)
    engines = rows["engine"].to_numpy()
    names = sorted(rows["engine"].unique())

    def spread(values: npt.NDArray[np.generic], empty: object, kind: type) -> dict[str, npt.NDArray[np.generic]]:
        found = {}
        for name in names:
            mine = engines == name
            whole: npt.NDArray[np.generic] = np.full(len(table), empty, dtype=kind)
            whole[code[mine]] = values[mine]
            found[str(name)] = whole
        return found

    parts = (spread(answers, False, np.bool_), spread(right, 0, np.float64),
             spread(sure, np.nan, np.float64), spread(known, -1, np.int64))  # fmt: skip
    return Fields(table, *parts)  # type: ignore[arg-type]


def _compared(rows: pd.DataFrame) -> Codes:
    triples = list(zip(*(rows[name].tolist() for name in ("text", "value", "type")), strict=True))
    known = {each: (compared_by(*each), each[2]) for each in set(triples)}
    numbers = {each: number for number, each in enumerate(set(known.values()))}
    return np.array([numbers[known[each]] for each in triples], dtype=np.int64)


def passes(fields: Fields, rule: Rule) -> Flags:
    """Whether each field passes."""
    codes, names = fields.types
    let = np.array([name in rule.types for name in names], dtype=np.bool_)[codes]
    if any(engine not in fields.answered for engine in rule.engines):
        return np.zeros(len(fields), dtype=np.bool_)
    for engine in rule.engines:
        let = let & fields.answered[engine]
        if rule.least.get(engine):
            least = np.array([rule.least[engine].get(name, np.nan) for name in names])
            let = let & (fields.confidence[engine] >= least[codes])  # NaN on either side is never enough
    for other in rule.engines[1:]:
        let = let & (fields.said[rule.engines[0]] == fields.said[other])
    return np.asarray(let, dtype=np.bool_)


def by_cluster(fields: Fields, engine: str, passed: Flags, clusters: int) -> tuple[Floats, Floats]:
    """Wrong among what passed with an engine's value, and what passed, for each cluster."""
    code = fields.table["cluster"].to_numpy()[passed]
    wrong = 1 - fields.right[engine][passed] if engine in fields.right else np.zeros(len(code))
    errors, sizes = np.bincount(code, wrong, clusters), np.bincount(code, minlength=clusters)
    return errors.astype(np.float64), sizes.astype(np.float64)


def engine_sets(fields: Fields, readers: Sequence[str]) -> list[tuple[str, ...]]:
    """Each engine alone, then each two of those that read the same fields; in the order of their names."""
    names = sorted(set(readers) & fields.answered.keys())
    pairs = [
        (one, other)
        for place, one in enumerate(names)
        for other in names[place + 1 :]
        if (fields.answered[one] & fields.answered[other]).any()
    ]
    return [*((name,) for name in names), *pairs]
