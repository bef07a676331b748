"""What two engines agree on, and how far agreement can be trusted. Nothing is accepted by it.

The rates are computed from the readings of the engines, so that runs without rows of ``consensus`` have them too, and
for each two of several. Of a run of two engines they are those of the rows, since one definition makes both.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from evaluators.agreement import compared_by
from evaluators.fields import ANSWERED
from evaluators.grade import Origin, Source, grade_of
from evaluators.quantity import Quantity
from evaluators.rates import Subject
from evaluators.scopes import scopes

CASES = "consensus"
"""The anchor of what engines agree on."""

_KEY = ["document", "template", "field"]


def pair_name(first: str, second: str) -> str:
    """What two engines together are called."""
    return f"{first}+{second}"


@dataclass(frozen=True)
class Pair:
    """Two engines whose readings were compared."""

    first: str
    second: str
    better: Mapping[str, str]
    """For each field type the one that read more fields right, to fall back on where they disagree."""

    @property
    def name(self) -> str:
        """The engine of their quantities."""
        return pair_name(self.first, self.second)

    def types(self, engine: str) -> list[str]:
        """Field types for which an engine is fallen back on."""
        return [type_ for type_, better in self.better.items() if better == engine]


def better_of(scored: pd.DataFrame, first: str, second: str) -> dict[str, str]:
    """For each field type the engine with more fields right by value on these documents; of equals the first.

    A single engine for all types would give nothing new: where two agree they are right alike, so that falling back
    on one of them is the same as that one alone.
    """
    rows = scored[scored["engine"].isin([first, second])]
    right = rows.groupby(["type", "engine"])["right_typed"].sum().unstack(fill_value=0)
    right = right.reindex(columns=[first, second], fill_value=0)
    ahead = right[second] > right[first]
    return {str(type_): second if wins else first for type_, wins in ahead.items()}


def compared(scored: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """The fields that both engines were asked to read, one row each.

    Args:
        scored: ``frames.SCORED``.
        first: an engine.
        second: another one.

    Returns:
        document, template, field, type, the ``cond_`` columns, ``agreed`` (1 where both answered and agree as in
        :mod:`evaluators.agreement`), ``agreed_right`` (1 where they agreed and it is right; where no value is given
        and their texts differ, that of the first counts, which is what is proposed) and ``fallback_right`` (1 where,
        on disagreement, the engine that is better for the type is right).
    """
    conditions = [name for name in scored.columns if name.startswith("cond_")]
    compared_on = ["status", "text", "value", "right_typed"]
    mine = scored.loc[scored["engine"] == first, [*_KEY, "type", *conditions, *compared_on]]
    other = scored.loc[scored["engine"] == second, [*_KEY, *compared_on]]
    pairs = mine.merge(other, on=_KEY, suffixes=("", "_other"), validate="one_to_one")
    answered = pairs["status"].isin(ANSWERED) & pairs["status_other"].isin(ANSWERED)
    agreed = (answered & (_compared_by(pairs) == _compared_by(pairs, "_other"))).astype("int64")
    better = pairs["right_typed"].where(
        pairs["type"].map(better_of(scored, first, second)) == first, pairs["right_typed_other"]
    )
    proposed = pairs["right_typed"]
    return pairs[[*_KEY, "type", *conditions]].assign(
        agreed=agreed, agreed_right=agreed * proposed, fallback_right=proposed.where(agreed == 1, better)
    )


def _compared_by(pairs: pd.DataFrame, suffix: str = "") -> pd.Series:
    columns = (pairs[name].tolist() for name in (f"text{suffix}", f"value{suffix}", "type"))
    return pd.Series([compared_by(*reading) for reading in zip(*columns, strict=True)], pairs.index, dtype="object")


def consensus(scored: pd.DataFrame, first: str, second: str, origin: Origin, level: float = 0.95) -> list[Quantity]:
    """How often two engines agree, and how often that is right.

    By scope as in :func:`evaluators.scopes.scopes`, of engine ``first+second``, all with unit ``ratio`` and
    :func:`evaluators.intervals.clustered_proportion` over documents:

    - ``agreement``: fields agreed over fields.
    - ``agreed_accuracy`` under typed: right over agreed; undefined where nothing is.
    - ``fallback_accuracy`` under typed: right over fields where agreement proposes and, without it, the engine that
      is better for the field's type. Which one that is was seen on these very documents, so the rate is optimistic.

    Without a field that both were asked to read there are no quantities.
    """
    pairs = compared(scored, first, second)
    if pairs.empty:
        return []
    grade = grade_of(origin, Source.MEASURED)
    found: list[Quantity] = []
    for scope, rows in scopes(pairs):
        counts = rows[["agreed", "agreed_right", "fallback_right"]].assign(fields=1)
        documents = counts.groupby(rows["document"]).sum()
        subject = Subject(pair_name(first, second), scope, grade, level, CASES)
        found += [
            subject.proportion("agreement", None, documents["agreed"], documents["fields"]),
            subject.proportion("agreed_accuracy", "typed", documents["agreed_right"], documents["agreed"]),
            subject.proportion("fallback_accuracy", "typed", documents["fallback_right"], documents["fields"]),
        ]
    return found
