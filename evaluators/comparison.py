"""Two engines, or two runs, on the same documents: field beside field, and who is right where.

The second is measured against the first: an improvement is what the second alone has right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import pandas as pd

from evaluators.contrasts import Basis, Contrast, adjusted
from evaluators.field_contrasts import ACCURACY, CER, field_contrasts
from evaluators.grade import Origin, Source, grade_of

CELL = ["document", "template", "field"]
_COMPARED = ["status", "text", "value", "right_typed"]


class Outcome(StrEnum):
    """How two fared on a field."""

    REGRESSION = "regression"
    """The first has it right and the second wrong."""
    IMPROVEMENT = "improvement"
    """The second has it right and the first wrong."""
    BOTH_WRONG = "both_wrong"


@dataclass(frozen=True)
class Mismatch:
    """Why two sets of scored fields cannot be compared."""

    only_first: tuple[str, ...]
    """Documents that only the first has, sorted."""
    only_second: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    """Document and field of what is labelled in one of them only, in documents that both have."""
    truth: tuple[tuple[str, str], ...]
    """Document and field where what stands on the paper, or the value meant, is not the same."""


def mismatch(first: pd.DataFrame, second: pd.DataFrame) -> Mismatch | None:
    """In what documents, labels and truth two sets of scored fields (``frames.SCORED``) differ; None where they do not.

    Each holds the rows of one engine.
    """
    columns = [*CELL, "truth", "expected"]
    if first[columns].reset_index(drop=True).equals(second[columns].reset_index(drop=True)):
        return None
    here, there = set(first["document"]), set(second["document"])
    both = first[columns].merge(second[columns], on=CELL, how="outer", suffixes=("", "_other"), indicator=True)
    common = both["document"].isin(here & there)
    alone = both[common & (both["_merge"] != "both")]
    differing = (both["truth"] != both["truth_other"]) | (both["expected"] != both["expected_other"])
    other = both[(both["_merge"] == "both") & differing]
    found = Mismatch(tuple(sorted(here - there)), tuple(sorted(there - here)), _places(alone), _places(other))
    return found if any((found.only_first, found.only_second, found.fields, found.truth)) else None


def _places(rows: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    places = sorted(set(zip(rows["document"], rows["field"], strict=True)))
    return tuple((str(document), str(field)) for document, field in places)


def pairs(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """The fields of two engines side by side, one row each.

    Args:
        first: ``frames.SCORED``, of one engine.
        second: the same documents and fields, of another engine or run.

    Returns:
        document, template, field, type, truth, expected and the ``cond_`` columns as the second has them; of both,
        with the suffixes ``_first`` and ``_second``, status, text, value, ``right_typed`` and ``errors`` (characters,
        after nfkc); ``length``, the characters on the paper.

    Raises:
        ValueError: they are not of the same documents, fields and truth.
    """
    if mismatch(first, second) is not None:
        raise ValueError("the two were not measured on the same documents, fields and truth")
    conditions = [name for name in second.columns if name.startswith("cond_")]
    mine = _with_errors(first)[[*CELL, *_COMPARED, "errors"]]
    other = _with_errors(second)
    other = other[[*CELL, "type", "truth", "expected", *conditions, *_COMPARED, "errors", "length"]]
    return mine.merge(other, on=CELL, suffixes=("_first", "_second"), validate="one_to_one")


def _with_errors(scored: pd.DataFrame) -> pd.DataFrame:
    return scored.assign(
        errors=scored["substitutions"] + scored["deletions"] + scored["insertions"],
        length=scored["substitutions"] + scored["deletions"] + scored["correct"],
    )


@dataclass(frozen=True)
class Comparison:
    """One engine against another, or one run against another."""

    first: str
    """What the first is called."""
    second: str
    contrasts: tuple[Contrast, ...]
    """Of every scope, before any adjustment for many."""
    counts: dict[Outcome, int]
    """Fields of each list, the rest of which both have right; of meetings, stretches of each list, or none at all where
    no lists were made."""

    def overall(self, metric: str) -> Contrast | None:
        """The contrast of everything; None where nothing was counted."""
        return next((each for each in self.contrasts if each.difference.metric == metric and not each.scope), None)


def compare(rows: Mapping[tuple[str, str], pd.DataFrame], origin: Origin, seed: int = 0) -> list[Comparison]:
    """Comparisons of fields side by side.

    Args:
        rows: by what the two are called, what :func:`pairs` gives.
        origin: what the batch consists of.
        seed: the same one gives the same intervals.
    """
    basis = Basis(grade_of(origin, Source.MEASURED), seed=seed)
    found = field_contrasts({f"{first}:{second}": each for (first, second), each in rows.items()}, basis)
    return [
        Comparison(first, second, tuple(found[f"{first}:{second}"]), _counts(each))
        for (first, second), each in rows.items()
    ]


def _counts(rows: pd.DataFrame) -> dict[Outcome, int]:
    found = outcomes(rows).value_counts()
    return {outcome: int(found.get(outcome, 0)) for outcome in Outcome}


def compare_engines(scored: pd.DataFrame, engines: Sequence[str], origin: Origin, seed: int = 0) -> list[Comparison]:
    """Each two engines of a run against each other, in the order of the engines; without rows there is none."""
    by_engine = {engine: scored[scored["engine"] == engine] for engine in engines}
    present = [engine for engine in engines if not by_engine[engine].empty]
    two = combinations(present, 2)
    return compare({(first, second): pairs(by_engine[first], by_engine[second]) for first, second in two}, origin, seed)


Rows = list[tuple[Comparison, Contrast]]


def table(comparisons: Sequence[Comparison], metric: str, *keys: tuple[str, ...]) -> Rows:
    """The contrasts of one table, adjusted by Holm among them, the largest difference first.

    Args:
        comparisons: whose contrasts are shown together.
        metric: ``field_contrasts.ACCURACY`` or ``field_contrasts.CER``.
        keys: the scopes shown, by their keys: ``()`` for everything, ``("type",)``, ``("template", "field")``.
    """
    return rows_of(
        (comparison, each)
        for comparison in comparisons
        for each in comparison.contrasts
        if each.difference.metric == metric and tuple(each.scope) in keys
    )


def rows_of(chosen: Iterable[tuple[Comparison, Contrast]]) -> Rows:
    """The rows of one table, adjusted by Holm among them, the largest difference first."""
    by_id = {each.difference.id: (comparison, each) for comparison, each in chosen}
    ordered = adjusted([each for _comparison, each in by_id.values()])
    return [(by_id[each.difference.id][0], each) for each in ordered]


BY = ("type", "template", "field", "condition")


def tables(comparisons: Sequence[Comparison], metrics: Sequence[str] = (ACCURACY, CER)) -> dict[tuple[str, str], Rows]:
    """Every table that can be shown, by metric and what it goes by (``BY``); none that is empty.

    That by ``type`` has everything as a row of its own. One of a single kind of form is left out: it is everything.
    """
    conditions = sorted(
        {key for each in comparisons for contrast in each.contrasts for key in contrast.scope if key[:5] == "cond_"}
    )
    keys: dict[str, list[tuple[str, ...]]] = {
        "type": [(), ("type",)],
        "template": [("template",)],
        "field": [("template", "field")],
        "condition": [(condition,) for condition in conditions],
    }
    found = {(metric, by): table(comparisons, metric, *keys[by]) for metric in metrics for by in BY}
    single = {key for key, rows in found.items() if key[1] == "template" and len(rows) <= len(comparisons)}
    return {key: rows for key, rows in found.items() if rows and key not in single}


def outcomes(rows: pd.DataFrame) -> pd.Series:
    """The :class:`Outcome` of each row of :func:`pairs`; "" where both are right."""
    first, second = rows["right_typed_first"], rows["right_typed_second"]
    found = pd.Series("", index=rows.index, dtype="object")
    found[(first == 1) & (second == 0)] = Outcome.REGRESSION.value
    found[(first == 0) & (second == 1)] = Outcome.IMPROVEMENT.value
    found[(first == 0) & (second == 0)] = Outcome.BOTH_WRONG.value
    return found


CELL_COLUMNS = [
    *("outcome", "document", "template", "field", "type", "truth", "expected"),
    *("status_first", "text_first", "value_first", "status_second", "text_second", "value_second"),
]


def cells(rows: pd.DataFrame) -> pd.DataFrame:
    """What is a regression, an improvement or wrong in both, in this order, then by document and field.

    Columns: ``CELL_COLUMNS``; ``expected`` is "" where no value is given.
    """
    listed = rows.assign(outcome=outcomes(rows))
    listed = listed[listed["outcome"] != ""]
    place = listed["outcome"].map({outcome.value: number for number, outcome in enumerate(Outcome)})
    return listed.assign(_place=place).sort_values(["_place", *CELL], ignore_index=True)[CELL_COLUMNS]
