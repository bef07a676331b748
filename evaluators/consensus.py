"""What two engines agree on, and how far agreement can be trusted. Nothing is accepted by it."""

import pandas as pd

from evaluators.fields import ANSWERED
from evaluators.grade import Origin, Source, grade_of
from evaluators.normalise import Normaliser, normalise
from evaluators.quantity import Quantity
from evaluators.rates import Subject
from evaluators.scopes import scopes

CONSENSUS_ENGINE = "consensus"
"""The engine whose readings are what two others agree on."""
CASES = "consensus"
"""The anchor of what engines agree on."""

_KEY = ["document", "template", "field"]


def pair_name(first: str, second: str) -> str:
    """What two engines together are called."""
    return f"{first}+{second}"


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
        document, template, field, type, the ``cond_`` columns, ``agreed`` (1 where both answered with the same text
        after nfkc), ``agreed_right`` (1 where they agreed and the value is right; where their values differ, right
        takes both) and ``fallback_right`` (1 where, on disagreement, the engine that is better for the type is right).
    """
    conditions = [name for name in scored.columns if name.startswith("cond_")]
    wanted = [*_KEY, "type", *conditions, "status", "text", "right_typed"]
    mine = scored.loc[scored["engine"] == first, wanted]
    other = scored.loc[scored["engine"] == second, [*_KEY, "status", "text", "right_typed"]]
    pairs = mine.merge(other, on=_KEY, suffixes=("", "_other"), validate="one_to_one")
    answered = pairs["status"].isin(ANSWERED) & pairs["status_other"].isin(ANSWERED)
    agreed = (answered & (_folded(pairs, "text") == _folded(pairs, "text_other"))).astype("int64")
    both = pairs["right_typed"] * pairs["right_typed_other"]
    better = pairs["right_typed"].where(
        pairs["type"].map(better_of(scored, first, second)) == first, pairs["right_typed_other"]
    )
    return pairs[[*_KEY, "type", *conditions]].assign(
        agreed=agreed, agreed_right=agreed * both, fallback_right=both.where(agreed == 1, better).astype("int64")
    )


def _folded(pairs: pd.DataFrame, column: str) -> pd.Series:
    texts = [normalise(text, Normaliser.NFKC, of) for text, of in zip(pairs[column], pairs["type"], strict=True)]
    return pd.Series(texts, index=pairs.index, dtype="str")


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
